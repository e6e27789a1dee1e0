import { execFile, spawnSync } from "node:child_process";
import http from "node:http";
import { quantile } from "./table";

export type Load = { rate: number; p50: number; p99: number };
type How = { seconds: number; atOnce: number; headers?: Record<string, string> };

/** Asks for one address as fast as it is answered: with wrk where it is installed, else from this process. */
export async function loadOf(address: string, how: How): Promise<Load> {
  return hasWrk ? withWrk(address, how) : fromHere(address, how);
}

const hasWrk = spawnSync("wrk", ["-v"], { stdio: "ignore" }).error === undefined;
export const loadTool = hasWrk ? "wrk" : "a loop of our own";

function withWrk(address: string, { seconds, atOnce, headers = {} }: How): Promise<Load> {
  const args = ["-t1", `-c${atOnce}`, `-d${seconds}s`, "--latency", "--timeout", "30s"];
  for (const [name, value] of Object.entries(headers)) args.push("-H", `${name}: ${value}`);
  return new Promise((resolve, reject) => {
    execFile("wrk", [...args, address], (error, said) => {
      if (error) return reject(error);
      if (/Non-2xx or 3xx|Socket errors/.test(said))
        return reject(new Error(`${address} did not answer well:\n${said}`));
      const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(said)?.[1]);
      resolve({ rate, p50: latency(said, "50%"), p99: latency(said, "99%") });
    });
  });
}

/** In milliseconds; wrk writes each in the unit that suits it. */
function latency(said: string, share: string): number {
  const [, value, unit] = new RegExp(`${share}\\s+([\\d.]+)(us|ms|s|m)`).exec(said) ?? [];
  return Number(value) * ({ us: 0.001, ms: 1, s: 1_000, m: 60_000 }[unit ?? "ms"] ?? 1);
}

async function fromHere(address: string, { seconds, atOnce, headers = {} }: How): Promise<Load> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });
  const taken: number[] = [];
  const startedAt = performance.now();
  const lane = async () => {
    while (performance.now() - startedAt < seconds * 1_000) {
      const askedAt = performance.now();
      await ask(address, headers, agent);
      taken.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const rate = taken.length / ((performance.now() - startedAt) / 1_000);
  agent.destroy();
  return { rate, p50: quantile(taken, 0.5), p99: quantile(taken, 0.99) };
}

function ask(address: string, headers: Record<string, string>, agent: http.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.get(address, { agent, headers }, (response) => {
      if ((response.statusCode ?? 500) >= 400) reject(new Error(`${address} answered ${response.statusCode}`));
      response.on("end", () => resolve()).resume();
    });
    request.on("error", reject);
  });
}

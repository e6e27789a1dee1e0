import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "@/app/_cli/children.mjs";
import { ROOT } from "@/app/_cli/tools.mjs";

const READY_MS = 60_000;
const LOOK_MS = 100;
const PACKET_BYTES = 1024; // less gains nothing by compression

/** The built product, as `npm start` serves it, on the database of this run. */
export async function startProduct(): Promise<{ address: string; child: ChildProcess }> {
  const address = `http://127.0.0.1:${process.env.PORT}`;
  const child = startServer();
  await answers(`${address}/healthz`, child);
  return { address, child };
}

/**
 * Pages that read nothing, of about so many bytes, prerendered at build and served by Next itself, as `next start` does. The product
 * has no static page of that size, so these are built for the comparison.
 */
export async function startStaticPage(sizes: number[]): Promise<{ addresses: string[]; child: ChildProcess }> {
  const cwd = path.join(ROOT, "tests/bench/static-page");
  const port = String(Number(process.env.PORT) + 1);
  const next = path.join(ROOT, "node_modules/next/dist/bin/next");
  const env = { ...process.env, PAGE_SIZES: sizes.join(",") };
  execFileSync(process.execPath, [next, "build"], { cwd, env, stdio: ["ignore", "ignore", 2] });
  const child = spawn(process.execPath, [next, "start", "--port", port, "--hostname", "127.0.0.1"], {
    cwd,
    env,
    stdio: ["ignore", 2, 2],
  });
  const addresses = sizes.map((_, nth) => `http://127.0.0.1:${port}/pages/${nth}`);
  for (const address of addresses) await answers(address, child);
  return { addresses, child };
}

/** The most memory a process held at any moment until told to stop. */
export function watchMemory(child: ChildProcess): { stop: () => number } {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, residentBytes(child.pid ?? 0));
  }, LOOK_MS);
  return {
    stop() {
      clearInterval(timer);
      return most;
    },
  };
}

/** The scripts a browser of today loads with a page, as they travel. `nomodule` ones are for browsers of the past. */
export async function bytesOfScripts(address: string, page: string): Promise<{ count: number; bytes: number }> {
  const html = (await answerOf(address + page)).body.toString("utf8");
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/\bnomodule\b/i.test(tag));
  const sources = [...new Set(tags.map(([, source = ""]) => source))];
  let bytes = 0;
  for (const source of sources) {
    const { body, encoding } = await answerOf(address + source, { "accept-encoding": "gzip" });
    if (encoding !== "gzip" && body.length > PACKET_BYTES) throw new Error(`${source} came without compression`);
    bytes += body.length;
  }
  return { count: sources.length, bytes };
}

/** One answer with its body as it travelled. */
export function answerOf(
  address: string,
  headers: Record<string, string> = {},
): Promise<{ body: Buffer; encoding: string }> {
  return new Promise((resolve, reject) => {
    const request = http.get(address, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => {
        if (response.statusCode !== 200) return reject(new Error(`${address} answered ${response.statusCode}`));
        resolve({ body: Buffer.concat(chunks), encoding: response.headers["content-encoding"] ?? "" });
      });
    });
    request.on("error", reject);
  });
}

export async function answers(address: string, child: ChildProcess): Promise<void> {
  for (const until = Date.now() + READY_MS; Date.now() < until; await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`The server of ${address} ended with ${child.exitCode}.`);
    if (
      await answerOf(address).then(
        () => true,
        () => false,
      )
    )
      return;
  }
  throw new Error(`${address} does not answer.`);
}

function residentBytes(pid: number): number {
  const file = `/proc/${pid}/status`;
  const kilobytes = existsSync(file)
    ? /VmRSS:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1]
    : execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Number(kilobytes ?? 0) * 1024;
}

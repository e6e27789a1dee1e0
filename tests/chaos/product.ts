import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "@/app/_cli/build.mjs";
import { startServer } from "@/app/_cli/children.mjs";
import { prepareSettings } from "@/app/_cli/environment.mjs";
import { startMailSink } from "@/app/_cli/mail-sink.mjs";
import { findRunning, startPostgres } from "@/db/embedded/server.mjs";
import { migrate } from "@/db/migrate";
import { type FakeStripe, startFakeStripe } from "../fakes/stripe/start";

const READY_MS = 120_000;
const STRIPE = { secretKey: "sk_test_of_the_kills", webhookSecret: "whsec_of_the_kills" };

/** The product as `npm start` runs it, whose parts can be killed and started again. */
export type Product = {
  address: string;
  /** Lives in this process, so that no kill befalls it: what it knows is what was paid. */
  stripe: FakeStripe;
  /** Kills without a word and starts again. Answers when requests are served again, in milliseconds since the kill. */
  killWeb(): Promise<number>;
  killPostgres(): Promise<number>;
  stop(): Promise<void>;
};

/**
 * Starts PostgreSQL, durable unless `flags` say otherwise, and the built web server. Sets this process' environment, so that what
 * is imported from `lib` afterwards sees the same database. Builds the pages when the build that is there is not of these sources.
 */
export async function startProduct(flags: string[] = []): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), "bookraiser-chaos-"));
  const dir = join(folder, "postgres");
  const mail = await startMailSink(join(folder, "inbox"));
  let postgres = await startPostgres({ dir, flags });
  const { port } = postgres;
  const stripe = await startFakeStripe(STRIPE);
  Object.assign(process.env, {
    NODE_ENV: "production",
    DATABASE_URL: postgres.url,
    DATA_DIR: join(folder, "data"),
    SMTP_URL: mail.url,
    STRIPE_SECRET_KEY: STRIPE.secretKey,
    STRIPE_WEBHOOK_SECRET: STRIPE.webhookSecret,
    STRIPE_API_URL: stripe.url,
    HOST: "127.0.0.1",
    PORT: String(await freePort()),
    LOG_LEVEL: "silent", // every kill would fill the screen
  });
  process.env.APP_URL = `http://127.0.0.1:${process.env.PORT}`;
  const address = process.env.APP_URL;
  stripe.webhookUrl = `${address}/api/stripe/webhook`;
  prepareSettings();
  await migrate(postgres.url);
  await build();
  let web = await startWeb(address);

  return {
    address,
    stripe,
    async killWeb() {
      const killedAt = performance.now();
      web.kill("SIGKILL");
      await once(web, "exit");
      web = await startWeb(address);
      return performance.now() - killedAt;
    },
    async killPostgres() {
      const killedAt = performance.now();
      killFamily(findRunning(dir) ?? 0);
      postgres = await startPostgres({ dir, port, flags });
      await ready(address, web);
      return performance.now() - killedAt;
    },
    async stop() {
      web.kill("SIGKILL");
      await stripe.close();
      await postgres.stop();
      await mail.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startWeb(address: string): Promise<ChildProcess> {
  const web = startServer();
  await ready(address, web);
  return web;
}

/** Served again, database and all. */
async function ready(address: string, web: ChildProcess): Promise<void> {
  for (const until = Date.now() + READY_MS; Date.now() < until; await sleep(50)) {
    if (web.exitCode !== null) throw new Error(`The web server ended with ${web.exitCode}`);
    const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (answer?.status === 200) return;
  }
  throw new Error("The product does not come back");
}

/** PostgreSQL and all its processes in one moment: each is the leader of a group of its own, so the group would not do. */
function killFamily(pid: number): void {
  if (pid <= 0) throw new Error("PostgreSQL does not run");
  const children = process.platform === "linux" ? childrenOf(pid) : [];
  for (const one of [pid, ...children]) {
    try {
      process.kill(one, "SIGKILL");
    } catch {} // gone already
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1]?.split(" ")[1] === String(parent);
      } catch {
        return false;
      }
    })
    .map(Number);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

// @ts-check
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "./build.mjs";
import { endChild, endChildren, finished, killChildren, startScript, startServer } from "./children.mjs";
import { startDemoStripe } from "./demo-stripe.mjs";
import { demoPeople, loadDemo, migrate, prepareSettings, startDatabase } from "./environment.mjs";
import { startMailSink } from "./mail-sink.mjs";
import { whenOrphaned } from "./tools.mjs";

const STOP_MS = 12_000;
const READY_MS = 120_000;

/**
 * Starts everything and returns when all of it has ended: by Ctrl-C or SIGTERM with exit code 0, else with a reason.
 *
 * @param {{ dev: boolean }} options
 */
export async function serve({ dev }) {
  const dataDir = prepareSettings();
  const closing = closer();
  await closing.add(takeFolder(dataDir));
  const stop = onStop();
  try {
    await portIsFree();
    await Promise.race([stop.asked, open(dev, dataDir, closing)]);
  } finally {
    stop.begun();
    await closing.close();
  }
}

/**
 * @param {boolean} dev
 * @param {string} dataDir
 * @param {Closer} closing
 */
async function open(dev, dataDir, closing) {
  const env = /** @type {Record<string, string | undefined>} */ (process.env);
  env.NODE_ENV = dev ? "development" : "production";
  env.MALLOC_ARENA_MAX ??= "2"; // glibc would keep what pictures used, once per thread
  const database = await startDatabase({ adopt: true });
  await closing.add(database.stop);
  await migrate();
  await receiveMail(dataDir, closing);
  await startDemoStripe(dataDir, closing);
  await loadDemo(database);
  if (!dev) await build();

  const server = dev ? startScript("app/_cli/server.ts", ["--dev"]) : startServer();
  const ended = finished(server);
  await closing.add(async () => {
    endChild(server);
    const late = setTimeout(() => server.kill("SIGKILL"), STOP_MS);
    await ended;
    clearTimeout(late);
  });
  const crashed = ended.then((code) => {
    throw new Error(`The web server ended unasked (exit code ${code}).`);
  });
  await Promise.race([crashed, answers(closing)]);
  await announce();
  await crashed;
}

/**
 * @typedef {ReturnType<typeof closer>} Closer
 *
 * What has to be ended, the last started first. What starts after the end was asked for is ended at once.
 */
function closer() {
  /** @type {(() => Promise<void>)[]} */
  const steps = [];
  let closed = false;
  return {
    get closed() {
      return closed;
    },
    /** @param {() => Promise<void>} step */
    async add(step) {
      if (!closed) return void steps.push(step);
      await step();
      throw new Error("Stopped while starting.");
    },
    async close() {
      closed = true;
      for (const step of steps.reverse()) await step();
    },
  };
}

/**
 * Without a mail server the mails stay here, where the development inbox shows them.
 *
 * @param {string} dataDir
 * @param {Closer} closing
 */
async function receiveMail(dataDir, closing) {
  if (process.env.SMTP_URL) return;
  const inbox = path.join(dataDir, "inbox");
  const sink = await startMailSink(inbox);
  await closing.add(sink.close);
  process.env.SMTP_URL = sink.url;
  process.env.DEV_INBOX = inbox;
}

/** @param {Closer} closing */
async function answers(closing) {
  for (const until = Date.now() + READY_MS; Date.now() < until; await sleep(100)) {
    if (closing.closed) return;
    const health = await fetch(`http://${reachable()}:${process.env.PORT}/healthz`).catch(() => undefined);
    if (health?.status === 200) return;
  }
  throw new Error(`The web server did not answer /healthz in ${READY_MS / 1000} seconds.`);
}

async function announce() {
  const address = process.env.APP_URL;
  console.log(`\nBookraiser is at ${address}`);
  if (!process.env.DEV_INBOX) return;
  if (process.env.FAKE_STRIPE_PUBLIC_URL)
    console.log(`Cards are play money here: ${process.env.FAKE_STRIPE_PUBLIC_URL}/dashboard shows what Stripe would.`);
  const people = await demoPeople();
  for (const { role, name, email } of people) console.log(`  ${role.padEnd(10)} ${email}  (${name})`);
  console.log(`Sign in with any of these addresses: ${address}/uk/inbox shows the code.\nCtrl-C stops everything.\n`);
}

function reachable() {
  const host = process.env.HOST;
  return !host || host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
}

/** A server whose launcher was killed needs a moment to leave. */
async function portIsFree() {
  const { PORT, HOST } = process.env;
  for (const until = Date.now() + 5_000; ; await sleep(200)) {
    const error = await new Promise((resolve) => {
      const probe = net.createServer().once("error", resolve);
      probe.listen(Number(PORT), HOST || undefined, () => probe.close(() => resolve(undefined)));
    });
    if (!error) return;
    const taken = error.code === "EADDRINUSE";
    if (!taken) throw new Error(`Cannot listen on port ${PORT}: ${error.message}`);
    if (Date.now() > until)
      throw new Error(`Port ${PORT} is taken by another program. Choose one: PORT=3001 npm start`);
  }
}

/** The first Ctrl-C or SIGTERM ends everything in order; one that follows later kills. */
function onStop() {
  let since = 0;
  const asked = /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      function stop() {
        // a terminal and npm both pass on one Ctrl-C
        if (since && Date.now() - since < 1_000) return;
        if (since) {
          killChildren();
          process.exit(1);
        }
        since = Date.now();
        console.log("\nStopping …");
        endChildren();
        resolve();
      }
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
      // the process that started this one was killed
      process.once("disconnect", () => since || stop());
      whenOrphaned(() => since || stop());
    })
  );
  return {
    asked,
    begun() {
      since ||= Date.now();
    },
  };
}

/**
 * One start per data folder: the second says where the first is.
 *
 * @param {string} dataDir
 */
function takeFolder(dataDir) {
  const file = path.join(dataDir, "running.json");
  const mine = JSON.stringify({ pid: process.pid, address: process.env.APP_URL });
  for (;;) {
    try {
      fs.writeFileSync(file, mine, { flag: "wx", mode: 0o600 });
      return async () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const other = holder(file);
    if (other) {
      throw new Error(
        `Bookraiser already runs on this data folder: ${other.address} (process ${other.pid}).\nStop it first, or start beside it: DATA_DIR=.data-2 PORT=3001 npm start`,
      );
    }
    fs.rmSync(file, { force: true });
  }
}

/**
 * @param {string} file
 * @returns {{ pid: number, address: string } | undefined} the start that holds it and still lives
 */
function holder(file) {
  try {
    const { pid, address } = JSON.parse(fs.readFileSync(file, "utf8"));
    process.kill(pid, 0);
    const itself =
      process.platform !== "linux" || fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("start.mjs");
    return itself && pid !== process.pid ? { pid, address } : undefined;
  } catch {
    return undefined;
  }
}

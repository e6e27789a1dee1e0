// @ts-check
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { binary, dataFolder, faceFor, makeCluster, readKeys, worn } from "./cluster.mjs";

/**
 * @typedef {object} Server
 * @property {string} url the product's database, as its owner `bookraiser`
 * @property {string} adminUrl the database `postgres`, as superuser
 * @property {number} port on the loopback
 * @property {boolean} reused whether it already ran
 * @property {Promise<string>} ended when it stops, asked or not: the last of its log
 * @property {() => Promise<void>} stop ends it cleanly; a server that was only reused goes on, unless adopted
 */

const START_MS = 60_000; // after a crash PostgreSQL replays its log before it answers
const RETRY_MS = 5_000; // the processes of a killed server take a moment to leave
const STOP_MS = 15_000;

/**
 * Starts the PostgreSQL that comes with npm, or finds it alive: one server per folder, however many ask at once.
 * Listens on the loopback only, and only with the passwords of `dir/keys.json`.
 *
 * @param {object} options
 * @param {string} options.dir its folder: `data/`, `keys.json`, `server.log`
 * @param {number} [options.port] a free one by default
 * @param {string[]} [options.flags] more settings, as `["-c", "work_mem=16MB"]`
 * @param {boolean} [options.durable] false for tests: nothing is forced to the disk
 * @param {boolean} [options.adopt] whether `stop` ends a server that was found alive, too
 * @returns {Promise<Server>}
 */
export async function startPostgres({ dir, port, flags = [], durable = true, adopt = false }) {
  dir = path.resolve(dir);
  fs.mkdirSync(path.dirname(dir), { recursive: true });
  makeCluster(dir, { durable });
  dir = fs.realpathSync(dir);

  const until = Date.now() + RETRY_MS;
  for (;;) {
    const running = findRunning(dir);
    if (running) {
      const stop = adopt ? () => interrupt(dir, running) : async () => {};
      if (await ready(dir, running, new Promise(() => {}))) return server(dir, running, { reused: true, stop });
      continue; // it was killed a moment ago and has left meanwhile
    }
    const child = launch(dir, port ?? (await freePort()), durable ? flags : [...FORGETFUL, ...flags]);
    const gone = new Promise((resolve) => child.once("exit", () => resolve(undefined)).once("error", resolve));
    if (child.pid !== undefined && (await ready(dir, child.pid, gone))) {
      const { pid } = child;
      return server(dir, pid, { reused: false, stop: () => interrupt(dir, pid) });
    }
    // another start won the folder, the port was taken, or a killed server's processes linger
    if (Date.now() > until && !findRunning(dir)) throw new Error(`PostgreSQL did not start:\n${lastWords(dir)}`);
    await sleep(100);
  }
}

const FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"].flatMap((one) => ["-c", one]);

/**
 * The process that serves this folder now. A pid file whose process is gone, or is somebody else, is removed.
 *
 * @param {string} dir
 * @returns {number | undefined}
 */
export function findRunning(dir) {
  const pidFile = path.join(dataFolder(dir), "postmaster.pid");
  const before = read(pidFile);
  const pid = Number(before.split("\n")[0]);
  if (pid > 0 && alive(pid) && worksIn(pid, dataFolder(dir))) return pid;
  if (before && read(pidFile) === before) fs.rmSync(pidFile, { force: true });
  return undefined;
}

/**
 * @param {string} dir
 * @param {number} port
 * @param {string[]} flags
 */
function launch(dir, port, flags) {
  const log = fs.openSync(path.join(dir, "server.log"), "w", 0o600);
  const settings = [
    "listen_addresses=127.0.0.1",
    `port=${port}`,
    "unix_socket_directories=",
    "jit=off",
    "timezone=UTC",
  ];
  const args = ["-D", dataFolder(dir), ...settings.flatMap((one) => ["-c", one]), ...flags];
  const [command, rest, as] = worn(faceFor(dir), binary("postgres"), args);
  // detached: Ctrl-C reaches the launcher alone, which ends the web server first
  const child = spawn(command, rest, { ...as, stdio: ["ignore", "ignore", log], detached: true, windowsHide: true });
  fs.closeSync(log);
  return child;
}

/**
 * Whether the server answers; false when it left instead.
 *
 * @param {string} dir
 * @param {number} pid
 * @param {Promise<unknown>} gone
 */
async function ready(dir, pid, gone) {
  let left = false;
  gone.then(() => {
    left = true;
  });
  for (const until = Date.now() + START_MS; Date.now() < until; await sleep(20)) {
    if (left || !alive(pid)) return false;
    const lines = pidLines(dir);
    if (Number(lines[0]) !== pid || lines[7]?.trim() !== "ready") continue;
    if (await answers(server(dir, pid, { reused: true }).adminUrl)) return true;
  }
  throw new Error(`PostgreSQL does not answer:\n${lastWords(dir)}`);
}

/**
 * False when nobody listens any more: a server that was just killed leaves "ready" behind.
 *
 * @param {string} url
 */
async function answers(url) {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice() {} });
  try {
    await sql`select 1`;
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && HUNG_UP.has(String(error.code))) return false;
    throw error;
  } finally {
    await sql.end();
  }
}

const HUNG_UP = new Set(["ECONNREFUSED", "ECONNRESET", "CONNECTION_CLOSED"]);

/**
 * @param {string} dir
 * @param {number} pid
 * @param {{ reused: boolean, stop?: () => Promise<void> }} how
 * @returns {Server}
 */
function server(dir, pid, { reused, stop = async () => {} }) {
  const port = Number(pidLines(dir)[3]);
  const keys = readKeys(dir);
  return {
    url: `postgres://bookraiser:${keys.bookraiser}@127.0.0.1:${port}/bookraiser`,
    adminUrl: `postgres://postgres:${keys.superuser}@127.0.0.1:${port}/postgres`,
    port,
    reused,
    get ended() {
      return left(pid, { ref: false }).then(() => lastWords(dir));
    },
    stop,
  };
}

/**
 * Asks for a fast, clean end: open transactions roll back, everything acknowledged is on the disk.
 *
 * @param {string} dir
 * @param {number} pid
 */
async function interrupt(dir, pid) {
  if (!alive(pid)) return;
  if (process.platform === "win32") spawnSync(binary("pg_ctl"), ["stop", "-D", dataFolder(dir), "-m", "fast"]);
  else process.kill(pid, "SIGINT");
  const stopped = await Promise.race([left(pid).then(() => true), sleep(STOP_MS, false, { ref: false })]);
  if (!stopped) process.kill(pid, "SIGQUIT"); // leaves at once; the next start replays the log
}

/**
 * @param {number} pid
 * @param {{ ref: boolean }} options whether the wait keeps this process alive
 */
async function left(pid, options = { ref: true }) {
  while (alive(pid)) await sleep(50, undefined, options);
}

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * PostgreSQL works inside its data folder; elsewhere than on Linux the pid alone must do.
 *
 * @param {number} pid
 * @param {string} folder
 */
function worksIn(pid, folder) {
  if (process.platform !== "linux") return true;
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

/** @param {string} dir */
const pidLines = (dir) => read(path.join(dataFolder(dir), "postmaster.pid")).split("\n");

/** @param {string} dir */
const lastWords = (dir) => read(path.join(dir, "server.log")).slice(-3_000);

/** @param {string} file */
function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

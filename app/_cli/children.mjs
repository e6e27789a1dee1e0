// @ts-check
import { spawn } from "node:child_process";
import { ROOT } from "./tools.mjs";

const GUARD = new URL("leave-with-parent.mjs", import.meta.url).href;

/**
 * Starts a TypeScript program of the project with this process' environment. It leaves when this process is gone,
 * even by kill -9, and Ctrl-C does not reach it but through here.
 *
 * @param {string} script from the project's root
 * @param {string[]} [args]
 * @param {string[]} [flags] of Node itself
 */
export function startScript(script, args = [], flags = []) {
  return startNode([...flags, "--import", import.meta.resolve("tsx"), "--import", GUARD, script, ...args]);
}

// where memory is plenty, Node would let garbage lie until there is a gigabyte of it; the largest import needs a third of this
const HEAP_MB = 384;

/** The web server of the built pages. */
export const startServer = () => startScript("app/_cli/server.ts", [], [`--max-old-space-size=${HEAP_MB}`]);

/**
 * @param {string[]} args
 */
export function startNode(args) {
  const stdio = /** @type {const} */ (["inherit", "inherit", "inherit", "ipc"]);
  return spawn(process.execPath, args, { cwd: ROOT, stdio: [...stdio], detached: true, windowsHide: true });
}

/**
 * Runs it to its end.
 *
 * @param {string} script
 * @param {string[]} [args]
 * @returns {Promise<number>} its exit code
 */
export function runScript(script, args) {
  return finished(startScript(script, args));
}

/**
 * @param {ChildProcess} child
 * @returns {Promise<number>}
 */
export function finished(child) {
  running.add(child);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */

/** @type {Set<ChildProcess>} */
const running = new Set();

/** @type {WeakSet<ChildProcess>} */
const asked = new WeakSet();

/**
 * Asks it to end, once: a second signal would cut short what it is finishing.
 *
 * @param {ChildProcess} child
 */
export function endChild(child) {
  if (!asked.has(child)) child.kill("SIGTERM");
  asked.add(child);
}

export function endChildren() {
  for (const child of running) endChild(child);
}

export function killChildren() {
  for (const child of running) child.kill("SIGKILL");
}

// @ts-check
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ROOT } from "./tools.mjs";

const GUARD = fileURLToPath(new URL("leave-with-parent.mjs", import.meta.url));

/**
 * Starts a TypeScript program of the project with this process' environment. It leaves when this process is gone,
 * even by kill -9, and Ctrl-C does not reach it but through here.
 *
 * @param {string} script from the project's root
 * @param {string[]} [args]
 */
export function startScript(script, args = []) {
  return startNode(["--import", "tsx", "--import", new URL(`file://${GUARD}`).href, script, ...args]);
}

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
 * @param {import("node:child_process").ChildProcess} child
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

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** @param {NodeJS.Signals} signal */
export function signalChildren(signal) {
  for (const child of running) child.kill(signal);
}

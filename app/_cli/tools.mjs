// @ts-check
// Runs before anything is installed, on Node 20.9: nothing but node: may be imported here.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/**
 * Installs what the lockfile names when it is not there, and runs `main` under the Node that came with it.
 * A `main` given a newer Node than the one at hand runs in a child that shares this terminal.
 *
 * @param {string} script the program itself, by its path
 * @param {() => Promise<void>} main
 */
export async function withTools(script, main) {
  try {
    install();
    const better = betterNode();
    if (better) process.exitCode = await handOver(better, [script, ...process.argv.slice(2)]);
    else await main();
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
  if (process.connected) process.disconnect();
}

/** In production only what production needs. Where install scripts are switched off, the patches are applied here. */
function install() {
  const lean = process.env.NODE_ENV === "production";
  if (!isInstalled(lean)) {
    console.error("Installing packages …");
    const npm = process.env.npm_execpath;
    const args = ["ci", "--no-audit", "--no-fund", lean ? "--omit=dev" : "--include=dev"];
    /** @type {import("node:child_process").SpawnSyncOptions} */
    const options = { cwd: ROOT, stdio: ["ignore", 2, 2] };
    const done = npm?.endsWith(".js")
      ? spawnSync(process.execPath, [npm, ...args], options)
      : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
    if (done.status !== 0) throw new Error(`npm ci failed. ${done.error?.message ?? ""}`);
  }
  if (!isPatched()) {
    const done = spawnSync(process.execPath, [inModules("patch-package/index.js")], {
      cwd: ROOT,
      stdio: ["ignore", 2, 2],
    });
    if (done.status !== 0 || !isPatched()) throw new Error("The patches of patches/ could not be applied.");
  }
}

/**
 * Whether node_modules holds the versions of the lockfile, by npm's own record of what it installed.
 *
 * @param {boolean} lean
 */
function isInstalled(lean) {
  const record = inModules(".package-lock.json");
  if (!fs.existsSync(record)) return false;
  const wanted = packagesOf(path.join(ROOT, "package-lock.json"));
  const present = packagesOf(record);
  return Object.entries(wanted).every(
    ([name, { version, dev, optional, devOptional }]) =>
      name === "" || optional || (lean && (dev || devOptional)) || present[name]?.version === version,
  );
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }>}
 */
const packagesOf = (lockfile) => JSON.parse(fs.readFileSync(lockfile, "utf8")).packages;

/** The patch says its name in the code it mends. */
const isPatched = () => fs.readFileSync(inModules("postgres/src/index.js"), "utf8").includes("lost // the close error");

/** The Node of node_modules, where it is newer than this one and runs on this system. */
function betterNode() {
  const system = process.platform === "win32" ? "win" : process.platform;
  const name = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  const node = inModules(`node-${system}-${process.arch}/${name}`);
  if (Number(process.versions.node.split(".")[0]) >= 24 || !fs.existsSync(node)) return undefined;
  return spawnSync(node, ["--version"], { stdio: "ignore" }).status === 0 ? node : undefined;
}

/**
 * @param {string} node
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
function handOver(node, args) {
  // in a group of its own, so that Ctrl-C comes once, through here; the channel tells it when this process is gone
  const child = spawn(node, args, {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    detached: true,
    windowsHide: true,
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal));
  whenOrphaned(() => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

/**
 * npm passes a signal to the shell between it and us, and the shell dies of it alone.
 *
 * @param {() => void} react
 */
export function whenOrphaned(react) {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return; // started by hand it may well outlive its shell
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    react();
  }, 300);
  watch.unref();
}

/** @param {string} file */
const inModules = (file) => path.join(ROOT, "node_modules", file);

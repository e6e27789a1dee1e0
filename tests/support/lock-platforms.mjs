// @ts-check
// After `npm install`: node tests/support/lock-platforms.mjs
// Names in the lockfile the packages of other systems, which npm leaves out where it could not see them. Without them
// `npm ci` refuses the lockfile elsewhere. They are installed only where their os, cpu and libc match.
import fs from "node:fs";
import { pathToFileURL } from "node:url";

/**
 * @typedef {object} Locked
 * @property {string} [version]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {Record<string, string>} [optionalDependencies]
 */

/** @type {Record<string, string>} */
const OS = {
  aix: "aix",
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  linuxmusl: "linux",
  netbsd: "netbsd",
  openbsd: "openbsd",
  openharmony: "openharmony",
  sunos: "sunos",
  win: "win32",
  win32: "win32",
  windows: "win32",
};

/** @type {Record<string, string>} */
const CPU = {
  arm: "arm",
  arm64: "arm64",
  armv6: "arm",
  ia32: "ia32",
  loong64: "loong64",
  mips64el: "mips64el",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
  wasm32: "wasm32",
  x64: "x64",
};

/**
 * The entries that a lockfile lacks, by their place in node_modules.
 *
 * @param {Record<string, Locked>} packages
 * @returns {Record<string, Locked>}
 */
export function missingPlatforms(packages) {
  /** @type {Record<string, Locked>} */
  const missing = {};
  for (const [place, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      if (isFound({ ...packages, ...missing }, place, name)) continue;
      // beside its parent, so that two versions of the parent have each their own
      const parent = place.includes("/node_modules/") ? `${place}/` : "";
      missing[`${parent}node_modules/${name}`] = entry(name, range, dev);
    }
  }
  return missing;
}

/**
 * @param {string} name
 * @param {string} range
 * @param {boolean | undefined} dev
 * @returns {Locked}
 */
function entry(name, range, dev) {
  const words = (name.split("/").pop() ?? "").split("-");
  const os = words.map((word) => OS[word]).find(Boolean);
  const cpu = words.map((word) => CPU[word]).find(Boolean);
  if (!os && !cpu) throw new Error(`Cannot tell the platform of ${name}`);
  return {
    version: range.replace(/^[\^~]/, ""),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(dev ? { dev: true } : {}),
    ...(words.some((word) => word.includes("musl")) ? { libc: ["musl"] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
}

/**
 * Whether the package at `place` would find `name`, as Node looks: in its own node_modules, then in each above.
 *
 * @param {Record<string, Locked>} packages
 * @param {string} place
 * @param {string} name
 */
function isFound(packages, place, name) {
  for (let from = place; ; from = from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/")))) {
    if (packages[`${from ? `${from}/` : ""}node_modules/${name}`]) return true;
    if (!from.includes("/node_modules/") && from !== "") {
      return packages[`node_modules/${name}`] !== undefined;
    }
    if (from === "") return false;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = "package-lock.json";
  const lock = JSON.parse(fs.readFileSync(file, "utf8"));
  const missing = missingPlatforms(lock.packages);
  const all = Object.entries({ ...lock.packages, ...missing });
  for (const [, locked] of all) delete locked.resolved; // any registry may serve it
  lock.packages = Object.fromEntries(all.sort(([one], [other]) => (one < other ? -1 : 1)));
  fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${Object.keys(missing).length} packages of other systems added`);
}

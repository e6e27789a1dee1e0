// @ts-check
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { finished, startNode } from "./children.mjs";
import { ROOT } from "./tools.mjs";

const SOURCES = ["app", "lib", "db", "public", "package.json", "package-lock.json", "tsconfig.json", "patches"];
const STAMP = path.join(ROOT, ".next", "bookraiser-build-id");

/** Builds the pages when their sources changed since the last build; else takes milliseconds. */
export async function build() {
  const id = fingerprint();
  if (readStamp().id === id) return;
  console.log("Building the pages …");
  fs.rmSync(STAMP, { force: true });
  const code = await finished(startNode([path.join(ROOT, "node_modules/next/dist/bin/next"), "build"]));
  if (code !== 0) throw new Error("The build failed.");
  const key = process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY;
  fs.writeFileSync(STAMP, JSON.stringify({ id, key }), { mode: 0o600 });
}

/** The server actions' key that the present build was made with. */
export const buildKey = () => readStamp().key;

/** @returns {{ id?: string, key?: string }} */
function readStamp() {
  try {
    return JSON.parse(fs.readFileSync(STAMP, "utf8"));
  } catch {
    return {};
  }
}

function fingerprint() {
  const hash = createHash("sha256");
  hash.update(`${process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY}\n${process.version}\n`);
  const configs = fs.readdirSync(ROOT).filter((name) => /\.config\.\w+$|^\.env/.test(name));
  for (const file of [...SOURCES, ...configs].flatMap(filesOf).sort()) {
    hash.update(`${file}\n`).update(fs.readFileSync(path.join(ROOT, file)));
  }
  return hash.digest("hex");
}

/**
 * @param {string} place
 * @returns {string[]}
 */
function filesOf(place) {
  const full = path.join(ROOT, place);
  if (place === path.join("app", "_cli") || !fs.existsSync(full)) return []; // the launcher is no part of the pages
  if (fs.statSync(full).isFile()) return [place];
  return fs.readdirSync(full).flatMap((name) => filesOf(path.join(place, name)));
}

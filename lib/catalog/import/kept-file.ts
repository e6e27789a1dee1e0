import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { newSecretToken } from "@/lib/core/codes";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/refusal";
import { type PersonActor, requirePermission } from "@/lib/identity/actor";

const MAX_BYTES = 20 * 1024 * 1024;
const KEPT_MS = 24 * 60 * 60 * 1000;
const KEPT_EACH_MAX = 5;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Keeps an uploaded table between looking at what would become of it and importing it: a day at most, for whoever uploaded it
 * alone, the last few of each. Answers its name. Refuses `identity.notAllowed`, `catalog.fileTooLarge`, `catalog.fileUnreadable`.
 */
export async function keepImportFile(actor: PersonActor, bytes: Uint8Array, now = new Date()): Promise<string> {
  requirePermission(actor, "catalog.import");
  if (bytes.byteLength === 0) throw new Refusal("catalog.fileUnreadable");
  if (bytes.byteLength > MAX_BYTES) throw new Refusal("catalog.fileTooLarge");
  await dropOldFiles(now);
  const folder = folderOf(actor);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = newSecretToken();
  await writeFile(path.join(folder, name), bytes, { flag: "wx", mode: 0o600 });
  const files = await filesIn(folder);
  for (const { file } of files.toSorted((a, b) => b.at - a.at).slice(KEPT_EACH_MAX)) await rm(file, { force: true });
  return name;
}

/** The table this person keeps under a name, or nothing: not yours, not there and too old look the same. Refuses `identity.notAllowed`. */
export async function readImportFile(
  actor: PersonActor,
  name: string,
  now = new Date(),
): Promise<Uint8Array | undefined> {
  requirePermission(actor, "catalog.import");
  if (!TOKEN.test(name)) return undefined;
  const file = path.join(folderOf(actor), name);
  const about = await stat(file).catch(() => undefined);
  if (!about?.isFile() || isOld(about.mtimeMs, now)) return undefined;
  return readFile(file).catch(() => undefined);
}

/** Removes a kept table. One that is gone already changes nothing. Refuses `identity.notAllowed`. */
export async function dropImportFile(actor: PersonActor, name: string): Promise<void> {
  requirePermission(actor, "catalog.import");
  if (TOKEN.test(name)) await rm(path.join(folderOf(actor), name), { force: true });
}

const root = () => path.resolve(env.DATA_DIR, "uploads", "imports");

/** Only ids of ours become part of the path. */
function folderOf({ communityId, personId }: PersonActor): string {
  if (!UUID.test(communityId) || !UUID.test(personId)) throw new Refusal("identity.notFound");
  return path.join(root(), `${communityId}-${personId}`);
}

/** Whoever uploads next clears away what everyone has left behind. */
async function dropOldFiles(now: Date): Promise<void> {
  const folders = await readdir(root(), { withFileTypes: true }).catch(() => []);
  for (const folder of folders.filter((entry) => entry.isDirectory()))
    for (const { file, at } of await filesIn(path.join(root(), folder.name)))
      if (isOld(at, now)) await rm(file, { force: true });
}

async function filesIn(folder: string): Promise<{ file: string; at: number }[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const about = await stat(file).catch(() => undefined);
      return about ? [{ file, at: about.mtimeMs }] : [];
    }),
  );
  return found.flat();
}

const isOld = (at: number, now: Date) => now.getTime() - at > KEPT_MS;

import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { newSecretToken } from "@/lib/core/codes";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/refusal";
import { type Permission, type PersonActor, requirePermission } from "@/lib/identity/actor";

const MAX_BYTES = 20 * 1024 * 1024;
const KEPT_MS = 24 * 60 * 60 * 1000;
const KEPT_EACH_MAX = 5;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Keeps uploaded tables between looking at what would become of them and importing them: a day at most, for whoever uploaded each
 * alone, the last few of each person. `keep` answers a name and refuses `catalog.fileTooLarge`, `catalog.fileUnreadable`; `read`
 * finds nothing under a name that is not yours, not there or too old; `replace` writes anew what is there, whole or not at all;
 * `drop` of one that is gone changes nothing. All refuse `identity.notAllowed`.
 */
export function keptFiles(kind: "imports" | "members" | "piles" | "statements", permission: Permission) {
  const folderFor = (actor: PersonActor) => {
    requirePermission(actor, permission);
    return folderOf(kind, actor);
  };
  return {
    async keep(actor: PersonActor, bytes: Uint8Array, now = new Date()): Promise<string> {
      const folder = folderFor(actor);
      if (bytes.byteLength === 0) throw new Refusal("catalog.fileUnreadable");
      if (bytes.byteLength > MAX_BYTES) throw new Refusal("catalog.fileTooLarge");
      await dropOldFiles(kind, now);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = newSecretToken();
      await writeFile(path.join(folder, name), bytes, { flag: "wx", mode: 0o600 });
      const files = await filesIn(folder);
      for (const { file } of files.toSorted((a, b) => b.at - a.at).slice(KEPT_EACH_MAX))
        await rm(file, { force: true });
      return name;
    },

    async read(actor: PersonActor, name: string, now = new Date()): Promise<Uint8Array | undefined> {
      const folder = folderFor(actor);
      if (!TOKEN.test(name)) return undefined;
      const file = path.join(folder, name);
      const about = await stat(file).catch(() => undefined);
      if (!about?.isFile() || isOld(about.mtimeMs, now)) return undefined;
      return readFile(file).catch(() => undefined);
    },

    async replace(actor: PersonActor, name: string, bytes: Uint8Array): Promise<void> {
      const folder = folderFor(actor);
      if (!TOKEN.test(name)) return;
      if (bytes.byteLength > MAX_BYTES) throw new Refusal("catalog.fileTooLarge");
      const fresh = path.join(folder, `${newSecretToken()}.new`);
      await writeFile(fresh, bytes, { flag: "wx", mode: 0o600 });
      await rename(fresh, path.join(folder, name));
    },

    async drop(actor: PersonActor, name: string): Promise<void> {
      const folder = folderFor(actor);
      if (TOKEN.test(name)) await rm(path.join(folder, name), { force: true });
    },
  };
}

/** Tables of books. */
export const {
  keep: keepImportFile,
  read: readImportFile,
  drop: dropImportFile,
} = keptFiles("imports", "catalog.import");

/** Lists of people. */
export const {
  keep: keepMemberFile,
  read: readMemberFile,
  drop: dropMemberFile,
} = keptFiles("members", "people.manage");

const rootOf = (kind: string) => path.resolve(env.DATA_DIR, "uploads", kind);

/** Only ids of ours become part of the path. */
function folderOf(kind: string, { communityId, personId }: PersonActor): string {
  if (!UUID.test(communityId) || !UUID.test(personId)) throw new Refusal("identity.notFound");
  return path.join(rootOf(kind), `${communityId}-${personId}`);
}

/** Whoever uploads next clears away what everyone has left behind. */
async function dropOldFiles(kind: string, now: Date): Promise<void> {
  const folders = await readdir(rootOf(kind), { withFileTypes: true }).catch(() => []);
  for (const folder of folders.filter((entry) => entry.isDirectory()))
    for (const { file, at } of await filesIn(path.join(rootOf(kind), folder.name)))
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

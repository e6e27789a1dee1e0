import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { env } from "@/lib/core/env";

export type InboxMail = { at: Date; to: string; subject: string; text: string; html?: string; codes: string[] };

const SHOWN_MAX = 50;

/** The newest mails of the development inbox, with the six-digit codes in them. Nothing outside development. */
export async function listInbox(): Promise<InboxMail[]> {
  const folder = env.DEV_INBOX;
  if (!folder) return [];
  const names = await readdir(folder).catch(() => []); // not made before the first mail
  const files = await Promise.all(
    names
      .filter((name) => name.endsWith(".eml") && !name.startsWith("."))
      .map(async (name) => ({ path: join(folder, name), at: await changedAt(join(folder, name)) })),
  );
  const newest = files
    .sort((one, other) => other.at - one.at || other.path.localeCompare(one.path))
    .slice(0, SHOWN_MAX);
  const mails = await Promise.all(newest.map(({ path, at }) => readMail(path, new Date(at))));
  return mails.filter((mail) => mail !== undefined);
}

async function readMail(path: string, at: Date): Promise<InboxMail | undefined> {
  const source = await readFile(path).catch(() => undefined); // swept away meanwhile
  if (!source) return undefined;
  const { to, subject = "", text = "", html } = await simpleParser(source);
  const addresses = [to ?? []].flat().map((one) => one.text);
  const codes = [...text.matchAll(/^\s*(\d{6})\s*$/gm)].map(([, code = ""]) => code);
  return { at, to: addresses.join(", "), subject, text, ...(html && { html }), codes };
}

async function changedAt(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}

import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages, telegramChats } from "@/db/schema";
import { env } from "@/lib/core/env";

type Whose = { communityId: string; personId: string };

/** A step: what a person was told keeps its kind and time and loses its words; what waits is not sent; the chat with the bot ends. */
export async function forgetMessages(tx: Tx, { communityId, personId }: Whose, now: Date): Promise<void> {
  const isTheirs = and(eq(messages.communityId, communityId), eq(messages.personId, personId));
  const waits = and(isTheirs, isNull(messages.sentAt), isNull(messages.failedAt));
  await tx.update(messages).set({ failedAt: now }).where(waits);
  // what a mail server answers often names the address
  await tx.update(messages).set({ payload: {}, lastError: null }).where(isTheirs);
  await tx
    .delete(telegramChats)
    .where(and(eq(telegramChats.communityId, communityId), eq(telegramChats.personId, personId)));
}

/** Takes mails to an address out of the development inbox. Without one there is nothing to do. */
export async function forgetInInbox(email: string): Promise<void> {
  const folder = env.DEV_INBOX;
  if (!folder) return;
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith(".eml")) continue;
    const path = join(folder, name);
    const source = await readFile(path, "latin1").catch(() => ""); // swept away meanwhile
    if (source.toLowerCase().includes(email)) await rm(path, { force: true });
  }
}

import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { bookEvents, books, type Campaign } from "@/db/schema";
import { newBookCode } from "@/lib/core/codes";
import type { Actor } from "@/lib/identity/actor";
import { promiseBooks } from "@/lib/messages/webhooks/outbox";

/** A book to be listed, told from every other row by its key: the same key in the same campaign adds nothing. */
export type NewRow = Omit<typeof books.$inferInsert, "code"> & { importKey: string };
type Shelf = Pick<Campaign, "communityId" | "id">;

const CODE_TRIES = 5;

/**
 * A step: lists rows and records it, all of them or none. Rows that are there already, or that somebody else adds meanwhile, stay
 * out; a code that was taken is drawn again. Answers what was added.
 */
export async function addOnce(
  tx: Tx,
  actor: Actor,
  campaign: Shelf,
  rows: readonly NewRow[],
  now: Date,
): Promise<{ id: string; code: string }[]> {
  const added: { id: string; code: string }[] = [];
  let left = rows;
  for (let attempt = 1; left.length > 0 && attempt <= CODE_TRIES; attempt++) {
    const inserted = await tx
      .insert(books)
      .values(left.map((row) => ({ ...row, code: newBookCode() })))
      .onConflictDoNothing()
      .returning();
    added.push(...inserted.map(({ id, code }) => ({ id, code })));
    if (inserted.length > 0) {
      const { communityId, personId: actorId } = actor;
      const events = inserted.map(({ id }) => ({ communityId, bookId: id, event: "list" as const, actorId, at: now }));
      await tx.insert(bookEvents).values(events);
      await promiseBooks(tx, inserted, "list", now);
    }
    if (inserted.length === left.length) break;
    const keys = left.map(({ importKey }) => importKey);
    const there = await codesByKey(tx, campaign, keys);
    left = left.filter(({ importKey }) => !there.has(importKey));
  }
  return added;
}

/** The codes of the books that are in the campaign under these keys. */
export async function codesByKey(
  tx: Pick<Tx, "select">,
  { communityId, id }: Shelf,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const found = await tx
    .select({ key: books.importKey, code: books.code })
    .from(books)
    .where(and(eq(books.communityId, communityId), eq(books.campaignId, id), inArray(books.importKey, [...keys])));
  return new Map(found.flatMap(({ key, code }) => (key === null ? [] : [[key, code] as const])));
}

import { and, asc, desc, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { type Book, campaigns, type WaitEntry, waitlist } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { notify } from "@/lib/messages/notify";
import { isOver, next, offerUntil, type WaitEvent } from "./rules";

export const inLine = inArray(waitlist.status, ["waiting", "offered"]);
export const lineOf = ({ communityId, id }: Pick<Book, "communityId" | "id">) =>
  and(eq(waitlist.communityId, communityId), eq(waitlist.bookId, id), inLine);

/**
 * A step for a locked book that nobody holds: the offer that keeps it now. One that was not answered in time lapses, and the first
 * who proved their address and still waits is asked. Nothing when nobody waits, the book is not listed, or the campaign does not run.
 */
export async function passOn(tx: Tx, book: Book, now: Date): Promise<WaitEntry | undefined> {
  for (;;) {
    const first = await firstInLine(tx, book);
    if (!first) return undefined;
    if (first.status === "waiting") return ask(tx, book, first, now);
    if (!isOver(first, now)) return first;
    await move(tx, first, "lapse", now);
  }
}

/** A step: whoever has got the locked book stands in its line no more. */
export async function takePlace(tx: Tx, book: Book, personId: string, now: Date): Promise<void> {
  const entry = await placeOf(tx, book, personId);
  if (entry) await move(tx, entry, "take", now);
}

/** A step: the locked book will not come free again, and those who wait for it are told why. */
export async function endLine(tx: Tx, book: Book, reason: string | undefined, now: Date): Promise<void> {
  const line = await tx.select().from(waitlist).where(lineOf(book)).orderBy(asc(waitlist.createdAt), asc(waitlist.id));
  for (const entry of line) {
    await move(tx, entry, "close", now);
    if (entry.verifiedAt) await tellEnd(tx, entry, book, reason, now);
  }
}

/** A step: somebody's place in the line of a locked book. */
export async function placeOf(tx: Tx, book: Book, personId: string): Promise<WaitEntry | undefined> {
  const [entry] = await tx
    .select()
    .from(waitlist)
    .where(and(lineOf(book), eq(waitlist.personId, personId)));
  return entry;
}

/** The one place where a place in line changes its status: the row and the message of the fact, in the caller's transaction. */
export async function move(
  tx: Tx,
  entry: WaitEntry,
  event: WaitEvent,
  now: Date,
  offer: { offeredAt?: Date; offerEndsAt?: Date } = {},
): Promise<WaitEntry> {
  const status = next(entry.status, event);
  if (!status) throw new Refusal("claims.notAllowedNow");
  const { communityId, id: subjectId, personId } = entry;
  const moved = one(
    await tx
      .update(waitlist)
      .set({ offerEndsAt: null, ...offer, status })
      .where(and(eq(waitlist.communityId, communityId), eq(waitlist.id, subjectId)))
      .returning(),
  );
  if (event === "offer") await notify(tx, { communityId, personId, subjectId, kind: "wait_offered" }, now);
  if (event === "lapse") await notify(tx, { communityId, personId, subjectId, kind: "wait_lapsed" }, now);
  return moved;
}

/** The one who is asked already, otherwise the first who waits. Whoever has not proved their address is not in line yet. */
async function firstInLine(tx: Tx, book: Book): Promise<WaitEntry | undefined> {
  const [first] = await tx
    .select()
    .from(waitlist)
    .where(and(lineOf(book), or(eq(waitlist.status, "offered"), isNotNull(waitlist.verifiedAt))))
    .orderBy(desc(sql`${waitlist.status} = 'offered'`), asc(waitlist.createdAt), asc(waitlist.id))
    .limit(1);
  return first;
}

async function ask(tx: Tx, book: Book, entry: WaitEntry, now: Date): Promise<WaitEntry | undefined> {
  if (book.status !== "listed") return undefined;
  const campaign = one(
    await tx
      .select()
      .from(campaigns)
      .where(and(eq(campaigns.communityId, book.communityId), eq(campaigns.id, book.campaignId))),
  );
  const offerEndsAt = offerUntil(campaign, now);
  return offerEndsAt && move(tx, entry, "offer", now, { offeredAt: now, offerEndsAt });
}

/** Of a withdrawn book with the giver's words; otherwise somebody else has got it. */
async function tellEnd(tx: Tx, entry: WaitEntry, book: Book, reason: string | undefined, now: Date): Promise<void> {
  const { communityId, personId, id: subjectId } = entry;
  const kind = book.status === "withdrawn" ? "book_withdrawn" : "wait_lapsed";
  const payload: Record<string, string> = reason ? { reason } : {};
  await notify(tx, { communityId, personId, subjectId, kind, payload }, now);
}

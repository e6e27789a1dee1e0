import { and, asc, eq, inArray, isNull, ne, or } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type Book, books, claims, handovers, waitlist } from "@/db/schema";
import { withdrawListedBook } from "@/lib/catalog/commands";
import { isTaken, lockBook, move as moveBook } from "@/lib/catalog/moves";
import type { Actor } from "@/lib/identity/actor";
import { endLine, inLine, move, passOn } from "./waiting/moves";

type Whose = { communityId: string; personId: string };

/** A step: the books a person gives or waits for, locked in one order, before anything of theirs is looked at. */
export async function lockBooksOf(tx: Tx, { communityId, personId }: Whose): Promise<Book[]> {
  const waited = tx
    .select({ id: waitlist.bookId })
    .from(waitlist)
    .where(and(eq(waitlist.communityId, communityId), eq(waitlist.personId, personId), inLine));
  const claimed = tx
    .select({ id: claims.bookId })
    .from(claims)
    .where(and(eq(claims.communityId, communityId), eq(claims.claimantId, personId)));
  const found = await tx
    .select({ id: books.id })
    .from(books)
    .where(
      and(
        eq(books.communityId, communityId),
        or(eq(books.giverId, personId), inArray(books.id, waited), inArray(books.id, claimed)),
      ),
    )
    .orderBy(asc(books.id));
  const locked: Book[] = [];
  for (const { id } of found) locked.push(await lockBook(tx, communityId, id));
  return locked;
}

/** A step for locked books: the person stands in no line any more, and what was kept for them goes to the next. */
export async function leaveLines(tx: Tx, { communityId, personId }: Whose, locked: readonly Book[], now: Date) {
  const entries = await tx
    .select()
    .from(waitlist)
    .where(and(eq(waitlist.communityId, communityId), eq(waitlist.personId, personId), inLine))
    .orderBy(asc(waitlist.id));
  for (const entry of entries) {
    await move(tx, entry, "leave", now);
    const book = locked.find(({ id }) => id === entry.bookId);
    if (entry.status === "offered" && book) await passOn(tx, book, now);
  }
}

/**
 * A step for locked books a person gives: what was never shown is taken back; free ones stay in the catalog, or are taken out of it.
 * Answers the books that left the catalog.
 */
export async function settleBooks(
  tx: Tx,
  { personId }: Whose,
  locked: readonly Book[],
  free: "leave" | "withdraw",
  by: Actor,
  now: Date,
): Promise<Book[]> {
  const gone: Book[] = [];
  for (const book of locked.filter(({ giverId }) => giverId === personId)) {
    if (["draft", "pending_review", "rejected"].includes(book.status)) await moveBook(tx, book, "withdraw", by, now);
    // exchanged, reserved or offered: then it is not the giver's to take back
    if (book.status !== "listed" || free === "leave" || (await isTaken(tx, book, now))) continue;
    const { book: withdrawn } = await withdrawListedBook(tx, by, book, undefined, now);
    await endLine(tx, withdrawn, undefined, now);
    gone.push(withdrawn);
  }
  return gone;
}

/** A step: where a person met somebody, and where their parcels went. Pick-up points are the campaign's and stay. */
export async function forgetHandovers(tx: Tx, { communityId, personId }: Whose): Promise<void> {
  const taken = tx
    .select({ id: claims.id })
    .from(claims)
    .where(and(eq(claims.communityId, communityId), eq(claims.claimantId, personId)));
  const given = tx
    .select({ id: claims.id })
    .from(claims)
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .where(and(eq(claims.communityId, communityId), eq(books.giverId, personId)));
  const isOf = (ids: typeof taken) => and(eq(handovers.communityId, communityId), inArray(handovers.claimId, ids));
  await tx.update(handovers).set({ city: null, branch: null, waybill: null }).where(isOf(taken));
  for (const ids of [taken, given])
    await tx
      .update(handovers)
      .set({ place: null, waybill: null })
      .where(and(isOf(ids), or(ne(handovers.way, "pickup"), isNull(handovers.way))));
}

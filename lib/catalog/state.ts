import { and, asc, eq, exists, gt, inArray, ne, not, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { type BookStatus, books, type ClaimStatus, claims, openStatuses, photos, waitlist } from "@/db/schema";
import { cardColumns } from "./columns";

/** How a listed book stands, read from its claims and its line and stored nowhere. */
export const BOOK_STATES = ["available", "reserved", "exchanged", "handed_over"] as const;
export type BookState = (typeof BOOK_STATES)[number];
/** For whoever gave the book or runs the campaign: a book that is not shown has its own status. */
export type OwnBookState = BookState | Exclude<BookStatus, "listed">;

/** What an open claim makes of its book; without one the book is available. */
export function stateOf(claim: ClaimStatus | null | undefined): BookState {
  if (claim === "held" || claim === "reported") return "reserved";
  if (claim === "confirmed") return "exchanged";
  return claim === "fulfilled" ? "handed_over" : "available";
}

export function ownStateOf(status: BookStatus, claim: ClaimStatus | null | undefined): OwnBookState {
  return status === "listed" ? stateOf(claim) : status;
}

/** The claim, at most one, that keeps the row's book from others: a hold that has run out does not. For joins. */
export function keepsBook(now: Date): SQL | undefined {
  return and(eq(claims.communityId, books.communityId), eq(claims.bookId, books.id), isOpen(now));
}

/** Kept for the next in line, who has not reserved it yet: to everyone else that is reserved. */
export function isOffered(now: Date): SQL {
  return exists(
    db
      .select({ id: waitlist.id })
      .from(waitlist)
      .where(and(eq(waitlist.communityId, books.communityId), eq(waitlist.bookId, books.id), isOffer(now))),
  );
}

/** What the row's book is kept by, beside a join of claims by `keepsBook`: its claim's status, or that of a hold while it is offered. */
export function keptBy(now: Date): SQL<ClaimStatus | null> {
  return sql`coalesce(${claims.status}, case when ${isOffered(now)} then ${HELD} end)`;
}

/** All that keeps books of a community, claims and offers alike, to be joined with books by their ids. */
export function keepers(communityId: string, now: Date) {
  return db
    .select({ bookId: claims.bookId, status: claims.status })
    .from(claims)
    .where(and(eq(claims.communityId, communityId), isOpen(now)))
    .unionAll(
      db
        .select({ bookId: waitlist.bookId, status: HELD })
        .from(waitlist)
        .where(and(eq(waitlist.communityId, communityId), isOffer(now))),
    )
    .as("keeper");
}

/**
 * The same as a lateral subquery: one look into the index for each of a few rows. Left to itself the planner reads all claims
 * instead, which costs more than all the rest of a search.
 */
export function holderOf(now: Date) {
  return db
    .select({ id: claims.id, status: claims.status })
    .from(claims)
    .where(keepsBook(now))
    .unionAll(
      db
        .select({ id: waitlist.id, status: HELD })
        .from(waitlist)
        .where(and(eq(waitlist.communityId, books.communityId), eq(waitlist.bookId, books.id), isOffer(now))),
    )
    .limit(1)
    .as("holder");
}

export function isFree(now: Date): SQL {
  return not(isKept(now));
}

/** Whether a claim or an offer keeps the row's book from others. */
export function isKept(now: Date): SQL {
  return sql`(${exists(db.select({ id: claims.id }).from(claims).where(keepsBook(now)))} or ${isOffered(now)})`;
}

const HELD = sql<ClaimStatus>`'held'::claim_status`;

function isOpen(now: Date): SQL | undefined {
  return and(inArray(claims.status, [...openStatuses]), or(ne(claims.status, "held"), gt(claims.expiresAt, now)));
}

function isOffer(now: Date): SQL | undefined {
  return and(eq(waitlist.status, "offered"), gt(waitlist.offerEndsAt, now));
}

export type PhotoOfBook = { id: string; width: number; height: number; blur: string };

/** The photos of some books in their givers' order, by book. */
export async function photosOf(communityId: string, bookIds: string[]): Promise<Map<string, PhotoOfBook[]>> {
  const byBook = new Map<string, PhotoOfBook[]>();
  if (bookIds.length === 0) return byBook;
  const rows = await db
    .select({ bookId: photos.bookId, id: photos.id, width: photos.width, height: photos.height, blur: photos.blur })
    .from(photos)
    .where(and(eq(photos.communityId, communityId), inArray(photos.bookId, bookIds)))
    .orderBy(asc(photos.position));
  for (const { bookId, ...photo } of rows) byBook.set(bookId, [...(byBook.get(bookId) ?? []), photo]);
  return byBook;
}

export type BookCard = Awaited<ReturnType<typeof cards>>[number];

/** Books as lists show them, in the order given. */
export async function cards(communityId: string, found: readonly { id: string; state: BookState }[]) {
  const ids = found.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [rows, pictures] = await Promise.all([
    db
      .select(cardColumns)
      .from(books)
      .where(and(eq(books.communityId, communityId), inArray(books.id, ids))),
    photosOf(communityId, ids),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ id, state }) => {
    const row = byId.get(id);
    return row ? [{ ...row, state, photo: pictures.get(id)?.[0] ?? null }] : [];
  });
}

import { and, eq, exists, gt, inArray, ne, or, type SQL } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import {
  type Book,
  type BookEvent,
  bookEvents,
  books,
  claims,
  donations,
  openStatuses,
  payableStatuses,
  paymentAttempts,
  waitlist,
} from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { peopleWithRole } from "@/lib/identity/people";
import { notify } from "@/lib/messages/notify";
import { promiseBooks } from "@/lib/messages/webhooks/outbox";
import { next } from "./rules";

export type BookChange = Partial<Omit<Book, "communityId" | "id" | "status" | "code" | "campaignId" | "giverId">>;

/** A step: a book under its row lock, which every change to a book and its claims takes first. Refuses `catalog.notFound`. */
export async function lockBook(tx: Tx, communityId: string, bookId: string): Promise<Book> {
  const [book] = await tx
    .select()
    .from(books)
    .where(and(eq(books.communityId, communityId), eq(books.id, bookId)))
    .for("update");
  if (!book) throw new Refusal("catalog.notFound");
  return book;
}

/** A step: the claim that keeps this locked book from others now, if any. */
export async function findHolder(tx: Tx, book: Book, now: Date) {
  const [claim] = await tx
    .select({ id: claims.id, claimantId: claims.claimantId, status: claims.status })
    .from(claims)
    .where(
      and(
        eq(claims.communityId, book.communityId),
        eq(claims.bookId, book.id),
        inArray(claims.status, [...openStatuses]),
        or(ne(claims.status, "held"), gt(claims.expiresAt, now), isPaymentOpen()),
      ),
    );
  return claim;
}

/** That a card payment for the row's claim can still come: its hold keeps the book even when its time is up. */
export function isPaymentOpen(): SQL {
  return exists(
    db
      .select({ id: paymentAttempts.id })
      .from(paymentAttempts)
      .innerJoin(
        donations,
        and(eq(donations.communityId, paymentAttempts.communityId), eq(donations.id, paymentAttempts.donationId)),
      )
      .where(
        and(
          eq(donations.communityId, claims.communityId),
          eq(donations.claimId, claims.id),
          inArray(paymentAttempts.status, [...payableStatuses]),
        ),
      ),
  );
}

/** A step: whether this locked book is held now, or kept for the next in line. */
export async function isTaken(tx: Tx, book: Book, now: Date): Promise<boolean> {
  if (await findHolder(tx, book, now)) return true;
  const isOffer = and(eq(waitlist.status, "offered"), gt(waitlist.offerEndsAt, now));
  return (
    (await tx.$count(
      waitlist,
      and(eq(waitlist.communityId, book.communityId), eq(waitlist.bookId, book.id), isOffer),
    )) > 0
  );
}

/**
 * The one place where a book changes status, or what its listing says: status, event and message in the caller's transaction.
 * Refuses `catalog.notAllowedNow` when the event has no meaning for the book as it stands.
 */
export async function move(
  tx: Tx,
  book: Book,
  event: BookEvent,
  by: Actor,
  now: Date,
  { reason, change = {} }: { reason?: string | undefined; change?: BookChange } = {},
): Promise<Book> {
  const status = next(book.status, event);
  if (!status) throw new Refusal("catalog.notAllowedNow");
  const isShown = status === "listed" && book.status !== "listed";
  const moved = one(
    await tx
      .update(books)
      .set({
        ...change,
        status,
        ...(isShown && { listedAt: now }),
        ...(event === "reject" && { rejectReason: reason }),
        ...(event === "submit" && { rejectReason: null }),
      })
      .where(and(eq(books.communityId, book.communityId), eq(books.id, book.id)))
      .returning(),
  );
  await record(tx, moved, event, by, now, reason);
  return moved;
}

/** What happened to a book, and who hears of it. */
export async function record(
  tx: Tx,
  book: Book,
  event: BookEvent,
  by: Actor,
  now: Date,
  reason?: string,
): Promise<void> {
  const { communityId, id: bookId, title, code } = book;
  await tx.insert(bookEvents).values({ communityId, bookId, event, actorId: by.personId, reason, at: now });
  await promiseBooks(tx, [book], event, now);

  const toGiver = { communityId, personId: book.giverId, subjectId: bookId };
  if (event === "approve") await notify(tx, { ...toGiver, kind: "listing_published", payload: { title, code } }, now);
  if (event === "reject")
    await notify(tx, { ...toGiver, kind: "listing_rejected", payload: { title, code, reason: reason ?? "" } }, now);
  if (event !== "submit") return;
  for (const { personId } of await peopleWithRole(tx, communityId, "organizer"))
    await notify(tx, { communityId, personId, subjectId: bookId, kind: "review_waits", payload: { title, code } }, now);
}

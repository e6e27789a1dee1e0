import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type Claim, claims } from "@/db/schema";
import { lockBook } from "@/lib/catalog/moves";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, systemOf } from "@/lib/identity/actor";
import { beginClaim, type ClaimRef, isFree, lockClaim, move } from "./moves";
import { isOverdue, isReopening, keepsBook, next } from "./rules";
import { takePlace } from "./waiting/moves";

// What money does to claims. Each is a step: the donation's transaction carries it.

/** What became of a claim when its money moved: whether it keeps the book now, and who should have it. */
export type ClaimOutcome = { claim: Claim; hasBook: boolean };

/**
 * The donor says the money is sent. From then on no timer touches the claim. A claim whose time had run out takes the book again
 * while it is free; otherwise the claim stays as it is and the donation goes on without a book.
 */
export async function reportClaim(tx: Tx, ref: ClaimRef, by: Actor, now: Date): Promise<ClaimOutcome> {
  const found = await lockClaim(tx, ref);
  if (found.claim.status === "reported") return { claim: found.claim, hasBook: true };
  return tryMove(tx, found, "report", by, now);
}

/** The money has arrived. A late one re-opens the claim while its book is free; otherwise the donation stands without a book. */
export async function confirmClaim(tx: Tx, ref: ClaimRef, by: Actor, now: Date): Promise<ClaimOutcome> {
  return tryMove(tx, await lockClaim(tx, ref), "confirm", by, now);
}

/** The treasurer takes a confirmation back: the claim waits for a check again. A book already handed over stays handed over. */
export async function undoClaim(tx: Tx, ref: ClaimRef, by: Actor, reason: string, now: Date): Promise<ClaimOutcome> {
  return tryMove(tx, await lockClaim(tx, ref), "undo", by, now, reason);
}

/** The proof was not good: the book is free again. */
export async function rejectClaim(tx: Tx, ref: ClaimRef, by: Actor, reason: string, now: Date): Promise<ClaimOutcome> {
  return tryMove(tx, await lockClaim(tx, ref), "reject", by, now, reason);
}

/** The money went back: the book is free again, unless the reader has it already. */
export async function refundClaim(tx: Tx, ref: ClaimRef, by: Actor, reason: string, now: Date): Promise<ClaimOutcome> {
  return tryMove(tx, await lockClaim(tx, ref), "refund", by, now, reason);
}

/** A card payment has begun: the hold lasts at least until it can no longer be paid. A hold that has run out is not brought back. */
export async function holdForPayment(tx: Tx, ref: ClaimRef, until: Date): Promise<void> {
  const { claim } = await lockClaim(tx, ref);
  if (claim.status !== "held" || claim.expiresAt === null || claim.expiresAt >= until) return;
  await tx
    .update(claims)
    .set({ expiresAt: until })
    .where(and(eq(claims.communityId, claim.communityId), eq(claims.id, claim.id)));
}

export type GiveBook = Pick<
  Claim,
  "communityId" | "campaignId" | "bookId" | "claimantId" | "method" | "pledgeMinor" | "firstLinkId" | "lastLinkId"
>;

/**
 * A free book for somebody whose money has arrived and whose own book had gone: a confirmed claim, without a code by e-mail.
 * A caller who holds other books' locks has taken this one's with them, in order.
 * Refuses: no such book in the campaign, not offered, taken, the donor's own.
 */
export async function giveBook(tx: Tx, gift: GiveBook, by: Actor, now: Date): Promise<Claim> {
  const { communityId } = gift;
  const book = await lockBook(tx, communityId, gift.bookId);
  if (book.campaignId !== gift.campaignId) throw new Refusal("catalog.notFound");
  if (book.status !== "listed") throw new Refusal("catalog.notListed");
  if (book.giverId === gift.claimantId) throw new Refusal("claims.ownBook");
  if (!(await isFree(tx, book, gift.claimantId, now))) throw new Refusal("claims.bookTaken");

  await takePlace(tx, book, gift.claimantId, now);
  const claim = await beginClaim(tx, book, { ...gift, expiresAt: now }, by, now);
  // Verified, so that whoever types the donor's address on this book is not shown the claim.
  return move(tx, { claim, book }, "confirm", by, now, { verifiedAt: now });
}

type MoneyEvent = "report" | "confirm" | "undo" | "reject" | "refund";
type Found = Awaited<ReturnType<typeof lockClaim>>;

/** Money first: what the claim cannot follow, it does not hold back. */
async function tryMove(
  tx: Tx,
  locked: Found,
  event: MoneyEvent,
  by: Actor,
  now: Date,
  reason?: string,
): Promise<ClaimOutcome> {
  const found = await letGoOfGoneBook(tx, locked, now);
  const { claim, book } = found;
  const isLost = isReopening(claim.status, event) && !(await isFree(tx, book, claim.claimantId, now));
  if (isLost || !next(claim.status, event)) return { claim, hasBook: keepsBook(claim.status) };
  const moved = await move(tx, found, event, by, now, { reason });
  return { claim: moved, hasBook: keepsBook(moved.status) };
}

/** A hold that ran out, unswept, does not bring back a book that was taken out of the catalog meanwhile. */
async function letGoOfGoneBook(tx: Tx, { claim, book }: Found, now: Date): Promise<Found> {
  if (book.status === "listed" || !isOverdue(claim, now)) return { claim, book };
  return { claim: await move(tx, { claim, book }, "expire", systemOf(book.communityId), now), book };
}

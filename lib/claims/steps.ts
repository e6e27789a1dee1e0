import type { Tx } from "@/db/client";
import type { Claim } from "@/db/schema";
import type { Actor } from "@/lib/identity/actor";
import { type ClaimRef, isFree, lockClaim, move } from "./moves";
import { isReopening, keepsBook, next } from "./rules";

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

type MoneyEvent = "report" | "confirm" | "undo" | "reject";
type Found = Awaited<ReturnType<typeof lockClaim>>;

/** Money first: what the claim cannot follow, it does not hold back. */
async function tryMove(
  tx: Tx,
  found: Found,
  event: MoneyEvent,
  by: Actor,
  now: Date,
  reason?: string,
): Promise<ClaimOutcome> {
  const { claim, book } = found;
  const isLost = isReopening(claim.status, event) && !(await isFree(tx, book, now));
  if (isLost || !next(claim.status, event)) return { claim, hasBook: keepsBook(claim.status) };
  const moved = await move(tx, found, event, by, now, { reason });
  return { claim: moved, hasBook: keepsBook(moved.status) };
}

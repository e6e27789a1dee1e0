import { and, eq, inArray } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { type Book, type Claim, type ClaimEvent, claimEvents, claims, donations, openStatuses } from "@/db/schema";
import { isPaymentOpen, lockBook } from "@/lib/catalog/moves";
import { newPaymentCode } from "@/lib/core/codes";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, systemOf } from "@/lib/identity/actor";
import { openLink } from "@/lib/identity/links";
import { promiseClaim } from "@/lib/messages/webhooks/outbox";
import { follow } from "./handovers/moves";
import { tell } from "./notices";
import { isOverdue, isReopening, keepsBook, next } from "./rules";
import { endLine, passOn, takePlace } from "./waiting/moves";

export type ClaimRef = { communityId: string; claimId: string };
type Change = {
  reason?: string | undefined;
  expiresAt?: Date;
  verifiedAt?: Date;
  endingToldAt?: null;
  /** The caller gives the freed book to somebody at once: those in line are not asked. */
  isGivenOn?: boolean;
};

/** A claim under its book's row lock, which every change to a book's claims takes first: no races, no deadlocks. */
export async function lockClaim(tx: Tx, { communityId, claimId }: ClaimRef): Promise<{ claim: Claim; book: Book }> {
  const ofClaim = and(eq(claims.communityId, communityId), eq(claims.id, claimId));
  const [seen] = await tx.select({ bookId: claims.bookId }).from(claims).where(ofClaim);
  if (!seen) throw new Refusal("claims.notFound");
  const book = await lockBook(tx, communityId, seen.bookId);
  return { claim: one(await tx.select().from(claims).where(ofClaim)), book };
}

/** The claim that keeps this locked book from others, once a hold that has run out is let go. */
export async function openClaim(tx: Tx, book: Book, now: Date): Promise<Claim | undefined> {
  const [claim] = await tx
    .select()
    .from(claims)
    .where(
      and(
        eq(claims.communityId, book.communityId),
        eq(claims.bookId, book.id),
        inArray(claims.status, [...openStatuses]),
      ),
    );
  if (!claim || !isOverdue(claim, now) || (await canStillBePaid(tx, claim))) return claim;
  await move(tx, { claim, book }, "expire", systemOf(book.communityId), now);
  return undefined;
}

/**
 * The one place where a claim changes status: the row, its event, its hand-over and the messages of the fact, in one transaction.
 * A claim that had given its book up takes it again only while the book is free.
 */
export async function move(
  tx: Tx,
  { claim, book }: { claim: Claim; book: Book },
  event: ClaimEvent,
  by: Actor,
  now: Date,
  { reason, isGivenOn, ...set }: Change = {},
): Promise<Claim> {
  const status = next(claim.status, event);
  if (!status) throw new Refusal("claims.notAllowedNow");
  const letsGo = keepsBook(claim.status) && !keepsBook(status);
  if (letsGo && event !== "refund" && (await canStillBePaid(tx, claim))) throw new Refusal("claims.paymentOpen");
  const takesAgain = isReopening(claim.status, event);
  if (takesAgain && !(await isFree(tx, book, claim.claimantId, now))) throw new Refusal("claims.bookTaken");

  const moved = one(
    await tx
      .update(claims)
      .set({ expiresAt: null, ...set, status })
      .where(and(eq(claims.communityId, claim.communityId), eq(claims.id, claim.id)))
      .returning(),
  );
  await record(tx, moved, book, event, by, now, reason);
  await follow(tx, { claim: moved, book }, event, by, now);
  if (takesAgain) await takePlace(tx, book, claim.claimantId, now);
  if (letsGo && !isGivenOn) await passOn(tx, book, now);
  if (status === "fulfilled") await endLine(tx, book, undefined, now);
  return moved;
}

/** Writes what happened, and promises the messages it causes. */
export async function record(
  tx: Tx,
  claim: Claim,
  book: Book,
  event: ClaimEvent,
  by: Actor,
  now: Date,
  reason?: string,
): Promise<void> {
  const { communityId } = claim;
  await tx
    .insert(claimEvents)
    .values({ communityId, claimId: claim.id, event, status: claim.status, actorId: by.personId, reason, at: now });
  await promiseClaim(tx, { claim, book, event }, now);
  await tell(tx, { claim, book, event, by, reason }, now);
}

/** Whether a card payment for this claim can still succeed: until the provider says no, its book is not let go. */
export async function canStillBePaid(tx: Tx, { communityId, id }: Claim): Promise<boolean> {
  const isThis = and(eq(claims.communityId, communityId), eq(claims.id, id));
  return (await tx.$count(claims, and(isThis, isPaymentOpen()))) > 0;
}

/** Whether this locked book is there for a person: nobody has it, and it is not kept for somebody else who waited for it. */
export async function isFree(tx: Tx, book: Book, personId: string, now: Date): Promise<boolean> {
  if (book.status !== "listed" || (await openClaim(tx, book, now))) return false;
  const offer = await passOn(tx, book, now);
  return !offer || offer.personId === personId;
}

/** A new claim with its private link, told to whoever it is for. Who may have the book, the caller has decided. */
export async function beginClaim(
  tx: Tx,
  book: Book,
  values: Omit<NewClaim, "communityId" | "campaignId" | "bookId" | "currency" | "createdAt">,
  by: Actor,
  now: Date,
  reason?: string,
): Promise<Claim> {
  const { communityId, campaignId, id: bookId, currency } = book;
  const claim = await insertClaim(tx, { ...values, communityId, campaignId, bookId, currency, createdAt: now });
  await openLink(tx, "claim", communityId, claim.id);
  await record(tx, claim, book, "hold", by, now, reason);
  return claim;
}

type NewClaim = Omit<typeof claims.$inferInsert, "code">;
const CODE_TRIES = 20;

/** A new claim's row. A code is short enough to type, so it is now and then taken, by a claim or by a donation without one: the next is tried. */
async function insertClaim(tx: Tx, values: NewClaim): Promise<Claim> {
  for (let tries = 0; tries < CODE_TRIES; tries++) {
    const code = newPaymentCode();
    const ofDonation = and(eq(donations.communityId, values.communityId), eq(donations.code, code));
    if ((await tx.$count(donations, ofDonation)) > 0) continue;
    const [claim] = await tx
      .insert(claims)
      .values({ ...values, code })
      .onConflictDoNothing({ target: [claims.communityId, claims.code] })
      .returning();
    if (claim) return claim;
  }
  throw new Error("No free payment code was found");
}

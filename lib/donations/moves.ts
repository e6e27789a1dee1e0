import { and, eq, inArray } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import {
  type Claim,
  claims,
  type Donation,
  type DonationEvent,
  donationEvents,
  donations,
  payableStatuses,
  paymentAttempts,
} from "@/db/schema";
import { lockBook } from "@/lib/catalog/moves";
import { keepsBook } from "@/lib/claims/rules";
import { confirmClaim, refundClaim, rejectClaim, reportClaim, undoClaim } from "@/lib/claims/steps";
import { newPaymentCode } from "@/lib/core/codes";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { promiseDonation } from "@/lib/messages/webhooks/outbox";
import { standingMinor } from "./ledger";
import { tell } from "./notices";
import { next } from "./rules";

/** Money and the claim it pays for, under the lock of the claim's book. A donation without a claim is under its own row's lock. */
export type Found = { donation: Donation; claim: Claim | null };
/** What a command answers: the money, and whether its book stays with the donor. */
export type DonationOutcome = { donation: Donation; claim: Claim | null; hasBook: boolean };
type Change = { reason?: string | undefined } & Partial<Pick<Donation, "method" | "decision" | "claimId">>;

/**
 * Locks the books of some codes' claims in one order, so that two people at work on the same claims wait for each other and never
 * form a ring; `bookIds` joins more books. Then finds or makes each donation, in the order of the codes.
 * Refuses `donations.notFound`, and `donations.notAllowedNow` when somebody changed which book a code pays for meanwhile.
 */
export async function lockMoney(
  tx: Tx,
  communityId: string,
  codes: readonly string[],
  now: Date,
  bookIds: readonly string[] = [],
): Promise<Found[]> {
  const seen = new Map<string, string | null>();
  const books = new Set(bookIds);
  for (const code of codes) {
    const claim = await claimOfCode(tx, communityId, code);
    seen.set(code, claim?.id ?? null);
    if (claim) books.add(claim.bookId);
  }
  for (const bookId of [...books].sort()) await lockBook(tx, communityId, bookId);

  const found = new Map<string, Found>();
  for (const code of [...codes].sort()) {
    const claim = await claimOfCode(tx, communityId, code);
    if ((claim?.id ?? null) !== seen.get(code)) throw new Refusal("donations.notAllowedNow");
    const donation = claim ? await donationFor(tx, claim, now) : await lockDonation(tx, communityId, code);
    found.set(code, { claim, donation });
  }
  return codes.flatMap((code) => found.get(code) ?? []);
}

/** A step: one donation, named by its id, under the lock of its claim's book. Refuses as `lockMoney` does. */
export async function lockMoneyOf(
  tx: Tx,
  { communityId, donationId }: { communityId: string; donationId: string },
  now: Date,
): Promise<Found> {
  const [seen] = await tx
    .select({ code: donations.code })
    .from(donations)
    .where(and(eq(donations.communityId, communityId), eq(donations.id, donationId)));
  if (!seen) throw new Refusal("donations.notFound");
  return one(await lockMoney(tx, communityId, [seen.code], now));
}

/** What the public pages show of it: they are made anew when it moved. */
export function pagesOf({ donation, claim }: Found): { campaignId: string; bookId?: string } {
  return { campaignId: donation.campaignId, ...(claim && { bookId: claim.bookId }) };
}

/** A step: the donation of a claim whose book is locked, made when the first proof or money comes. Its code is the claim's. */
export async function donationFor(tx: Tx, claim: Claim, now: Date): Promise<Donation> {
  const { communityId } = claim;
  const [kept] = await tx
    .select()
    .from(donations)
    .where(and(eq(donations.communityId, communityId), eq(donations.claimId, claim.id)))
    .for("update");
  if (kept) return kept;

  const made = one(
    await tx
      .insert(donations)
      .values({
        communityId,
        campaignId: claim.campaignId,
        claimId: claim.id,
        donorId: claim.claimantId,
        code: claim.code,
        method: claim.method,
        pledgedMinor: claim.pledgeMinor,
        currency: claim.currency,
        firstLinkId: claim.firstLinkId,
        lastLinkId: claim.lastLinkId,
        createdAt: now,
      })
      .returning(),
  );
  await record(tx, made, "pledge", claim.claimantId, now);
  return made;
}

export type PlainDonation = Pick<
  Donation,
  "communityId" | "campaignId" | "donorId" | "method" | "pledgedMinor" | "currency"
> &
  Partial<Pick<Donation, "publicName" | "firstLinkId" | "lastLinkId">>;

/** A step: a donation that no book was claimed for, with a code of its own. It is kept as it is; nobody has to decide. */
export async function insertPlainDonation(tx: Tx, values: PlainDonation, by: Actor, now: Date): Promise<Donation> {
  for (let tries = 0; tries < CODE_TRIES; tries++) {
    const code = newPaymentCode();
    const isClaims =
      (await tx.$count(claims, and(eq(claims.communityId, values.communityId), eq(claims.code, code)))) > 0;
    if (isClaims) continue;
    const [made] = await tx
      .insert(donations)
      .values({ ...values, code, decision: "keep", createdAt: now })
      .onConflictDoNothing({ target: [donations.communityId, donations.code] })
      .returning();
    if (!made) continue;
    await record(tx, made, "pledge", by.personId, now);
    return made;
  }
  throw new Error("No free payment code was found");
}

const CODE_TRIES = 20;

/**
 * The one place where a donation changes status. Money first: the row and its event are written whatever becomes of the claim;
 * then the claim tries to follow, and people hear what the claim's own move does not tell them. One transaction.
 * Refuses `donations.notAllowedNow`.
 */
export async function move(
  tx: Tx,
  { donation, claim }: Found,
  event: DonationEvent,
  by: Actor,
  now: Date,
  { reason, ...set }: Change = {},
): Promise<DonationOutcome> {
  const isPartLeft = event === "lose_dispute" && (await standingMinor(tx, donation)) > 0;
  const status = next(donation.status, event, isPartLeft);
  if (!status) throw new Refusal("donations.notAllowedNow");
  const moved = one(
    await tx
      .update(donations)
      .set({ ...set, status })
      .where(and(eq(donations.communityId, donation.communityId), eq(donations.id, donation.id)))
      .returning(),
  );
  await record(tx, moved, event, by.personId, now, reason);
  if (event === "confirm") await askAboutOtherPayment(tx, moved, now);

  const outcome = isPartLeft
    ? { claim, hasBook: asItStands({ donation: moved, claim }).hasBook }
    : await follow(tx, claim, event, by, reason ?? "", now);
  const hasClaimMoved = outcome.claim?.status !== claim?.status;
  await tell(tx, { donation: moved, ...outcome, hasClaimMoved, event, reason }, now);
  return { donation: moved, ...outcome };
}

/** What a command answers when there was nothing left to do. */
export function asItStands({ donation, claim }: Found): DonationOutcome {
  return { donation, claim, hasBook: claim !== null && keepsBook(claim.status) };
}

/** The claim that a code pays for now: its own, the one a person gave in its place, or none for a donation without a claim. */
async function claimOfCode(tx: Tx, communityId: string, code: string): Promise<Claim | null> {
  const [paid] = await tx
    .select({ claimId: donations.claimId })
    .from(donations)
    .where(and(eq(donations.communityId, communityId), eq(donations.code, code)));
  if (paid && !paid.claimId) return null;
  const isIt = paid?.claimId ? eq(claims.id, paid.claimId) : eq(claims.code, code);
  const [claim] = await tx
    .select()
    .from(claims)
    .where(and(eq(claims.communityId, communityId), isIt));
  if (!claim) throw new Refusal("donations.notFound");
  return claim;
}

async function lockDonation(tx: Tx, communityId: string, code: string): Promise<Donation> {
  return one(
    await tx
      .select()
      .from(donations)
      .where(and(eq(donations.communityId, communityId), eq(donations.code, code)))
      .for("update"),
  );
}

async function record(
  tx: Tx,
  donation: Donation,
  event: DonationEvent,
  actorId: string | null,
  now: Date,
  reason?: string,
): Promise<void> {
  const { communityId, id: donationId, status } = donation;
  await tx.insert(donationEvents).values({ communityId, donationId, event, status, actorId, reason, at: now });
  await promiseDonation(tx, { donation, event, standingMinor: () => standingMinor(tx, donation) }, now);
}

/** A card payment that could still be made is closed soon, so that nobody pays twice. */
async function askAboutOtherPayment(tx: Tx, { communityId, id }: Donation, now: Date): Promise<void> {
  await tx
    .update(paymentAttempts)
    .set({ askAt: now })
    .where(
      and(
        eq(paymentAttempts.communityId, communityId),
        eq(paymentAttempts.donationId, id),
        inArray(paymentAttempts.status, [...payableStatuses]),
      ),
    );
}

/** What the claim makes of it. The money stands either way. */
async function follow(
  tx: Tx,
  claim: Claim | null,
  event: DonationEvent,
  by: Actor,
  reason: string,
  now: Date,
): Promise<{ claim: Claim | null; hasBook: boolean }> {
  if (!claim) return { claim, hasBook: false };
  const ref = { communityId: claim.communityId, claimId: claim.id };
  if (event === "report") return reportClaim(tx, ref, by, now);
  if (event === "confirm") return confirmClaim(tx, ref, by, now);
  if (event === "undo") return undoClaim(tx, ref, by, reason, now);
  if (event === "reject") return rejectClaim(tx, ref, by, reason, now);
  if (event === "refund" || event === "lose_dispute") return refundClaim(tx, ref, by, reason, now);
  return { claim, hasBook: keepsBook(claim.status) };
}

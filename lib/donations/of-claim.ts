import { and, desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { type ClaimEvent, claimEvents, claims, donationEvents, donations } from "@/db/schema";
import type { ClaimRef } from "@/lib/claims/moves";
import { proofsOf } from "./desk-rows";
import { moneyOfDonation } from "./of-donation";
import { proofsLeft } from "./rules";

/**
 * The money of a claim as its private page shows it: how it stands, what arrived (minor units, null while nothing has), the proofs
 * in the order they were sent and how many more may be, the last reason somebody gave for ending the claim or refusing its money,
 * and the claim of the book that was given instead, when this one's had gone. For whoever may see the claim: the caller decides that.
 */
export async function moneyOfClaim(ref: ClaimRef) {
  const { communityId, claimId } = ref;
  const [[donation], reason, otherClaimId] = await Promise.all([
    db
      .select({
        id: donations.id,
        status: donations.status,
        decision: donations.decision,
        publicName: donations.publicName,
      })
      .from(donations)
      .where(and(eq(donations.communityId, communityId), eq(donations.claimId, claimId))),
    whyEnded(ref),
    givenInstead(ref),
  ]);
  if (!donation) {
    const left = otherClaimId ? 0 : proofsLeft("pledged", 0);
    return {
      id: null,
      publicName: null,
      status: null,
      decision: null,
      receivedMinor: null,
      receivedAt: null,
      refunds: [],
      payment: null,
      paidTwice: [],
      proofs: [],
      proofsLeft: left,
      reason,
      otherClaimId,
    };
  }

  const { id, status, decision } = donation;
  const [byDonation, whyRefused, arrived] = await Promise.all([
    proofsOf(communityId, [id]),
    lastRefusal(communityId, id),
    moneyOfDonation({ communityId, donationId: id }),
  ]);
  const proofs = byDonation.get(id) ?? [];
  return {
    id,
    publicName: donation.publicName,
    status,
    decision,
    ...arrived,
    proofs,
    proofsLeft: proofsLeft(status, proofs.length),
    reason: reason ?? whyRefused,
    otherClaimId,
  };
}

export type MoneyOfClaim = Awaited<ReturnType<typeof moneyOfClaim>>;

const ENDINGS: ClaimEvent[] = ["cancel", "reject", "undo", "refund"];

async function whyEnded({ communityId, claimId }: ClaimRef): Promise<string | null> {
  const [last] = await db
    .select({ event: claimEvents.event, reason: claimEvents.reason })
    .from(claimEvents)
    .where(and(eq(claimEvents.communityId, communityId), eq(claimEvents.claimId, claimId)))
    .orderBy(desc(claimEvents.id))
    .limit(1);
  return last && ENDINGS.includes(last.event) ? last.reason : null;
}

/** The code stays the one the money came with; the donation's claim is another when a person gave another book. */
async function givenInstead({ communityId, claimId }: ClaimRef): Promise<string | null> {
  const [moved] = await db
    .select({ claimId: donations.claimId })
    .from(claims)
    .innerJoin(donations, and(eq(donations.communityId, claims.communityId), eq(donations.code, claims.code)))
    .where(and(eq(claims.communityId, communityId), eq(claims.id, claimId)));
  return moved && moved.claimId !== claimId ? moved.claimId : null;
}

/** Why the money itself was refused, when its claim could not follow and says nothing. */
async function lastRefusal(communityId: string, donationId: string): Promise<string | null> {
  const [last] = await db
    .select({ event: donationEvents.event, reason: donationEvents.reason })
    .from(donationEvents)
    .where(and(eq(donationEvents.communityId, communityId), eq(donationEvents.donationId, donationId)))
    .orderBy(desc(donationEvents.id))
    .limit(1);
  return last?.event === "reject" || last?.event === "undo" ? last.reason : null;
}

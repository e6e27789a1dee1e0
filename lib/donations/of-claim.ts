import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { claimEvents, donations, ledgerEntries, proofs } from "@/db/schema";
import type { ClaimRef } from "@/lib/claims/moves";
import { isLive } from "./moves";

/**
 * The money of a claim as its private page shows it: how it stands, what arrived (minor units, null while nothing has), the proofs
 * in the order they were sent, and the last reason somebody gave for ending the claim. For whoever may see the claim: the caller decides that.
 */
export async function moneyOfClaim({ communityId, claimId }: ClaimRef) {
  const [[donation], [ended]] = await Promise.all([
    db
      .select({ id: donations.id, status: donations.status, decision: donations.decision })
      .from(donations)
      .where(and(eq(donations.communityId, communityId), eq(donations.claimId, claimId))),
    db
      .select({ reason: claimEvents.reason })
      .from(claimEvents)
      .where(
        and(
          eq(claimEvents.communityId, communityId),
          eq(claimEvents.claimId, claimId),
          inArray(claimEvents.event, ["cancel", "reject", "undo", "refund"]),
        ),
      )
      .orderBy(desc(claimEvents.id))
      .limit(1),
  ]);
  const reason = ended?.reason ?? null;
  if (!donation) return { status: null, decision: null, receivedMinor: null, proofs: [], reason };

  const ofDonation = { communityId, donationId: donation.id };
  const [sent, [entry]] = await Promise.all([proofsOf(ofDonation), liveEntryOf(ofDonation)]);
  const { status, decision } = donation;
  return { status, decision, receivedMinor: entry?.amountMinor ?? null, proofs: sent, reason };
}

export type MoneyOfClaim = Awaited<ReturnType<typeof moneyOfClaim>>;

type OfDonation = { communityId: string; donationId: string };

function proofsOf({ communityId, donationId }: OfDonation) {
  return db
    .select({ id: proofs.id, kind: proofs.kind, receipt: proofs.receipt, createdAt: proofs.createdAt })
    .from(proofs)
    .where(and(eq(proofs.communityId, communityId), eq(proofs.donationId, donationId)))
    .orderBy(asc(proofs.id));
}

function liveEntryOf({ communityId, donationId }: OfDonation) {
  return db
    .select({ amountMinor: ledgerEntries.amountMinor })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.communityId, communityId), eq(ledgerEntries.donationId, donationId), isLive()));
}

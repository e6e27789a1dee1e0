import { and, desc, eq, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { claims, type DonationStatus, donationEvents, donations } from "@/db/schema";
import { keepsBook } from "@/lib/claims/rules";
import { confirmationsOf, proofsOf } from "./desk-rows";
import { next, PROOFS_MAX } from "./rules";

/**
 * The money of one claim, for its private page: what was sent, where it stands, what arrived. Whose claim it is was decided by the
 * caller, who holds its private link or is its claimant. Amounts in minor units. Nothing when there is no such claim.
 */
export async function claimMoney(communityId: string, claimId: string) {
  const [row] = await db
    .select({
      claimStatus: claims.status,
      pledgedMinor: claims.pledgeMinor,
      currency: claims.currency,
      donation: {
        id: donations.id,
        claimId: donations.claimId,
        status: donations.status,
        method: donations.method,
        decision: donations.decision,
      },
    })
    .from(claims)
    .leftJoin(
      donations,
      and(
        eq(donations.communityId, claims.communityId),
        or(eq(donations.claimId, claims.id), eq(donations.code, claims.code)),
      ),
    )
    .where(and(eq(claims.communityId, communityId), eq(claims.id, claimId)))
    .orderBy(desc(sql`${donations.claimId} = ${claims.id}`))
    .limit(1);
  if (!row) return undefined;

  const { donation, claimStatus, pledgedMinor, currency } = row;
  const ids = donation ? [donation.id] : [];
  const [sent, confirmed, reason] = await Promise.all([
    proofsOf(communityId, ids),
    confirmationsOf(communityId, ids),
    donation && lastReason(communityId, donation.id),
  ]);
  const proofs = (donation && sent.get(donation.id)) ?? [];
  const confirmation = donation && confirmed.get(donation.id);
  const status: DonationStatus = donation?.status ?? "pledged";
  const takesProof = status === "reported" || next(status, "report") !== undefined;
  return {
    status,
    method: donation?.method ?? null,
    pledgedMinor,
    currency,
    proofs,
    proofsLeft: takesProof ? Math.max(0, PROOFS_MAX - proofs.length) : 0,
    confirmedMinor: status === "confirmed" ? (confirmation?.amountMinor ?? null) : null,
    confirmedAt: status === "confirmed" ? (confirmation?.at ?? null) : null,
    hasBook: keepsBook(claimStatus),
    decision: donation?.decision ?? null,
    /** The claim of the book that was given instead, when this one's had gone. */
    otherClaimId: donation?.claimId && donation.claimId !== claimId ? donation.claimId : null,
    /** What the treasurer wrote when it was rejected or taken back; empty once it is good. */
    reason: reason ?? null,
  };
}

export type ClaimMoney = NonNullable<Awaited<ReturnType<typeof claimMoney>>>;

async function lastReason(communityId: string, donationId: string): Promise<string | null> {
  const [last] = await db
    .select({ event: donationEvents.event, reason: donationEvents.reason })
    .from(donationEvents)
    .where(and(eq(donationEvents.communityId, communityId), eq(donationEvents.donationId, donationId)))
    .orderBy(desc(donationEvents.id))
    .limit(1);
  return last?.event === "reject" || last?.event === "undo" ? last.reason : null;
}

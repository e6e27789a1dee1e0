import type { Tx } from "@/db/client";
import type { Claim, Donation, DonationEvent } from "@/db/schema";
import { peopleWithRole } from "@/lib/identity/people";
import { notify } from "@/lib/messages/notify";

type Fact = {
  donation: Donation;
  claim: Claim | null;
  hasClaimMoved: boolean; // then the claim tells of it in its own words
  hasBook: boolean;
  event: DonationEvent;
  reason: string | undefined;
};

/** Who hears of money that moved, unless its claim moved with it and tells them. */
export async function tell(tx: Tx, fact: Fact, now: Date): Promise<void> {
  if (!fact.hasClaimMoved) await tellDonor(tx, fact, now);
  const { donation, claim, event } = fact;
  if (event === "refund" || event === "refund_part")
    await toDonor(tx, donation, { kind: "donation_refunded", subjectId: donation.id }, now);
  if (event === "refund_failed") await toTreasurers(tx, donation, "refund_failed", now);
  if (event === "dispute") await toTreasurers(tx, donation, "dispute_opened", now);
  if (event === "report" && claim && !fact.hasClaimMoved) await toTreasurers(tx, donation, "proof_waits", now);
}

async function tellDonor(tx: Tx, { donation, claim, hasBook, event, reason }: Fact, now: Date): Promise<void> {
  const payload: Record<string, string> = reason ? { reason } : {};
  const subjectId = claim?.id ?? donation.id; // the claim's private page shows the money too
  if (event === "confirm") {
    const kind = claim ? (hasBook ? "claim_confirmed" : "donation_without_book") : "donation_confirmed";
    await toDonor(tx, donation, { kind, subjectId }, now);
  }
  // whether a book goes on waiting for it, the letter says
  if (event === "undo") await toDonor(tx, donation, { kind: "claim_reopened_to_check", payload, subjectId }, now);
  if (event === "reject") await toDonor(tx, donation, { kind: "claim_rejected", payload, subjectId }, now);
}

type Told = Omit<Parameters<typeof notify>[1], "communityId" | "personId">;

/** A line of a statement that nobody could be found for has no donor to tell. */
async function toDonor(tx: Tx, { communityId, donorId }: Donation, told: Told, now: Date): Promise<void> {
  if (donorId) await notify(tx, { communityId, personId: donorId, ...told }, now);
}

async function toTreasurers(tx: Tx, donation: Donation, kind: Told["kind"], now: Date): Promise<void> {
  const { communityId, id, claimId } = donation;
  for (const { personId } of await peopleWithRole(tx, communityId, "treasurer"))
    await notify(tx, { communityId, personId, subjectId: claimId ?? id, kind }, now);
}

import type { Tx } from "@/db/client";
import type { Claim, Donation, DonationEvent } from "@/db/schema";
import { peopleWithRole } from "@/lib/identity/people";
import { notify } from "@/lib/messages/notify";

type Fact = {
  donation: Donation;
  claim: Claim;
  hasBook: boolean;
  event: DonationEvent;
  reason: string | undefined;
};

/** Who hears of money whose claim did not move with it; the other changes are told by the claim. */
export async function tell(tx: Tx, { donation, claim, hasBook, event, reason }: Fact, now: Date): Promise<void> {
  const { communityId, donorId: personId } = donation;
  const donor = { communityId, personId, subjectId: claim.id }; // the claim's private page shows the money too
  const payload: Record<string, string> = reason ? { reason } : {};

  if (event === "confirm")
    await notify(tx, { ...donor, kind: hasBook ? "claim_confirmed" : "donation_without_book" }, now);
  if (event === "undo" && hasBook) await notify(tx, { ...donor, kind: "claim_reopened_to_check", payload }, now);
  if (event === "reject") await notify(tx, { ...donor, kind: "claim_rejected", payload }, now);
  if (event === "report")
    for (const treasurer of await peopleWithRole(tx, communityId, "treasurer"))
      await notify(tx, { communityId, ...treasurer, subjectId: claim.id, kind: "proof_waits" }, now);
}

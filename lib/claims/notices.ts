import type { Tx } from "@/db/client";
import type { Book, Claim, ClaimEvent } from "@/db/schema";
import type { Actor } from "@/lib/identity/actor";
import { peopleWithRole } from "@/lib/identity/people";
import { notify } from "@/lib/messages/notify";

type Fact = { claim: Claim; book: Book; event: ClaimEvent; by: Actor; reason: string | undefined };

/** Who hears of a claim's change, and what. */
export async function tell(tx: Tx, { claim, book, event, by, reason }: Fact, now: Date): Promise<void> {
  const { communityId, id: subjectId } = claim;
  const claimant = { communityId, personId: claim.claimantId, subjectId };
  const payload: Record<string, string> = reason ? { reason } : {};

  if ((event === "hold" && claim.verifiedAt) || event === "verify")
    await notify(tx, { ...claimant, kind: "claim_held" }, now);
  if (event === "extend") await notify(tx, { ...claimant, kind: "claim_extended", payload }, now);
  if (event === "expire") await notify(tx, { ...claimant, kind: "claim_expired" }, now);
  // of a withdrawn book the catalog tells, with its own words
  if (event === "cancel" && by.personId !== claim.claimantId && book.status === "listed")
    await notify(tx, { ...claimant, kind: "claim_cancelled", payload }, now);
  if (event === "reject") await notify(tx, { ...claimant, kind: "claim_rejected", payload }, now);
  if (event === "undo") await notify(tx, { ...claimant, kind: "claim_reopened_to_check", payload }, now);
  if (event === "confirm") {
    await notify(tx, { ...claimant, kind: "claim_confirmed" }, now);
    await notify(tx, { communityId, personId: book.giverId, subjectId, kind: "book_found_reader" }, now);
  }
  if (event === "report") {
    await notify(tx, { ...claimant, kind: "claim_reported" }, now);
    for (const { personId } of await whoChecksMoney(tx, communityId))
      await notify(tx, { communityId, personId, subjectId, kind: "proof_waits" }, now);
  }
}

/** Treasurers; in a community that has none yet, the organizers, who can name one. */
async function whoChecksMoney(tx: Tx, communityId: string) {
  const treasurers = await peopleWithRole(tx, communityId, "treasurer");
  return treasurers.length > 0 ? treasurers : peopleWithRole(tx, communityId, "organizer");
}

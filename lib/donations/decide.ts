import type { DonationDecision } from "@/db/schema";
import { keepsBook } from "@/lib/claims/rules";
import { giveBook } from "@/lib/claims/steps";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { requirePerson } from "./actors";
import { withMoney } from "./commands";
import { asItStands, type DonationOutcome, liveEntry, move, post } from "./moves";
import { isWithoutBook } from "./rules";

export type DecideWithoutBook = {
  code: string;
  decision: DonationDecision;
  bookId?: string | undefined; // for `other_book`
  reason?: string | undefined;
};

/**
 * What becomes of money whose book had gone: `keep` it as a plain donation; `other_book` gives the donor another free book of the
 * campaign, confirmed at once; `refund` records that an organizer has sent the money back outside. A person may think again as
 * long as the money is here and no book is. The same decision twice changes nothing.
 * Refuses: no permission, `bookNeeded`, `notFound`, `hasBook`, `notAllowedNow`, and what `giveBook` refuses.
 */
export async function decideWithoutBook(
  actor: Actor,
  { code, decision, bookId, reason: typed }: DecideWithoutBook,
  now = new Date(),
): Promise<DonationOutcome> {
  const by = requirePerson(actor, "money.confirm", "claims.manage");
  const reason = typed?.trim() || undefined;
  const otherBook = decision === "other_book" ? bookId : undefined;
  if (decision === "other_book" && !otherBook) throw new Refusal("donations.bookNeeded");

  return withMoney(
    by.communityId,
    code,
    now,
    async (tx, found) => {
      const { donation, claim } = found;
      const isDecided = donation.decision === decision && (!otherBook || claim.bookId === otherBook);
      if (isDecided) return asItStands(found);
      if (!isWithoutBook(donation.status, claim.status))
        throw new Refusal(keepsBook(claim.status) ? "donations.hasBook" : "donations.notAllowedNow");
      if (decision === "keep") return move(tx, found, "decide", by, now, { decision, reason });

      const entry = await liveEntry(tx, donation);
      const { amountMinor, transferId } = entry;
      if (decision === "refund") {
        await post(tx, donation, { kind: "refund", of: entry, amountMinor, transferId, reason }, by, now);
        return move(tx, found, "refund", by, now, { decision, reason });
      }
      const { communityId, campaignId, donorId: claimantId, method } = donation;
      const gift = { communityId, campaignId, bookId: otherBook ?? "", claimantId, method, pledgeMinor: amountMinor };
      const given = await giveBook(tx, gift, by, now);
      return move(tx, { donation, claim: given }, "decide", by, now, { decision, claimId: given.id, reason });
    },
    otherBook ? [otherBook] : [],
  );
}

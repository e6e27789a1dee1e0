import type { DonationDecision, Refund } from "@/db/schema";
import { keepsBook } from "@/lib/claims/rules";
import { giveBook } from "@/lib/claims/steps";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { requirePerson } from "./actors";
import { attemptOf } from "./card/attempts";
import { carryOutRefund } from "./card/refunds";
import { withMoney } from "./commands";
import { creditOf } from "./ledger";
import { asItStands, type DonationOutcome, move } from "./moves";
import { openRefund, refundableMinor } from "./refund-steps";
import { isWithoutBook } from "./rules";

export type DecideWithoutBook = {
  code: string;
  decision: DonationDecision;
  bookId?: string | undefined; // for `other_book`
  reason?: string | undefined;
};

/**
 * What becomes of money whose book had gone: `keep` it as a plain donation; `other_book` gives the donor another free book of the
 * campaign, confirmed at once; `refund` gives it back: a card's goes by its provider, any other an organizer has sent outside. A
 * person may think again as long as the money is here and no book is. The same decision twice changes nothing.
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

  const outcome: DonationOutcome & { refund?: Refund } = await withMoney<DonationOutcome & { refund?: Refund }>(
    by.communityId,
    code,
    now,
    async (tx, found) => {
      const { donation, claim } = found;
      const isDecided = donation.decision === decision && (!otherBook || claim?.bookId === otherBook);
      if (isDecided && decision !== "refund") return asItStands(found);
      if (isDecided && (await refundableMinor(tx, found)) === 0) return asItStands(found);
      if (!isWithoutBook(donation.status, claim?.status))
        throw new Refusal(claim && keepsBook(claim.status) ? "donations.hasBook" : "donations.notAllowedNow");
      if (decision === "keep") return move(tx, found, "decide", by, now, { decision, reason });
      if (decision === "refund") {
        const attemptId = await attemptOf(tx, donation);
        const decided = await move(tx, found, "decide", by, now, { decision, reason });
        return openRefund(tx, decided, { cause: "person", reason, attemptId }, by, now);
      }
      const { communityId, campaignId, donorId: claimantId, method, firstLinkId, lastLinkId } = donation;
      if (!claimantId) throw new Refusal("donations.donorUnknown");
      const { amountMinor: pledgeMinor } = await creditOf(tx, donation);
      const credit = { firstLinkId, lastLinkId };
      const gift = { communityId, campaignId, bookId: otherBook ?? "", claimantId, method, pledgeMinor, ...credit };
      const given = await giveBook(tx, gift, by, now);
      return move(tx, { donation, claim: given }, "decide", by, now, { decision, claimId: given.id, reason });
    },
    otherBook ? [otherBook] : [],
  );
  const { refund } = outcome;
  return refund ? carryOutRefund({ ...outcome, refund }, now) : outcome;
}

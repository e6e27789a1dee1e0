import { readPaymentCode } from "@/lib/core/codes";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { requirePerson } from "./actors";
import { attemptOf, payableAttempt } from "./card/attempts";
import { closeDonationPayments } from "./card/checkout";
import { carryOutRefund } from "./card/refunds";
import { withMoney } from "./commands";
import { creditOf } from "./ledger";
import type { DonationOutcome } from "./moves";
import { openRefund, refundableMinor } from "./refund-steps";
import { refuseAmount } from "./rules";

export type RefundDonation = {
  code: string;
  amountMinor?: number | undefined; // everything that is left, when not given
  reason: string;
  seenMinor?: number | undefined; // what could still be given back on the page the treasurer looked at
};

/**
 * Gives a donation back, all or a part. A card's goes back to the card by its provider, now or as soon as that answers; of any other
 * the treasurer records that it was sent outside. When nothing is left, the claim's book is free again, unless it was handed over.
 * A page where it could still be paid by card is closed first. Refuses: no permission, `reasonNeeded`, `notFound`, `notAllowedNow`,
 * `refundTooLarge`, `changedMeanwhile` (two people, or two clicks), `providerSilent` and `claims.paymentOpen` (it is being paid now).
 */
export async function refundDonation(
  actor: Actor,
  { code, amountMinor, reason, seenMinor }: RefundDonation,
  now = new Date(),
): Promise<DonationOutcome> {
  const treasurer = requirePerson(actor, "money.confirm");
  if (reason.trim() === "") throw new Refusal("donations.reasonNeeded");
  if (amountMinor !== undefined) refuseAmount(amountMinor);
  await closeDonationPayments(treasurer.communityId, readPaymentCode(code) ?? "", now);
  const outcome = await withMoney(treasurer.communityId, code, now, async (tx, found) => {
    const { donation } = found;
    if (donation.status !== "confirmed") throw new Refusal("donations.notAllowedNow");
    if (await payableAttempt(tx, donation)) throw new Refusal("claims.paymentOpen");
    // what is on its way back counts as gone: two clicks are one refund, however slow the bank is
    if (seenMinor !== undefined && seenMinor !== (await refundableMinor(tx, found)))
      throw new Refusal("donations.changedMeanwhile");
    const isCard = (await creditOf(tx, donation)).toAccount !== "fund";
    const attemptId = isCard ? await attemptOf(tx, donation) : null;
    return openRefund(tx, found, { amountMinor, cause: "person", reason: reason.trim(), attemptId }, treasurer, now);
  });
  return carryOutRefund(outcome, now);
}

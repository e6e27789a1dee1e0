import { db } from "@/db/client";
import type { Refund } from "@/db/schema";
import { log } from "@/lib/core/log";
import { asItStands, type DonationOutcome, lockMoneyOf } from "../moves";
import { fulfil } from "./fulfil";
import { carryOut, refundsToGoOn } from "./send-refund";

const AT_ONCE = 50;

/** Sends a card's refund on its way, and answers how the money stands then. One that needs no provider is done already. */
export async function carryOutRefund<Outcome extends DonationOutcome & { refund: Refund }>(
  outcome: Outcome,
  now: Date,
): Promise<DonationOutcome> {
  const { refund } = outcome;
  if (refund.status === "done") return outcome;
  await goOn(refund, now);
  const { communityId, donationId } = refund;
  return db.transaction(async (tx) => asItStands(await lockMoneyOf(tx, { communityId, donationId }, now)));
}

/** Goes on with refunds whose provider did not answer, or has not finished. Answers which claims' pages may have changed. */
export async function goOnWithRefunds(now = new Date()): Promise<DonationOutcome[]> {
  const outcomes: DonationOutcome[] = [];
  for (const refund of await refundsToGoOn(now, AT_ONCE)) {
    const outcome = await goOn(refund, now);
    if (outcome) outcomes.push(outcome);
  }
  return outcomes;
}

/** Looks before asking again: a provider without idempotency keys may have done it, and the answer was lost. */
async function goOn(refund: Refund, now: Date): Promise<DonationOutcome | undefined> {
  const { communityId, attemptId } = refund;
  if (!attemptId) return undefined;
  try {
    const hasBeenAsked = refund.status === "sent" || refund.tries > 0;
    const seen = hasBeenAsked ? await fulfil({ communityId, attemptId }, { whole: true }, now) : undefined;
    const isTaken = refund.status === "requested" && (await carryOut(refund, now));
    return isTaken ? (await fulfil({ communityId, attemptId }, { whole: true }, now))?.outcome : seen?.outcome;
  } catch (error) {
    log.warn({ err: error, refund: refund.id }, "a refund could not be followed");
    return undefined;
  }
}

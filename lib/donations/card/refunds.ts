import { db } from "@/db/client";
import type { Refund } from "@/db/schema";
import { log } from "@/lib/core/log";
import { asItStands, type DonationOutcome, lockMoneyOf } from "../moves";
import { ProviderFault } from "./fault";
import { fulfil } from "./fulfil";
import { SILENCES_MAX } from "./rules";
import { carryOut, refundsToGoOn } from "./send-refund";

const AT_ONCE = 50;
const NOT_FOLLOWED = "a refund could not be followed";

/** Sends a card's refund on its way, and answers how the money stands then. One that needs no provider is done already. */
export async function carryOutRefund<Outcome extends DonationOutcome & { refund: Refund }>(
  outcome: Outcome,
  now: Date,
): Promise<DonationOutcome> {
  const { refund } = outcome;
  if (refund.status === "done") return outcome;
  await goOn(refund, now).catch((error: unknown) => log.warn({ err: error, refund: refund.id }, NOT_FOLLOWED)); // the clock goes on
  const { communityId, donationId } = refund;
  return db.transaction(async (tx) => asItStands(await lockMoneyOf(tx, { communityId, donationId }, now)));
}

/** Goes on with refunds whose provider did not answer, or has not finished. Answers which claims' pages may have changed. */
export async function goOnWithRefunds(now = new Date()): Promise<DonationOutcome[]> {
  const outcomes: DonationOutcome[] = [];
  let silences = 0;
  for (const refund of await refundsToGoOn(now, AT_ONCE)) {
    if (silences >= SILENCES_MAX) break;
    try {
      const outcome = await goOn(refund, now);
      if (outcome) outcomes.push(outcome);
      silences = 0;
    } catch (error) {
      log.warn({ err: error, refund: refund.id }, NOT_FOLLOWED);
      if (error instanceof ProviderFault && error.kind === "unreachable") silences++;
    }
  }
  return outcomes;
}

/** Looks before asking again: a provider without idempotency keys may have done it, and the answer was lost. */
async function goOn(refund: Refund, now: Date): Promise<DonationOutcome | undefined> {
  const { communityId, attemptId } = refund;
  if (!attemptId) return undefined;
  const hasBeenAsked = refund.status === "sent" || refund.tries > 0;
  const seen = hasBeenAsked ? await fulfil({ communityId, attemptId }, { whole: true }, now) : undefined;
  const isTaken = refund.status === "requested" && (await carryOut(refund, now));
  return isTaken ? (await fulfil({ communityId, attemptId }, { whole: true }, now))?.outcome : seen?.outcome;
}

import { postDispute, postDisputeReversal } from "./balance";
import { BLANK_EVIDENCE } from "./blanks";
import { noSuch, refused } from "./failures";
import { type Account, type Charge, type Dispute, newId } from "./state";

const WEEK = 7 * 24 * 60 * 60;

/**
 * The cardholder disputes a charge, and its money is withdrawn at once together with a fee.
 *
 * @param amountMinor what is left of the charge, unless said
 * @throws Error when there is nothing to dispute
 */
export function openDispute(account: Account, charge: Charge, amountMinor?: number): Dispute {
  const leftMinor = charge.amount - charge.amount_refunded;
  const amount = amountMinor ?? leftMinor;
  if (charge.status !== "succeeded" || charge.disputed || amount < 1 || amount > leftMinor) {
    throw new Error(`Of ${charge.id} there is nothing to dispute`);
  }
  const dispute: Dispute = {
    id: newId("du_"),
    object: "dispute",
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: account.now(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: { ...BLANK_EVIDENCE },
    evidence_details: {
      due_by: account.now() + WEEK,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: "fraudulent",
    status: "needs_response",
  };
  charge.disputed = true;
  account.state.disputes[dispute.id] = dispute;
  account.emit("charge.dispute.created", dispute);
  dispute.balance_transactions.push(postDispute(account, dispute));
  account.emit("charge.dispute.funds_withdrawn", dispute);
  return dispute;
}

/**
 * Ends a dispute: won, the money comes back without the fee; lost, it stays gone.
 *
 * @throws StripeFailure when the dispute is unknown or has ended
 */
export function closeDispute(account: Account, id: string, outcome: "won" | "lost"): Dispute {
  const dispute = account.state.disputes[id];
  if (!dispute) throw noSuch("dispute", id, "dispute");
  if (dispute.status !== "needs_response") throw refused(`This dispute is already closed (${dispute.status}).`);
  dispute.status = outcome;
  account.emit("charge.dispute.closed", dispute);
  if (outcome === "won") {
    dispute.balance_transactions.push(postDisputeReversal(account, dispute));
    account.emit("charge.dispute.funds_reinstated", dispute);
  }
  return dispute;
}

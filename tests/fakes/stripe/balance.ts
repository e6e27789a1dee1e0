import type Stripe from "stripe";
import { DISPUTE_FEE_MINOR, feeMinor } from "./money";
import {
  type Account,
  type BalanceTransaction,
  type Charge,
  type Dispute,
  newId,
  type Refund,
  type State,
} from "./state";

const WEEK = 7 * 24 * 60 * 60;

/** Money of one currency, all in its minor units. */
export interface Sums {
  /** Successful payments, before anything was sent back. */
  paidMinor: number;
  /** Refunds on their way or done; a failed one counts no more. */
  refundedMinor: number;
  /** Withdrawn by disputes that are open or lost. */
  disputedMinor: number;
  /** Of payments and of disputes. */
  feesMinor: number;
  /** What the account's balance moved by: paid less all of the above, unless a fee is still to come. */
  netMinor: number;
}

type Posting = Pick<
  BalanceTransaction,
  "amount" | "currency" | "description" | "reporting_category" | "source" | "type"
> & {
  fee?: number;
};

export const postCharge = (account: Account, charge: Charge) =>
  post(account, {
    type: "charge",
    reporting_category: "charge",
    amount: charge.amount,
    fee: feeMinor(charge.amount),
    currency: charge.currency,
    description: charge.description,
    source: charge.id,
  });

// the fee of the payment is not given back
export const postRefund = (account: Account, refund: Refund) =>
  post(account, {
    type: "refund",
    reporting_category: "refund",
    amount: -refund.amount,
    currency: refund.currency,
    description: `REFUND FOR CHARGE (${refund.charge})`,
    source: refund.id,
  });

export const postRefundFailure = (account: Account, refund: Refund) =>
  post(account, {
    type: "refund_failure",
    reporting_category: "refund_failure",
    amount: refund.amount,
    currency: refund.currency,
    description: `REFUND FAILURE FOR CHARGE (${refund.charge})`,
    source: refund.id,
  });

export const postDispute = (account: Account, dispute: Dispute) =>
  post(account, {
    type: "adjustment",
    reporting_category: "dispute",
    amount: -dispute.amount,
    fee: DISPUTE_FEE_MINOR,
    currency: dispute.currency,
    description: `Chargeback withdrawal for ${dispute.charge}`,
    source: dispute.id,
  });

// the dispute's fee stays with Stripe
export const postDisputeReversal = (account: Account, dispute: Dispute) =>
  post(account, {
    type: "adjustment",
    reporting_category: "dispute_reversal",
    amount: dispute.amount,
    currency: dispute.currency,
    description: `Chargeback reversal for ${dispute.charge}`,
    source: dispute.id,
  });

/** What an audit compares the product's ledger with, by currency. */
export function sumUp(state: State): Record<string, Sums> {
  const sums: Record<string, Sums> = {};
  const of = (currency: string) => {
    sums[currency] ??= { paidMinor: 0, refundedMinor: 0, disputedMinor: 0, feesMinor: 0, netMinor: 0 };
    return sums[currency];
  };
  for (const charge of Object.values(state.charges)) {
    if (charge.status === "succeeded") of(charge.currency).paidMinor += charge.amount;
  }
  for (const refund of Object.values(state.refunds)) {
    if (refund.status !== "failed") of(refund.currency).refundedMinor += refund.amount;
  }
  for (const dispute of Object.values(state.disputes)) {
    if (dispute.status !== "won") of(dispute.currency).disputedMinor += dispute.amount;
  }
  for (const posted of Object.values(state.balance)) {
    of(posted.currency).feesMinor += posted.fee;
    of(posted.currency).netMinor += posted.net;
  }
  return sums;
}

function post(account: Account, { fee = 0, ...posting }: Posting): BalanceTransaction {
  const posted: BalanceTransaction = {
    ...posting,
    id: newId("txn_3"),
    object: "balance_transaction",
    available_on: account.now() + WEEK,
    balance_type: "payments",
    created: account.now(),
    exchange_rate: null,
    fee,
    fee_details: fee > 0 ? [stripeFee(fee, posting)] : [],
    net: posting.amount - fee,
    status: "pending",
  };
  account.state.balance[posted.id] = posted;
  return posted;
}

function stripeFee(amount: number, { currency, reporting_category }: Posting): Stripe.BalanceTransaction.FeeDetail {
  const description = reporting_category === "dispute" ? "Dispute fee" : "Stripe processing fees";
  return { amount, application: null, currency, description, type: "stripe_fee" };
}

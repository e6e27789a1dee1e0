import { postRefund, postRefundFailure } from "./balance";
import { cardEnding } from "./cards";
import { invalid, noSuch, refused } from "./failures";
import type { Fields } from "./fields";
import { formatMoney } from "./money";
import { type Account, type Charge, newId, type Refund } from "./state";

const REASONS = ["duplicate", "fraudulent", "requested_by_customer"] as const;

export function createRefund(account: Account, fields: Fields): Refund {
  fields.only("amount", "charge", "metadata", "payment_intent", "reason");
  const amountMinor = fields.integer("amount", 1);
  const metadata = fields.metadata("metadata");
  const reason = fields.choice("reason", REASONS) ?? null;
  return refundCharge(account, chargeToRefund(account, fields), { amountMinor, metadata, reason });
}

/**
 * Sends money of a charge back: all that is left of it, unless an amount is said.
 *
 * @throws StripeFailure when there is not so much left, or a dispute took the money
 */
export function refundCharge(
  account: Account,
  charge: Charge,
  {
    amountMinor,
    metadata = {},
    reason = null,
  }: Partial<Pick<Refund, "metadata" | "reason">> & { amountMinor?: number },
): Refund {
  const leftMinor = refuseRefund(account, charge, amountMinor);
  const amount = amountMinor ?? leftMinor;
  const refund: Refund = {
    id: newId("re_3"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: account.now(),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: { type: "card", card: { type: "refund" } },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: null,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: cardEnding(charge.payment_method_details?.card?.last4)?.refunds ?? "succeeded",
    transfer_reversal: null,
  };
  refund.balance_transaction = postRefund(account, refund).id;
  account.state.refunds[refund.id] = refund;
  const before = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  account.emit("charge.refunded", charge, before);
  account.emit("refund.created", refund);
  return refund;
}

/**
 * What the bank says of a refund afterwards. A pending one ends either way; one that succeeded may still fail, and
 * the money then comes back to the account.
 *
 * @throws Error when the refund has ended so that it cannot change
 */
export function settleRefund(account: Account, id: string, ok: boolean): Refund {
  const refund = account.state.refunds[id];
  const charge = refund && account.state.charges[refund.charge];
  if (!refund || !charge) throw new Error(`No refund ${id}`);
  if (refund.status === "failed" || (ok && refund.status !== "pending")) throw new Error(`The refund ${id} has ended`);
  const before = { status: refund.status };
  if (ok) {
    refund.status = "succeeded";
  } else {
    refund.status = "failed";
    refund.failure_reason = "expired_or_canceled_card";
    refund.failure_balance_transaction = postRefundFailure(account, refund).id;
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
    account.emit("refund.failed", refund);
  }
  account.emit("refund.updated", refund, before);
  return refund;
}

function chargeToRefund({ state }: Account, fields: Fields): Charge {
  const chargeId = fields.text("charge");
  const intentId = fields.text("payment_intent");
  if (chargeId !== undefined) return state.charges[chargeId] ?? refuseUnknown("charge", chargeId);
  if (intentId === undefined) {
    const message = "One of the following params should be provided for this request: payment_intent or charge.";
    throw invalid(message, { code: "parameter_missing" });
  }
  const intent = state.intents[intentId] ?? refuseUnknown("payment_intent", intentId);
  const charge = intent.latest_charge ? state.charges[intent.latest_charge] : undefined;
  if (charge?.status === "succeeded") return charge;
  throw refused(`This PaymentIntent (${intentId}) does not have a successful charge to refund.`, {
    code: "payment_intent_unexpected_state",
    param: "payment_intent",
  });
}

function refuseUnknown(noun: "charge" | "payment_intent", id: string): never {
  throw noSuch(noun, id, noun);
}

/** @returns what is left of the charge, in minor units */
function refuseRefund({ state }: Account, charge: Charge, amountMinor: number | undefined): number {
  const leftMinor = charge.amount - charge.amount_refunded;
  if (charge.status !== "succeeded") throw refused(`Charge ${charge.id} has not been paid.`, { param: "charge" });
  if (Object.values(state.disputes).some((one) => one.charge === charge.id && one.status !== "won")) {
    throw refused(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: "charge_disputed" });
  }
  if (leftMinor === 0) {
    throw refused(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  }
  if (amountMinor !== undefined && amountMinor > leftMinor) {
    const whole = charge.amount_refunded === 0;
    const asked = formatMoney(amountMinor, charge.currency);
    const left = formatMoney(leftMinor, charge.currency);
    const what = whole ? "charge amount" : "unrefunded amount on charge";
    throw refused(`Refund amount (${asked}) is greater than ${what} (${left})`, { param: "amount" });
  }
  return leftMinor;
}

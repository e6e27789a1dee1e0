import { postCharge } from "./balance";
import { BLANK_CARD_DETAILS, BLANK_CHARGE, BLANK_INTENT } from "./blanks";
import { cardEnding, readCard, type TestCard } from "./cards";
import { findSession } from "./sessions";
import { type Account, type Charge, type Intent, newId, type SessionRecord } from "./state";

export interface PayOutcome {
  /** `closed`: the session was paid or expired before, and nothing happened. */
  status: "paid" | "processing" | "declined" | "closed";
  /** What the page tells the payer, when it is not done. */
  message: string;
}

/** The payer presses the button: one try, by one card. A declined one leaves the session open for another. */
export function paySession(account: Account, sessionId: string, cardNumber: string, email: string): PayOutcome {
  const record = findSession(account, sessionId);
  if (record.session.status !== "open") return { status: "closed", message: "This session is not open any more." };
  const card = readCard(cardNumber);
  if (!card) return { status: "declined", message: "Your card number is invalid." };
  const intent = intentOf(account, record, email);
  const charge = makeCharge(account, intent, card, email);
  if (card.decline) {
    failPayment(account, intent, charge, card.decline);
    return { status: "declined", message: card.decline.message };
  }
  const { session } = record;
  Object.assign(session, { status: "complete", url: null, customer_details: customerDetails(email) });
  if (card.outcome === "paid") {
    succeed(account, intent, charge);
    session.payment_status = "paid";
  } else {
    intent.status = "processing";
    account.emit("charge.pending", charge);
    account.emit("payment_intent.processing", intent);
  }
  account.emit("checkout.session.completed", session);
  return { status: card.outcome === "paid" ? "paid" : "processing", message: "" };
}

/**
 * Decides an asynchronous payment.
 *
 * @throws Error when the session's payment does not wait for a decision
 */
export function settlePayment(account: Account, sessionId: string, ok: boolean) {
  const { session } = findSession(account, sessionId);
  const intent = session.payment_intent ? account.state.intents[session.payment_intent] : undefined;
  const charge = intent?.latest_charge ? account.state.charges[intent.latest_charge] : undefined;
  if (!intent || charge?.status !== "pending") throw new Error(`No payment of ${sessionId} waits to be settled`);
  if (ok) {
    succeed(account, intent, charge);
    session.payment_status = "paid";
  } else {
    const message = "The bank could not process this payment.";
    failPayment(account, intent, charge, { code: "payment_method_provider_decline", message });
  }
  account.emit(`checkout.session.async_payment_${ok ? "succeeded" : "failed"}`, session);
}

/** Decides, as their cards say, the asynchronous payments that have waited so long. */
export function settleDuePayments(account: Account, afterSeconds: number) {
  for (const { session } of Object.values(account.state.sessions)) {
    const intent = session.payment_intent ? account.state.intents[session.payment_intent] : undefined;
    const charge = intent?.latest_charge ? account.state.charges[intent.latest_charge] : undefined;
    if (charge?.status !== "pending" || charge.created + afterSeconds > account.now()) continue;
    settlePayment(account, session.id, cardEnding(charge.payment_method_details?.card?.last4)?.settles ?? true);
  }
}

/** Gives a charge its balance transaction, and with it the fee; does nothing the second time. */
export function settleFee(account: Account, charge: Charge) {
  if (charge.balance_transaction || charge.status !== "succeeded") return;
  charge.balance_transaction = postCharge(account, charge).id;
  account.emit("charge.updated", charge, { balance_transaction: null });
}

// the first try makes it, and further tries go by the same
function intentOf(account: Account, { session, description, intentMetadata }: SessionRecord, email: string): Intent {
  const found = session.payment_intent ? account.state.intents[session.payment_intent] : undefined;
  if (found) return found;
  const id = newId("pi_3");
  const amountMinor = session.amount_total ?? 0;
  const intent: Intent = {
    ...BLANK_INTENT,
    id,
    amount: amountMinor,
    amount_received: 0,
    client_secret: `${id}_secret_${newId("")}`,
    created: account.now(),
    currency: session.currency ?? "",
    description,
    latest_charge: null,
    metadata: { ...intentMetadata },
    receipt_email: email,
    status: "requires_payment_method",
  };
  account.state.intents[id] = intent;
  session.payment_intent = id;
  account.emit("payment_intent.created", intent);
  return intent;
}

function makeCharge(account: Account, intent: Intent, card: TestCard, email: string): Charge {
  const year = new Date(account.now() * 1000).getUTCFullYear();
  const last4 = card.number.slice(-4);
  const charge: Charge = {
    ...BLANK_CHARGE,
    id: newId("ch_3"),
    amount: intent.amount,
    amount_captured: 0,
    billing_details: { address: null, email, name: null, phone: null, tax_id: null },
    captured: false,
    created: account.now(),
    currency: intent.currency,
    description: intent.description,
    metadata: { ...intent.metadata },
    outcome: null,
    paid: false,
    payment_intent: intent.id,
    payment_method_details: {
      type: "card",
      card: { ...BLANK_CARD_DETAILS, last4, exp_month: 12, exp_year: year + 3 },
    },
    receipt_email: email,
    status: "pending",
  };
  account.state.charges[charge.id] = charge;
  intent.latest_charge = charge.id;
  return charge;
}

function succeed(account: Account, intent: Intent, charge: Charge) {
  Object.assign(charge, { status: "succeeded", paid: true, captured: true, amount_captured: charge.amount });
  Object.assign(intent, { status: "succeeded", amount_received: intent.amount, last_payment_error: null });
  if (!account.feesComeLater) charge.balance_transaction = postCharge(account, charge).id;
  account.emit("charge.succeeded", charge);
  account.emit("payment_intent.succeeded", intent);
}

interface Decline {
  code: string;
  declineCode?: string;
  message: string;
}

function failPayment(account: Account, intent: Intent, charge: Charge, { code, declineCode, message }: Decline) {
  Object.assign(charge, { status: "failed", failure_code: code, failure_message: message });
  intent.status = "requires_payment_method";
  intent.last_payment_error = { type: "card_error", code, decline_code: declineCode, message, charge: charge.id };
  account.emit("charge.failed", charge);
  account.emit("payment_intent.payment_failed", intent);
}

const customerDetails = (email: string) => ({
  address: null,
  business_name: null,
  email,
  individual_name: null,
  name: null,
  phone: null,
  tax_exempt: "none",
  tax_ids: [],
});

import type Stripe from "stripe";
import { BLANK_SESSION } from "./blanks";
import { invalid, noSuch, refused } from "./failures";
import type { Fields } from "./fields";
import { currencyNames, formatMoney, isCurrency, MAXIMUM_MINOR, minimumMinor } from "./money";
import { type Account, newId, type Session, type SessionRecord } from "./state";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const LINES_MAX = 100;

// as the SDK's types list them; Ukrainian is not among them
const LOCALES = (
  "auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro " +
  "ru sk sl sv th tr vi zh zh-HK zh-TW"
).split(" ");

/** Makes a session to pay on a hosted page, from one or more lines with their own price. */
export function createSession(account: Account, fields: Fields): Session {
  fields.only(
    ...["adaptive_pricing", "cancel_url", "client_reference_id", "customer_email", "expires_at", "line_items"],
    ...[
      "locale",
      "metadata",
      "mode",
      "payment_intent_data",
      "allowed_payment_method_types",
      "submit_type",
      "success_url",
    ],
    "ui_mode",
  );
  if (!fields.has("mode")) fields.absent("mode");
  fields.choice("mode", ["payment"]);
  fields.choice("ui_mode", ["hosted_page"]);
  for (const type of fields.texts("allowed_payment_method_types")) {
    if (type !== "card")
      throw invalid(`Invalid payment_method_types: ${type}`, { param: "allowed_payment_method_types" });
  }
  const intentData = fields.inner("payment_intent_data")?.only("description", "metadata");
  const now = account.now();
  const id = newId("cs_test_", 58);
  const lines = readLines(fields);
  const currency = lines[0]?.currency ?? fields.absent("line_items");
  const amountMinor = lines.reduce((sum, line) => sum + line.amount_total, 0);
  const adaptive = fields.inner("adaptive_pricing")?.only("enabled").flag("enabled");
  const session: Session = {
    ...BLANK_SESSION,
    id,
    adaptive_pricing: { enabled: adaptive ?? true },
    amount_subtotal: amountMinor,
    amount_total: amountMinor,
    cancel_url: fields.address("cancel_url") ?? null,
    client_reference_id: fields.text("client_reference_id", 200) ?? null,
    created: now,
    currency,
    customer_details: null,
    customer_email: readEmail(fields),
    expires_at: readExpiry(fields, now),
    locale: fields.choice("locale", LOCALES) ?? null,
    metadata: fields.metadata("metadata"),
    payment_intent: null,
    payment_status: "unpaid",
    status: "open",
    submit_type: fields.choice("submit_type", ["auto", "book", "donate", "pay"]) ?? null,
    success_url: fields.address("success_url") ?? fields.absent("success_url"),
    url: `${account.publicUrl}/pay/${id}`,
  };
  const record: SessionRecord = {
    session,
    lines,
    description: intentData?.text("description", 1000) ?? null,
    intentMetadata: intentData?.metadata("metadata") ?? {},
  };
  refuseAmount(amountMinor, currency);
  account.state.sessions[id] = record;
  return session;
}

/** The session with this id, its time looked at first. */
export function findSession(account: Account, id: string): SessionRecord {
  const record = account.state.sessions[id];
  if (!record) throw noSuch("checkout.session", id, "session");
  if (isDue(account, record.session)) close(account, record);
  return record;
}

export function expireSession(account: Account, id: string): Session {
  const record = findSession(account, id);
  const { status } = record.session;
  if (status !== "open") {
    throw refused(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${status}\`.`,
    );
  }
  close(account, record);
  return record.session;
}

/** Expires every session whose time has come. */
export function expireDueSessions(account: Account) {
  for (const record of Object.values(account.state.sessions)) {
    if (isDue(account, record.session)) close(account, record);
  }
}

const isDue = (account: Account, session: Session) => session.status === "open" && session.expires_at <= account.now();

function close(account: Account, { session }: SessionRecord) {
  session.status = "expired";
  session.url = null;
  const intent = session.payment_intent ? account.state.intents[session.payment_intent] : undefined;
  if (intent) {
    Object.assign(intent, { status: "canceled", canceled_at: account.now(), cancellation_reason: "expired" });
    account.emit("payment_intent.canceled", intent);
  }
  account.emit("checkout.session.expired", session);
}

function readLines(fields: Fields): Stripe.LineItem[] {
  const items = fields.list("line_items");
  if (items.length > LINES_MAX) {
    throw invalid(`You can have up to ${LINES_MAX} line items.`, { param: "line_items" });
  }
  const lines = items.map(readLine);
  if (new Set(lines.map((line) => line.currency)).size > 1) {
    throw invalid("All line items must have the same currency.", { param: "line_items" });
  }
  return lines;
}

function readLine(item: Fields): Stripe.LineItem {
  item.only("price_data", "quantity");
  const price = (item.inner("price_data") ?? item.absent("price_data")).only("currency", "product_data", "unit_amount");
  const product = (price.inner("product_data") ?? price.absent("product_data")).only("name", "description", "images");
  const currency = price.requiredText("currency").toLowerCase();
  if (!isCurrency(currency)) {
    throw invalid(`Invalid currency: ${currency}. Stripe currently supports these currencies: ${currencyNames()}`, {
      param: price.param("currency"),
    });
  }
  const quantity = item.integer("quantity", 1, 999_999) ?? 1;
  const amountMinor = price.requiredInteger("unit_amount", 0, MAXIMUM_MINOR) * quantity;
  return {
    id: newId("li_"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amountMinor,
    amount_tax: 0,
    amount_total: amountMinor,
    currency,
    description: product.requiredText("name"),
    metadata: {},
    price: null,
    quantity,
  };
}

function readEmail(fields: Fields): string | null {
  const email = fields.text("customer_email", 800);
  if (email === undefined || isEmail(email)) return email ?? null;
  throw invalid(`Invalid email address: ${email}`, { code: "email_invalid", param: "customer_email" });
}

export const isEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

function readExpiry(fields: Fields, now: number): number {
  const expiresAt = fields.integer("expires_at", 0) ?? now + DAY;
  const param = "expires_at";
  if (expiresAt < now + 30 * MINUTE) {
    throw invalid("The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.", { param });
  }
  if (expiresAt > now + DAY) {
    throw invalid("The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.", { param });
  }
  return expiresAt;
}

function refuseAmount(amountMinor: number, currency: string) {
  const leastMinor = minimumMinor(currency);
  if (amountMinor < leastMinor) {
    const least = `${formatMoney(leastMinor, currency)} ${currency}`;
    const message = `The Checkout Session's total amount due must add up to at least ${least}`;
    throw refused(message, { code: "amount_too_small" });
  }
  if (amountMinor > MAXIMUM_MINOR) {
    const most = `${formatMoney(MAXIMUM_MINOR, currency)} ${currency}`;
    const message = `The Checkout Session's total amount due must be no more than ${most}`;
    throw refused(message, { code: "amount_too_large" });
  }
}

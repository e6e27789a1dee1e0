import { sql } from "drizzle-orm";
import {
  bigserial,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { amountMinor, communityId, createdAt, currency, id, instant } from "../columns";
import { cardProvider } from "./catalog";
import { donations, entryKind } from "./donations";
import { locale } from "./identity";

export const attemptStatus = pgEnum("attempt_status", [
  "created", // frozen here; the provider may have it or not
  "open", // can be paid
  "processing", // the donor has done their part, the bank has not
  "paid",
  "expired", // over without money
  "failed", // the provider refused to begin it
  "odd", // the provider says something else than was asked: a person looks
]);
export type AttemptStatus = (typeof attemptStatus.enumValues)[number];

/** While an attempt is in one of these, money can still come by it, and its claim keeps the book. */
export const payableStatuses = ["created", "open", "processing"] as const satisfies AttemptStatus[];
const payableList = sql.raw(payableStatuses.map((status) => `'${status}'`).join(", "));

/** What the donor chose at checkout for money that comes after the book has gone. */
export const lateChoice = pgEnum("late_choice", ["refund", "keep"]);
export type LateChoice = (typeof lateChoice.enumValues)[number];

/** What is asked of the provider, word for word, so that asking again asks the same. The addresses to come back to are derived. */
export type FrozenRequest = { description: string; email: string | null };

/** One try to pay by card: the request is frozen before the provider is called, and the row's id is the idempotency key. */
export const paymentAttempts = pgTable(
  "payment_attempts",
  {
    communityId: communityId(),
    id: id(),
    donationId: uuid().notNull(),
    movedFrom: uuid(), // the donation it was begun for, when that had its money already and this became one of its own
    provider: cardProvider().notNull(),
    status: attemptStatus().notNull().default("created"),
    amountMinor: amountMinor().notNull(),
    currency: currency(),
    locale: locale().notNull(),
    lateChoice: lateChoice().notNull().default("refund"),
    request: jsonb().$type<FrozenRequest>().notNull(),
    providerRef: text(), // the session's or the invoice's id
    paymentRef: text(), // the payment's own id, once there is one
    url: text(), // where the donor pays; empty when that is over
    expiresAt: instant().notNull(), // the provider takes no money after it
    changedAt: instant(), // the provider's own time of the state we know
    askAt: instant(), // when to ask the provider next, if nothing is heard
    problem: text(), // the provider's word for a failure
    createdAt: createdAt(),
    paidAt: instant(),
    answerBy: instant(), // until when the provider waits for the fund's answer in a dispute
  },
  (attempt) => [
    primaryKey({ columns: [attempt.communityId, attempt.id] }),
    uniqueIndex("payment_attempts_one_payable")
      .on(attempt.communityId, attempt.donationId)
      .where(sql`${attempt.status} in (${payableList})`),
    uniqueIndex("payment_attempts_provider_ref_once").on(attempt.communityId, attempt.provider, attempt.providerRef),
    index("payment_attempts_by_id").on(attempt.id), // a provider's event names the attempt alone
    index("payment_attempts_moved")
      .on(attempt.communityId, attempt.movedFrom)
      .where(sql`${attempt.movedFrom} is not null`),
    index("payment_attempts_by_donation").on(attempt.communityId, attempt.donationId),
    index("payment_attempts_to_ask").on(attempt.askAt).where(sql`${attempt.askAt} is not null`),
    foreignKey({
      columns: [attempt.communityId, attempt.donationId],
      foreignColumns: [donations.communityId, donations.id],
    }),
    check("payment_attempts_amount_positive", sql`${attempt.amountMinor} > 0`),
  ],
);

export const refundStatus = pgEnum("refund_status", [
  "requested", // to be asked of the provider
  "sent", // the provider is at it
  "done",
  "failed",
]);
export type RefundStatus = (typeof refundStatus.enumValues)[number];

export const refundCause = pgEnum("refund_cause", [
  "person", // somebody at the desk
  "late_payment", // the book had gone, and the donor had chosen so
  "provider", // made in the provider's dashboard
]);

/** Money on its way back to a donor. A transfer's or cash's is done by a person outside and recorded; a card's goes by its provider. */
export const refunds = pgTable(
  "refunds",
  {
    communityId: communityId(),
    id: id(),
    donationId: uuid().notNull(),
    attemptId: uuid(), // the card payment it goes back by
    status: refundStatus().notNull(),
    cause: refundCause().notNull(),
    amountMinor: amountMinor().notNull(),
    currency: currency(),
    reason: text(),
    providerRef: text(),
    problem: text(),
    actorId: uuid(),
    askAt: instant(), // when to go on with it
    tries: integer().notNull().default(0),
    createdAt: createdAt(),
    settledAt: instant(),
  },
  (refund) => [
    primaryKey({ columns: [refund.communityId, refund.id] }),
    uniqueIndex("refunds_provider_ref_once").on(refund.communityId, refund.attemptId, refund.providerRef),
    index("refunds_by_donation").on(refund.communityId, refund.donationId),
    index("refunds_to_go_on").on(refund.askAt).where(sql`${refund.askAt} is not null`),
    foreignKey({
      columns: [refund.communityId, refund.donationId],
      foreignColumns: [donations.communityId, donations.id],
    }),
    foreignKey({
      columns: [refund.communityId, refund.attemptId],
      foreignColumns: [paymentAttempts.communityId, paymentAttempts.id],
    }),
    check("refunds_amount_positive", sql`${refund.amountMinor} > 0`),
  ],
);

/** What providers told us, kept before it is acted on: each event once. Global, since an event names no community before it is read. */
export const providerEvents = pgTable(
  "provider_events",
  {
    provider: cardProvider().notNull(),
    eventId: text().notNull(),
    nth: bigserial({ mode: "number" }).notNull(),
    type: text().notNull(),
    payload: jsonb().$type<Record<string, unknown>>().notNull(),
    receivedAt: createdAt(),
    handledAt: instant(),
    tries: integer().notNull().default(0),
    problem: text(),
    askAt: instant(), // when to handle it, or to try again
  },
  (event) => [
    primaryKey({ columns: [event.provider, event.eventId] }),
    index("provider_events_waiting").on(event.askAt).where(sql`${event.askAt} is not null`),
  ],
);

/** The provider's own bookkeeping, taken over every night and compared with the ledger. Amounts are signed, as the provider has them. */
export const providerTransactions = pgTable(
  "provider_transactions",
  {
    communityId: communityId(),
    provider: cardProvider().notNull(),
    id: text().notNull(),
    attemptId: uuid().notNull(),
    kind: entryKind().notNull(), // the ledger's word for it
    amountMinor: amountMinor().notNull(), // before the fee
    feeMinor: amountMinor().notNull(),
    currency: currency(),
    at: instant().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.communityId, row.provider, row.id] }),
    index("provider_transactions_by_time").on(row.communityId, row.at),
    foreignKey({
      columns: [row.communityId, row.attemptId],
      foreignColumns: [paymentAttempts.communityId, paymentAttempts.id],
    }),
  ],
);

export type PaymentAttempt = typeof paymentAttempts.$inferSelect;
export type Refund = typeof refunds.$inferSelect;

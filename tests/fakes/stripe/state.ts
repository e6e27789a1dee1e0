import { randomInt } from "node:crypto";
import type Stripe from "stripe";
import type { ErrorBody } from "./failures";

/** A Stripe object as it is kept: the named fields hold ids, which a request may ask to see expanded. */
type Kept<T, Ids extends keyof T> = Omit<T, Ids> & { [name in Ids]: string | null };

export type Session = Kept<Stripe.Checkout.Session, "payment_intent">;
export type Intent = Kept<Stripe.PaymentIntent, "latest_charge">;
export type Charge = Kept<Stripe.Charge, "balance_transaction" | "payment_intent">;
export type Refund = Kept<
  Omit<Stripe.Refund, "failure_balance_transaction">,
  "balance_transaction" | "payment_intent"
> & {
  charge: string;
  failure_balance_transaction?: string;
};
export type Dispute = Kept<Stripe.Dispute, "payment_intent"> & { charge: string };
export type BalanceTransaction = Omit<Stripe.BalanceTransaction, "source"> & { source: string };
export type EventType = Stripe.Event["type"];

export interface StripeEvent extends Omit<Stripe.EventBase, "data" | "type"> {
  type: EventType;
  data: { object: object; previous_attributes?: object };
}

/** What a session was made with, and the API does not show on it. */
export interface SessionRecord {
  session: Session;
  lines: Stripe.LineItem[];
  description: string | null;
  intentMetadata: Record<string, string>;
}

/** The answer kept under an idempotency key. */
export interface KeptAnswer {
  at: number;
  request: string;
  requestId: string;
  status: number;
  body: object | { error: ErrorBody };
}

/** All that is known, in the order it came to be; it goes to the file as it is. */
export interface State {
  sessions: Record<string, SessionRecord>;
  intents: Record<string, Intent>;
  charges: Record<string, Charge>;
  refunds: Record<string, Refund>;
  disputes: Record<string, Dispute>;
  balance: Record<string, BalanceTransaction>;
  events: Record<string, StripeEvent>;
  answers: Record<string, KeptAnswer>;
}

export const emptyState = (): State => ({
  sessions: {},
  intents: {},
  charges: {},
  refunds: {},
  disputes: {},
  balance: {},
  events: {},
  answers: {},
});

/** What the steps of a request share: the account's objects, its clock, and the way to say that something happened. */
export interface Account {
  state: State;
  /** Base of the checkout page's address, without a slash at its end. */
  publicUrl: string;
  /** Charges then get their balance transaction, and so their fee, only later. */
  feesComeLater: boolean;
  /** Unix seconds. */
  now(): number;
  emit(type: EventType, object: object, before?: object): void;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** An id in Stripe's shape; it is its letters that make it one of a kind, across restarts too. */
export function newId(prefix: string, length = 24): string {
  return `${prefix}${Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join("")}`;
}

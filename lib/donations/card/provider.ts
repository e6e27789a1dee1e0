import type { CardProvider as Name, PaymentAttempt, Refund } from "@/db/schema";

/** What a provider says of one payment, in our words. Amounts in minor units of the attempt's currency. */
export type PaymentNow = {
  changedAt: Date | null; // the provider's time of this state, where it has one: an older state never replaces a newer one
  state: PaymentState;
  refunds: RefundNow[] | null; // null: not asked
  disputes: DisputeNow[] | null;
};

export type PaymentState =
  | { kind: "open"; providerRef: string; url: string | null }
  | { kind: "processing"; providerRef: string } // the donor has done their part
  | { kind: "over"; providerRef: string; problem?: string } // no money came and none can come
  | {
      kind: "paid";
      providerRef: string;
      paymentRef: string;
      amountMinor: number;
      currency: string;
      at: Date;
      fee: FeeNow | null;
    };

export type FeeNow = { ref: string; amountMinor: number };
export type RefundNow = {
  ref: string;
  refundId: string | null; // ours, when we asked for it
  amountMinor: number;
  status: "sent" | "done" | "failed";
  problem: string | null;
  at: Date;
};
export type DisputeNow = {
  ref: string;
  amountMinor: number;
  status: "open" | "won" | "lost";
  answerBy: Date | null; // until when the provider waits for the fund's answer
  fees: FeeNow[];
  at: Date;
};

/** One line of the provider's own books. `amountMinor` is signed and before the fee. */
export type ProviderTransaction = {
  id: string;
  kind: "donation" | "refund" | "refund_failed" | "dispute" | "dispute_won" | "fee";
  attemptId: string; // ours, from what we gave the provider along
  amountMinor: number;
  feeMinor: number;
  currency: string;
  at: Date;
};

/**
 * A company that takes card payments. Every call is outside of any database transaction and may be made again: `open` and `refund`
 * carry our row's id as the key. Faults are `ProviderFault`s: `refused` means that it did not happen, anything else that nobody knows.
 */
export type CardProvider = {
  name: Name;
  /** Makes the payment page of a frozen attempt, or finds the one made before. */
  open(attempt: PaymentAttempt): Promise<PaymentNow>;
  /** How the payment stands. `whole` also asks for refunds and disputes. */
  look(attempt: PaymentAttempt & { providerRef: string }, whole: boolean): Promise<PaymentNow>;
  /** Makes sure that no money can come any more, unless it has come already; answers how it stands then. */
  close(attempt: PaymentAttempt & { providerRef: string }): Promise<PaymentNow>;
  refund(attempt: PaymentAttempt & { providerRef: string }, refund: Refund): Promise<void>;
  /** Which of our attempts an event is about, from what it carries; none when it is not ours. */
  attemptIn(event: Record<string, unknown>): Promise<string | undefined>;
  /** The provider's books of a stretch of time, ours alone, in portions. */
  transactions(from: Date, to: Date): AsyncIterable<ProviderTransaction>;
};

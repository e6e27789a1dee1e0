import Stripe from "stripe";
import { z } from "zod";
import type { PaymentAttempt } from "@/db/schema";
import { ProviderFault } from "./fault";
import type {
  CardProvider,
  DisputeNow,
  FeeNow,
  PaymentNow,
  PaymentState,
  ProviderTransaction,
  RefundNow,
} from "./provider";
import { returnAddress } from "./return-address";

const eventInput = z.object({
  data: z.object({
    object: z.object({
      metadata: z.record(z.string(), z.string()).nullish(),
      payment_intent: z.string().nullish(),
    }),
  }),
});

const ANSWER_WITHIN_MS = 10_000;
const RETRIES = 1; // by the same idempotency key; beyond that the reconciler asks again
const PAGE = 100;

export type StripeAccess = { secretKey: string; apiUrl?: string | undefined };

/** Stripe Checkout. Metadata name the attempt and the community, so that an event finds its way without our having heard the answer. */
export function stripeProvider({ secretKey, apiUrl }: StripeAccess): CardProvider {
  const stripe = new Stripe(secretKey, {
    timeout: ANSWER_WITHIN_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
    ...hostOf(apiUrl),
  });

  return {
    name: "stripe",

    async open(attempt) {
      const { id, communityId, amountMinor, currency, request, expiresAt, locale } = attempt;
      const metadata = { attempt: id, community: communityId };
      const session = await asked(() =>
        stripe.checkout.sessions.create(
          {
            mode: "payment",
            submit_type: "donate",
            locale: "en", // Checkout has no Ukrainian
            allowed_payment_method_types: ["card"],
            adaptive_pricing: { enabled: false },
            line_items: [
              {
                quantity: 1,
                price_data: {
                  currency: currency.toLowerCase(),
                  unit_amount: amountMinor,
                  product_data: { name: request.description },
                },
              },
            ],
            client_reference_id: id,
            metadata,
            payment_intent_data: { metadata, description: request.description },
            expires_at: Math.floor(expiresAt.getTime() / 1000),
            success_url: returnAddress(attempt, locale, "paid"),
            cancel_url: returnAddress(attempt, locale, "left"),
            ...(request.email && { customer_email: request.email }),
          },
          { idempotencyKey: id },
        ),
      );
      return { changedAt: null, state: await stateOf(session), refunds: null, disputes: null };
    },

    look,

    async close(attempt) {
      try {
        await asked(() => stripe.checkout.sessions.expire(attempt.providerRef));
      } catch (fault) {
        // paid or over already: how it stands is asked below
        if (!(fault instanceof ProviderFault && fault.kind === "refused")) throw fault;
      }
      return look(attempt, false);
    },

    async refund({ paymentRef }, { id, amountMinor }) {
      if (!paymentRef) throw new Error("A refund of a payment that has no name");
      await asked(() =>
        stripe.refunds.create(
          {
            payment_intent: paymentRef,
            amount: amountMinor,
            reason: "requested_by_customer",
            metadata: { refund: id },
          },
          { idempotencyKey: id },
        ),
      );
    },

    async attemptIn(event) {
      const read = eventInput.safeParse(event);
      if (!read.success) return undefined;
      const { metadata, payment_intent: paymentRef } = read.data.data.object;
      // a refund or a dispute made at Stripe only names its payment
      return metadata?.attempt ?? (paymentRef ? paymentAttemptId(paymentRef) : undefined);
    },

    async *transactions(from, to) {
      const span = { gte: Math.floor(from.getTime() / 1000), lt: Math.floor(to.getTime() / 1000) };
      const rows = stripe.balanceTransactions.list({ created: span, limit: PAGE, expand: ["data.source"] });
      const iterator = rows[Symbol.asyncIterator]();
      for (;;) {
        const { done, value: row } = await asked(() => iterator.next());
        if (done) return;
        const read = await transactionOf(row);
        if (read) yield read;
      }
    },
  };

  async function look({ providerRef }: PaymentAttempt & { providerRef: string }, whole: boolean): Promise<PaymentNow> {
    const session = await asked(() =>
      stripe.checkout.sessions.retrieve(providerRef, {
        expand: ["payment_intent.latest_charge.balance_transaction"],
      }),
    );
    const state = await stateOf(session);
    const isWhole = whole && state.kind === "paid";
    return {
      changedAt: null,
      state,
      refunds: isWhole ? await refundsOf(state.paymentRef) : null,
      disputes: isWhole ? await disputesOf(state.paymentRef) : null,
    };
  }

  async function refundsOf(paymentRef: string): Promise<RefundNow[]> {
    const list = await asked(() => stripe.refunds.list({ payment_intent: paymentRef, limit: PAGE }));
    return list.data.map((refund) => ({
      ref: refund.id,
      refundId: refund.metadata?.refund ?? null,
      amountMinor: refund.amount,
      status: refund.status === "succeeded" ? "done" : isGone(refund.status) ? "failed" : "sent",
      problem: refund.failure_reason ?? null,
      at: timeOf(refund.created),
    }));
  }

  async function disputesOf(paymentRef: string): Promise<DisputeNow[]> {
    const list = await asked(() => stripe.disputes.list({ payment_intent: paymentRef, limit: PAGE }));
    // an inquiry ("warning") holds no money back
    return list.data
      .filter(({ status }) => !status.startsWith("warning") && status !== "prevented")
      .map((dispute) => ({
        ref: dispute.id,
        amountMinor: dispute.amount,
        status: dispute.status === "won" ? "won" : dispute.status === "lost" ? "lost" : "open",
        answerBy: dispute.evidence_details.due_by ? timeOf(dispute.evidence_details.due_by) : null,
        fees: dispute.balance_transactions.filter(({ fee }) => fee > 0).map((row) => feeOf(row)),
        at: timeOf(dispute.created),
      }));
  }

  async function transactionOf(row: Stripe.BalanceTransaction): Promise<ProviderTransaction | undefined> {
    const source = typeof row.source === "object" ? row.source : null;
    const kind = kindOf(row, source);
    if (!source || !kind) return undefined;
    const attemptId = await attemptOf(source);
    if (!attemptId) return undefined; // not ours: the account may serve other things, too
    const amount = "amount" in source && typeof source.amount === "number" ? source.amount : Math.abs(row.amount);
    return {
      id: row.id,
      kind,
      attemptId,
      amountMinor: row.amount < 0 ? -amount : amount, // in the donor's currency, which the account's may differ from
      feeMinor: feeOf(row).amountMinor,
      currency: ("currency" in source && typeof source.currency === "string"
        ? source.currency
        : row.currency
      ).toUpperCase(),
      at: timeOf(row.created),
    };
  }

  /** A payment carries our attempt's id; a refund or a dispute names the payment. */
  async function attemptOf(source: NonNullable<Stripe.BalanceTransaction["source"]>): Promise<string | undefined> {
    if (typeof source === "string") return undefined;
    if (source.object === "charge") return source.metadata.attempt;
    if (source.object !== "refund" && source.object !== "dispute") return undefined;
    const payment = idOf(source.payment_intent);
    return payment ? paymentAttemptId(payment) : undefined;
  }

  async function paymentAttemptId(paymentRef: string): Promise<string | undefined> {
    return (await asked(() => stripe.paymentIntents.retrieve(paymentRef))).metadata.attempt;
  }
}

async function stateOf(session: Stripe.Checkout.Session): Promise<PaymentState> {
  const { id: providerRef, status, payment_status: paid } = session;
  if (status === "open") return { kind: "open", providerRef, url: session.url };
  if (status === "expired") return { kind: "over", providerRef };
  const payment = session.payment_intent;
  if (paid !== "paid") {
    const hasFailed = typeof payment === "object" && payment?.status === "requires_payment_method";
    return hasFailed ? { kind: "over", providerRef, problem: "declined" } : { kind: "processing", providerRef };
  }
  const charge =
    typeof payment === "object" && typeof payment?.latest_charge === "object" ? payment.latest_charge : null;
  const row = typeof charge?.balance_transaction === "object" ? charge.balance_transaction : null;
  return {
    kind: "paid",
    providerRef,
    paymentRef: idOf(payment) ?? providerRef,
    amountMinor: session.amount_total ?? 0,
    currency: (session.currency ?? "").toUpperCase(),
    at: timeOf(charge?.created ?? session.created),
    fee: row ? feeOf(row) : null,
  };
}

/** In the donor's currency: where the account's is another, by the rate of the same row. */
function feeOf({ id, fee, exchange_rate: rate }: Stripe.BalanceTransaction): FeeNow {
  return { ref: id, amountMinor: rate ? Math.round(fee / rate) : fee };
}

function kindOf(
  row: Stripe.BalanceTransaction,
  source: Stripe.BalanceTransaction["source"],
): ProviderTransaction["kind"] | undefined {
  if (row.type === "charge" || row.type === "payment") return "donation";
  if (row.type === "refund" || row.type === "payment_refund") return "refund";
  if (row.type === "refund_failure" || row.type === "payment_failure_refund") return "refund_failed";
  const isDispute = typeof source === "object" && source?.object === "dispute";
  if (row.type === "adjustment" && isDispute) return row.amount < 0 ? "dispute" : "dispute_won";
  return undefined;
}

const isGone = (status: string | null) => status === "failed" || status === "canceled";
const idOf = (value: string | { id: string } | null | undefined) => (typeof value === "string" ? value : value?.id);
const timeOf = (seconds: number) => new Date(seconds * 1000);

function hostOf(apiUrl: string | undefined) {
  if (!apiUrl) return {};
  const { protocol, hostname, port } = new URL(apiUrl);
  return {
    protocol: protocol === "http:" ? ("http" as const) : ("https" as const),
    host: hostname,
    ...(port && { port: Number(port) }),
  };
}

const UNSURE = [401, 403, 409, 429];

/**
 * Stripe's errors in our words. 4xx: it did not happen, except 409, where the same request is still at work, and 401 and 403, which
 * are about our key.
 */
async function asked<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { statusCode = 0, code, message } = error;
    const isSure = statusCode >= 400 && statusCode < 500 && !UNSURE.includes(statusCode);
    const kind = statusCode === 429 ? "busy" : isSure ? "refused" : "unreachable";
    throw new ProviderFault(kind, message, code ?? error.type);
  }
}

import { env } from "@/lib/core/env";
import { acquiringClient } from "../mono/acquiring";
import type { Invoice } from "../mono/invoice";
import { ProviderFault } from "./fault";
import type { CardProvider, PaymentNow, PaymentState, RefundNow } from "./provider";
import { returnAddress } from "./return-address";

export type MonoAccess = { token: string; apiUrl?: string | undefined };

/** The answer of an invoice is only good for its time: asked for again after this, a fresh one would end too soon to be paid. */
const PAY_AT_LEAST_SECONDS = 60;

/** With the days asked for, a month. */
const LOOK_BACK_MS = 27 * 86_400_000;

/**
 * plata by mono. An invoice takes no idempotency key: when the answer to its making is lost, another is made, and the first can be
 * paid by nobody, since nobody was told its address. It is ours by its reference, the attempt's id.
 */
export function monoProvider({ token, apiUrl }: MonoAccess): CardProvider {
  const client = acquiringClient({ token, ...(apiUrl && { baseUrl: apiUrl }) });

  return {
    name: "mono",

    async open(attempt) {
      const validitySeconds = Math.floor((attempt.expiresAt.getTime() - Date.now()) / 1000);
      if (validitySeconds < PAY_AT_LEAST_SECONDS)
        throw new ProviderFault("refused", "No time is left to pay in", "too_late");
      const { invoiceId, pageUrl } = await client.createInvoice({
        amountMinor: attempt.amountMinor,
        reference: attempt.id,
        destination: attempt.request.description,
        redirectUrl: returnAddress(attempt, attempt.locale, "paid"),
        webHookUrl: `${env.APP_URL.replace(/\/+$/, "")}/api/mono/webhook`,
        validitySeconds,
      });
      const state: PaymentState = { kind: "open", providerRef: invoiceId, url: pageUrl };
      return { changedAt: null, state, refunds: null, disputes: null };
    },

    async look({ providerRef, expiresAt }) {
      return paymentOf(await client.invoiceStatus(providerRef), expiresAt);
    },

    async close({ providerRef, expiresAt }) {
      try {
        await client.removeInvoice(providerRef);
        return { changedAt: null, state: { kind: "over", providerRef }, refunds: null, disputes: null };
      } catch (fault) {
        if (!(fault instanceof ProviderFault && fault.kind === "refused")) throw fault;
      }
      return paymentOf(await client.invoiceStatus(providerRef), expiresAt);
    },

    async refund({ providerRef }, { id, amountMinor }) {
      const answer = await client.refundInvoice({ invoiceId: providerRef, extRef: id, amountMinor });
      if (answer === "failure") throw new ProviderFault("refused", "The refund was not possible", "failure");
    },

    async attemptIn(event) {
      return typeof event.reference === "string" ? event.reference : undefined;
    },

    async *transactions(from, to) {
      // the bank lists a refund with its payment, by the payment's time
      const start = new Date(from.getTime() - LOOK_BACK_MS);
      for (const payment of await client.payments(start, to)) {
        const { invoiceId, reference: attemptId, currency } = payment;
        if (!attemptId || payment.status !== "success") continue;
        const { amountMinor, feeMinor, at } = payment;
        yield { id: invoiceId, kind: "donation", attemptId, amountMinor, feeMinor, currency, at };
        for (const [nth, back] of payment.refunds.entries())
          yield {
            id: `${invoiceId}:${nth + 1}`,
            kind: "refund",
            attemptId,
            amountMinor: -back.amountMinor,
            feeMinor: 0,
            currency,
            at: back.at,
          };
      }
    },
  };
}

function paymentOf(invoice: Invoice, expiresAt: Date): PaymentNow {
  return {
    changedAt: invoice.modifiedAt,
    state: stateOf(invoice, expiresAt),
    refunds: "refunds" in invoice ? refundsOf(invoice) : null,
    disputes: null,
  };
}

function stateOf(invoice: Invoice, expiresAt: Date): PaymentState {
  const { invoiceId: providerRef, amountMinor, currency } = invoice;
  switch (invoice.status) {
    case "created":
      return { kind: "open", providerRef, url: null };
    case "processing":
    case "hold":
      return { kind: "processing", providerRef };
    case "expired":
      return { kind: "over", providerRef };
    case "failure": // another card may still succeed on the same page, while it is valid
      return Date.now() < expiresAt.getTime()
        ? { kind: "open", providerRef, url: null }
        : { kind: "over", providerRef, problem: invoice.code ?? "declined" };
    case "success":
    case "reversed": {
      const fee = invoice.feeMinor === null ? null : { ref: providerRef, amountMinor: invoice.feeMinor };
      const at = invoice.modifiedAt ?? new Date();
      return { kind: "paid", providerRef, paymentRef: providerRef, amountMinor, currency, at, fee };
    }
  }
}

/** A refund has no name of the bank's own: ours is its name, or its place in the list when it was made in the bank's cabinet. */
function refundsOf({ refunds }: Extract<Invoice, { refunds: unknown }>): RefundNow[] {
  return refunds.map((refund, nth) => ({
    ref: refund.extRef ?? `nth:${nth + 1}`,
    refundId: refund.extRef,
    amountMinor: refund.amountMinor ?? 0,
    status: refund.status === "success" ? "done" : refund.status === "failure" ? "failed" : "sent",
    problem: refund.status === "failure" ? "failure" : null,
    at: refund.at ?? new Date(),
  }));
}

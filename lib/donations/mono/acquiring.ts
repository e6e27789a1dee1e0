import { z } from "zod";
import { type Access, ask, MONO_URL } from "./ask";
import { currencyOf, HRYVNIA } from "./currency";
import { type Invoice, invoiceAnswer } from "./invoice";

/** `destination` and `comment` are cut at this many characters (the acquiring API's `MerchantPaymInfoItem`, v2412). */
export const MONO_TEXT_MAX = 280;

/** What an invoice asks for. `reference` is ours and comes back in every answer; `validitySeconds` count from its making, at most 30 days. */
export type InvoiceOrder = {
  amountMinor: number;
  reference: string;
  destination: string;
  comment?: string;
  redirectUrl: string;
  webHookUrl: string;
  validitySeconds: number;
};

/** A payment of the bank's own list. What the fund is to get is `amountMinor - feeMinor`, less the refunds. */
export type MerchantPayment = {
  invoiceId: string;
  status: "hold" | "processing" | "success" | "failure";
  at: Date;
  amountMinor: number;
  feeMinor: number;
  currency: string;
  reference: string | null;
  refunds: { amountMinor: number; at: Date }[];
};

const date = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const kopiykas = z.int();

const createdAnswer = z.object({
  invoiceId: z.string().min(1).max(200),
  pageUrl: z.url({ protocol: /^https?$/ }),
});
const refundAnswer = z.object({ status: z.enum(["processing", "success", "failure"]) });
const keyAnswer = z.object({ key: z.string().min(1).max(10_000) });
const statementAnswer = z.object({
  list: z
    .array(
      z.object({
        invoiceId: z.string(),
        status: z.enum(["hold", "processing", "success", "failure"]),
        date,
        amount: kopiykas,
        profitAmount: kopiykas.optional(),
        ccy: z.int(),
        reference: z.string().optional(),
        cancelList: z.array(z.object({ amount: kopiykas, date })).optional(),
      }),
    )
    .optional(),
});

/**
 * plata by mono, monobank's acquiring API v2412. Every call answers as its type says or throws `ProviderFault`. None of them
 * takes an idempotency key: after "unreachable", look before doing it again (for a refund, at `invoiceStatus(…).refunds`).
 */
export function acquiringClient({ token, baseUrl = MONO_URL }: { token: string; baseUrl?: string }) {
  const access: Access = { token, baseUrl, deniedIs: "unreachable" };
  return {
    /** Makes an invoice in hryvnias. Nobody can pay it before somebody is sent to `pageUrl`. */
    createInvoice(order: InvoiceOrder): Promise<{ invoiceId: string; pageUrl: string }> {
      return ask(createdAnswer, access, "/api/merchant/invoice/create", {
        amount: order.amountMinor,
        ccy: HRYVNIA,
        merchantPaymInfo: {
          reference: order.reference,
          destination: shorten(order.destination),
          ...(order.comment && { comment: shorten(order.comment) }),
        },
        redirectUrl: order.redirectUrl,
        webHookUrl: order.webHookUrl,
        validity: order.validitySeconds,
        paymentType: "debit",
      });
    },

    /** An unknown invoice is a "refused" fault with code `NOT_FOUND`. */
    invoiceStatus(invoiceId: string): Promise<Invoice> {
      return ask(invoiceAnswer, access, `/api/merchant/invoice/status?invoiceId=${encodeURIComponent(invoiceId)}`);
    },

    /** After it the invoice cannot be paid. "refused" when it is being paid or is paid: ask for its status then. */
    async removeInvoice(invoiceId: string): Promise<void> {
      await ask(z.object({}), access, "/api/merchant/invoice/remove", { invoiceId });
    },

    /**
     * Gives the whole payment back, or `amountMinor` of it. `extRef` names this refund in `Invoice.refunds`. "processing" is not
     * done yet and "failure" did not happen. "refused" with `WRONG_CANCEL_AMOUNT` when less than that is left.
     */
    async refundInvoice(refund: {
      invoiceId: string;
      extRef: string;
      amountMinor?: number;
    }): Promise<"processing" | "success" | "failure"> {
      const { invoiceId, extRef, amountMinor } = refund;
      const body = { invoiceId, extRef, ...(amountMinor !== undefined && { amount: amountMinor }) };
      return (await ask(refundAnswer, access, "/api/merchant/invoice/cancel", body)).status;
    },

    /** The key that webhooks are signed with, as base64 of its PEM. To be kept, see `keyKeeper`. */
    async publicKey(): Promise<string> {
      return (await ask(keyAnswer, access, "/api/merchant/pubkey")).key;
    },

    /** The payments of a time, newest first, with what the bank keeps of them. */
    async payments(from: Date, to: Date): Promise<MerchantPayment[]> {
      const path = `/api/merchant/statement?from=${unixSeconds(from)}&to=${unixSeconds(to)}`;
      const { list = [] } = await ask(statementAnswer, access, path);
      return list.map((item) => ({
        invoiceId: item.invoiceId,
        status: item.status,
        at: item.date,
        amountMinor: item.amount,
        feeMinor: item.amount - (item.profitAmount ?? item.amount),
        currency: currencyOf(item.ccy),
        reference: item.reference ?? null,
        refunds: (item.cancelList ?? []).map(({ amount, date }) => ({ amountMinor: amount, at: date })),
      }));
    },
  };
}

/** By whole characters, so that no half of one is left. */
function shorten(text: string) {
  return text.length <= MONO_TEXT_MAX ? text : `${text.slice(0, MONO_TEXT_MAX - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

function unixSeconds(time: Date) {
  return Math.floor(time.getTime() / 1000);
}

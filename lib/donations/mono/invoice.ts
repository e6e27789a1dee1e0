import { z } from "zod";
import { currencyOf } from "./currency";

/** A request to give money back, as the bank knows it. Only "success" has happened. */
export type InvoiceRefund = {
  status: "processing" | "success" | "failure";
  amountMinor: number | null;
  extRef: string | null;
  at: Date | null;
};

/**
 * An invoice as the bank tells of it. Money came only in "success" and "reversed", of which `keptMinor` is left after refunds.
 * "failure" may still be followed by "success": another card, on the same page, while the invoice is valid.
 */
export type Invoice = {
  invoiceId: string;
  amountMinor: number;
  currency: string;
  reference: string | null;
  /** To the second. Webhooks come in any order; of two, the later one tells the present (the API's words on `webHookUrl`). */
  modifiedAt: Date | null;
} & (
  | { status: "created" | "processing" | "hold" | "expired" }
  | { status: "failure"; reason: string | null; code: string | null }
  | { status: "success" | "reversed"; keptMinor: number; feeMinor: number | null; refunds: InvoiceRefund[] }
);

const date = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const kopiykas = z.int().nonnegative();

/** The answer of `invoice/status` and the body of every webhook; what is added to it later does no harm. */
export const invoiceAnswer = z
  .object({
    invoiceId: z.string().min(1).max(200),
    status: z.enum(["created", "processing", "hold", "success", "failure", "reversed", "expired"]),
    failureReason: z.string().optional(),
    errCode: z.string().optional(),
    amount: kopiykas,
    ccy: z.int(),
    finalAmount: kopiykas.optional(),
    modifiedDate: date.optional(),
    reference: z.string().optional(),
    cancelList: z
      .array(
        z.object({
          status: z.enum(["processing", "success", "failure"]),
          amount: kopiykas.optional(),
          modifiedDate: date.optional(),
          extRef: z.string().optional(),
        }),
      )
      .nullish(),
    paymentInfo: z.object({ fee: kopiykas.optional() }).nullish(),
  })
  .transform((told): Invoice => {
    const base = {
      invoiceId: told.invoiceId,
      amountMinor: told.amount,
      currency: currencyOf(told.ccy),
      reference: told.reference ?? null,
      modifiedAt: told.modifiedDate ?? null,
    };
    if (told.status === "failure") {
      return { ...base, status: told.status, reason: told.failureReason ?? null, code: told.errCode ?? null };
    }
    if (told.status !== "success" && told.status !== "reversed") return { ...base, status: told.status };
    return {
      ...base,
      status: told.status,
      keptMinor: told.finalAmount ?? (told.status === "success" ? told.amount : 0),
      feeMinor: told.paymentInfo?.fee ?? null,
      refunds: (told.cancelList ?? []).map((refund) => ({
        status: refund.status,
        amountMinor: refund.amount ?? null,
        extRef: refund.extRef ?? null,
        at: refund.modifiedDate ?? null,
      })),
    };
  });

/** What a webhook's body tells, or null when it is not one. Only for a body whose signature held. */
export function readInvoice(rawBody: Uint8Array): Invoice | null {
  try {
    return invoiceAnswer.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(rawBody)));
  } catch {
    return null;
  }
}

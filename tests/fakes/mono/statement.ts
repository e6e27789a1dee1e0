import { type FakeInvoice, rfc3339, type Sums } from "./invoice";
import { BankError } from "./invoices";

/** The merchant's statement: payments of `from` to `to` (unix seconds, `to` may be left out), newest first. */
export function merchantStatement(invoices: FakeInvoice[], query: URLSearchParams) {
  const [from, to] = [query.get("from"), query.get("to") ?? "99999999999"].map((text) => Number(text || "none"));
  if (!Number.isInteger(from) || !Number.isInteger(to))
    throw new BankError(400, "BAD_REQUEST", "invalid 'from' or 'to'");
  const list = invoices
    .filter(({ paidAt }) => paidAt !== undefined)
    .map((invoice) => ({ ...invoice, at: Math.floor((invoice.paidAt ?? 0) / 1000) }))
    .filter(({ at }) => at >= (from ?? 0) && at <= (to ?? 0))
    .sort((a, b) => b.at - a.at)
    .map(({ invoiceId, status, amount, ccy, reference, destination, paymentInfo, cancelList, at }) => ({
      invoiceId,
      status: status === "reversed" ? "success" : status, // refunds are told beside it
      maskedPan: paymentInfo?.maskedPan,
      date: rfc3339(at * 1000),
      paymentScheme: "full",
      amount,
      profitAmount: amount - (paymentInfo?.fee ?? 0),
      ccy,
      approvalCode: paymentInfo?.approvalCode,
      rrn: paymentInfo?.rrn,
      reference,
      destination,
      cancelList: cancelList
        .filter((refund) => refund.status === "success")
        .map(({ amount, ccy, modifiedDate, approvalCode, rrn }) => ({
          amount,
          ccy,
          date: modifiedDate,
          approvalCode,
          rrn,
          maskedPan: paymentInfo?.maskedPan,
        })),
    }));
  return { list };
}

/** The same book summed up, for a comparison with a ledger. A hold that went back never was a payment. */
export function sumsOf(invoices: FakeInvoice[]): Record<string, Sums> {
  const sums: Sums = { payments: 0, paidMinor: 0, refunds: 0, refundedMinor: 0, keptMinor: 0, feeMinor: 0 };
  for (const { amount, finalAmount, paymentInfo, cancelList, captured } of invoices) {
    if (!captured) continue;
    sums.payments += 1;
    sums.paidMinor += amount;
    sums.keptMinor += finalAmount;
    sums.feeMinor += paymentInfo?.fee ?? 0;
    for (const refund of cancelList.filter(({ status }) => status === "success")) {
      sums.refunds += 1;
      sums.refundedMinor += refund.amount;
    }
  }
  return { UAH: sums };
}

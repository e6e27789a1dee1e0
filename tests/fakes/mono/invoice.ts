export type Status = "created" | "processing" | "hold" | "success" | "failure" | "reversed" | "expired";

export type Refund = {
  status: "processing" | "success" | "failure";
  amount: number;
  ccy: number;
  createdDate: string;
  modifiedDate: string;
  approvalCode: string;
  rrn: string;
  extRef?: string;
};

type PaymentInfo = {
  maskedPan: string;
  approvalCode: string;
  rrn: string;
  tranId: string;
  terminal: string;
  bank: string;
  paymentSystem: "visa" | "mastercard";
  paymentMethod: "pan";
  fee: number;
  country: string;
};

export type FakeInvoice = {
  invoiceId: string;
  status: Status;
  amount: number;
  ccy: number;
  finalAmount: number;
  createdAt: number;
  modifiedAt: number;
  expiresAt: number;
  paymentType: "debit" | "hold";
  /** The money came, and was not only blocked on the card. */
  captured: boolean;
  reference?: string;
  destination?: string;
  comment?: string;
  redirectUrl?: string;
  webHookUrl?: string;
  failureReason?: string;
  errCode?: string;
  paidAt?: number;
  paymentInfo?: PaymentInfo;
  cancelList: Refund[];
};

/** What one currency's payments come to, in minor units. Held and declined money is in none of them. */
export type Sums = {
  payments: number;
  paidMinor: number;
  refunds: number;
  refundedMinor: number;
  keptMinor: number;
  feeMinor: number;
};

/** As `invoice/status` and a webhook tell it: times to the second, fields without a value left out. */
export function tellInvoice(invoice: FakeInvoice) {
  const { invoiceId, status, failureReason, errCode, amount, ccy, finalAmount, reference, destination } = invoice;
  const { createdAt, modifiedAt, cancelList, paymentInfo } = invoice;
  return {
    invoiceId,
    status,
    failureReason,
    errCode,
    amount,
    ccy,
    finalAmount,
    createdDate: rfc3339(createdAt),
    modifiedDate: rfc3339(modifiedAt),
    reference,
    destination,
    ...(cancelList.length > 0 && { cancelList }),
    ...(status !== "created" && status !== "expired" && { paymentInfo }),
  };
}

/** "2026-03-02T12:00:00Z", as in all of the bank's examples. */
export function rfc3339(ms: number) {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

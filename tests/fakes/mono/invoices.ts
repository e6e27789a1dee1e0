import { randomInt } from "node:crypto";
import { z } from "zod";
import { type FakeInvoice, type Refund, rfc3339, type Status } from "./invoice";

/** The bank's no, as its API words it. */
export class BankError extends Error {
  constructor(
    readonly status: number,
    readonly errCode: string,
    readonly errText: string,
  ) {
    super(errText);
  }
}

export const REASONS: Record<string, string> = {
  "59": "На картці недостатньо коштів для завершення покупки",
  "80": "Неправильний CVV код",
  "8002": "Клієнт відмінив оплату",
};

const DAY_MS = 86_400_000;
const VALID_MS = DAY_MS; // unless said otherwise
const VALID_MAX_MS = 30 * DAY_MS; // a longer validity is cut to this
const HOLD_MS = 9 * DAY_MS; // a held payment nobody finalizes goes back
const FEE_SHARE = 0.013;

const url = z.url({ protocol: /^https?$/ });
const createBody = z.object({
  amount: z.int().positive(),
  ccy: z.literal(980).default(980),
  redirectUrl: url.optional(),
  webHookUrl: url.optional(),
  validity: z.int().positive().optional(),
  paymentType: z.enum(["debit", "hold"]).default("debit"),
});
const paymInfo = z.object({
  reference: z.string().optional(),
  destination: z.string().max(280).optional(),
  comment: z.string().max(280).optional(),
});

/**
 * The bank's book of invoices. `changed` hears of every change a webhook is sent for: all but `expired`. Each step that a payer or
 * the merchant's own cabinet takes answers whether it could be taken.
 */
export function invoiceBook(options: {
  now: () => Date;
  kept?: FakeInvoice[];
  changed: (invoice: FakeInvoice) => void;
}) {
  const { now, changed } = options;
  const invoices = new Map((options.kept ?? []).map((invoice) => [invoice.invoiceId, invoice]));

  /** What time alone has done to an invoice is seen when somebody looks. */
  function find(invoiceId: unknown): FakeInvoice | undefined {
    const invoice = typeof invoiceId === "string" ? invoices.get(invoiceId) : undefined;
    if (invoice?.status === "created" && now().getTime() >= invoice.expiresAt) {
      invoice.status = "expired";
      invoice.modifiedAt = invoice.expiresAt;
    }
    if (invoice?.status === "hold" && now().getTime() >= (invoice.paidAt ?? 0) + HOLD_MS) move(invoice, "reversed");
    return invoice;
  }

  function get(invoiceId: unknown): FakeInvoice {
    const invoice = find(invoiceId);
    if (!invoice) throw new BankError(404, "NOT_FOUND", "invalid 'invoiceId'");
    return invoice;
  }

  function move(invoice: FakeInvoice, status: Status) {
    invoice.status = status;
    invoice.modifiedAt = now().getTime();
    if (status !== "failure") {
      delete invoice.errCode;
      delete invoice.failureReason;
    }
    changed(invoice);
  }

  function isPayable(invoice: FakeInvoice) {
    const waits = invoice.status === "created" || invoice.status === "failure";
    return waits && now().getTime() < invoice.expiresAt;
  }

  function begin(invoice: FakeInvoice) {
    if (!isPayable(invoice)) return false;
    invoice.paymentInfo = {
      maskedPan: "444403******1902",
      approvalCode: digits(6),
      rrn: digits(12),
      tranId: digits(8),
      terminal: "MI001088",
      bank: "Тестовий банк",
      paymentSystem: "visa",
      paymentMethod: "pan",
      fee: Math.round(invoice.amount * FEE_SHARE),
      country: "804",
    };
    move(invoice, "processing");
    return true;
  }

  /** Money is there, or blocked on the card. */
  function finish(invoice: FakeInvoice, status: "success" | "hold") {
    if (invoice.status !== "processing" && !begin(invoice)) return false;
    invoice.paidAt = now().getTime();
    invoice.captured = status === "success";
    invoice.finalAmount = status === "success" ? invoice.amount : 0;
    move(invoice, status);
    return true;
  }

  function settle(invoice: FakeInvoice, refund: Refund, outcome: Refund["status"]) {
    refund.status = outcome;
    refund.modifiedDate = rfc3339(now().getTime());
    if (outcome === "success") invoice.finalAmount -= refund.amount;
    move(invoice, outcome === "success" && invoice.finalAmount === 0 ? "reversed" : invoice.status);
  }

  return {
    find,
    get,
    isPayable,
    all: () => [...invoices.keys()].map((invoiceId) => get(invoiceId)),

    create(body: unknown): FakeInvoice {
      const asked = createBody.safeParse(body);
      if (!asked.success) throw new BankError(400, "BAD_REQUEST", `invalid '${asked.error.issues[0]?.path.join(".")}'`);
      const info = paymInfo.safeParse((body as { merchantPaymInfo?: unknown }).merchantPaymInfo ?? {});
      if (!info.success) throw new BankError(400, "INVALID_MERCHANT_PAYM_INFO", "invalid 'merchantPaymInfo'");
      const { validity, ...rest } = asked.data;
      const createdAt = now().getTime();
      const invoiceId = `${rfc3339(createdAt).slice(2, 10).replaceAll("-", "")}${digits(14)}`;
      const expiresAt = createdAt + Math.min(validity === undefined ? VALID_MS : validity * 1000, VALID_MAX_MS);
      const times = { createdAt, modifiedAt: createdAt, expiresAt };
      const fresh = { status: "created" as const, finalAmount: 0, captured: false, cancelList: [] };
      const invoice: FakeInvoice = { invoiceId, ...rest, ...info.data, ...times, ...fresh };
      invoices.set(invoiceId, invoice);
      return invoice;
    },

    begin: (invoiceId: string) => begin(get(invoiceId)),
    pay(invoiceId: string) {
      const invoice = get(invoiceId);
      return finish(invoice, invoice.paymentType === "hold" ? "hold" : "success");
    },
    hold: (invoiceId: string) => finish(get(invoiceId), "hold"),
    decline(invoiceId: string, errCode: string) {
      const invoice = get(invoiceId);
      if (invoice.status !== "processing" && !begin(invoice)) return false;
      invoice.errCode = errCode;
      invoice.failureReason = REASONS[errCode] ?? "Операцію заблоковано банком-емітентом";
      move(invoice, "failure");
      return true;
    },

    remove(invoiceId: unknown) {
      const invoice = get(invoiceId);
      if (!["created", "failure", "expired"].includes(invoice.status)) {
        throw new BankError(400, "BAD_REQUEST", "invoice is being paid or is paid");
      }
      if (invoice.status === "expired") return;
      invoice.status = "expired"; // of which the bank sends no webhook
      invoice.modifiedAt = now().getTime();
    },

    refund(asked: { invoiceId?: unknown; amount?: unknown; extRef?: unknown }, outcome: Refund["status"]): Refund {
      const invoice = get(asked.invoiceId);
      const isHold = invoice.status === "hold";
      if (!isHold && invoice.status !== "success" && invoice.status !== "reversed") {
        throw new BankError(500, "CANCEL_NOT_AVAILABLE", "cancel is not available");
      }
      const pending = invoice.cancelList.filter(({ status }) => status === "processing");
      const left =
        (isHold ? invoice.amount : invoice.finalAmount) - pending.reduce((sum, { amount }) => sum + amount, 0);
      const amount = asked.amount === undefined || isHold ? left : asked.amount;
      if (typeof amount !== "number" || !Number.isInteger(amount) || amount <= 0 || amount > left) {
        throw new BankError(400, "WRONG_CANCEL_AMOUNT", "wrong cancel amount");
      }
      const date = rfc3339(now().getTime());
      const refund: Refund = {
        status: "processing",
        amount,
        ccy: invoice.ccy,
        createdDate: date,
        modifiedDate: date,
        approvalCode: digits(6),
        rrn: digits(12),
        ...(typeof asked.extRef === "string" && { extRef: asked.extRef }),
      };
      invoice.cancelList.push(refund);
      if (isHold) invoice.finalAmount = amount;
      if (outcome === "processing" && !isHold) move(invoice, invoice.status);
      else settle(invoice, refund, isHold ? "success" : outcome);
      return refund;
    },

    /** What became of the refunds that were being worked on. */
    settleRefunds(outcome: "success" | "failure") {
      for (const invoice of invoices.values()) {
        for (const refund of invoice.cancelList.filter(({ status }) => status === "processing")) {
          settle(invoice, refund, outcome);
        }
      }
    },
  };
}

function digits(count: number) {
  return Array.from({ length: count }, () => randomInt(10)).join("");
}

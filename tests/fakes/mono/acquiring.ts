import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { CALM, type Call, type Faults, seeded, type Trouble, troubles } from "./faults";
import { type FakeInvoice, type Sums, tellInvoice } from "./invoice";
import { BankError, invoiceBook } from "./invoices";
import { paymentPage, unknownInvoicePage } from "./page";
import { type Answered, type Asked, listen, parseJson } from "./server";
import { merchantStatement, sumsOf } from "./statement";
import { type Delivery, postman } from "./webhooks";

export type FakeAcquiring = {
  /** The base URL of the API and of the payment pages. */
  url: string;
  /** The payer begins; the invoice is `processing` until `pay`, `hold` or `decline`. All five answer whether the invoice let them. */
  begin(invoiceId: string): boolean;
  pay(invoiceId: string): boolean;
  /** The sum is only blocked on the card; nine days later it is free again. */
  hold(invoiceId: string): boolean;
  /** "59" is too little money, "80" a wrong CVV, "8002" the payer's own no. Another card may follow. */
  decline(invoiceId: string, errCode?: string): boolean;
  /** A refund made in the bank's own cabinet, of all that is left or of a part in kopiykas. Throws when it cannot be. */
  refund(invoiceId: string, amount?: number): void;
  /** Ends the refunds that the fault plan left in `processing`. */
  settleRefunds(outcome?: "success" | "failure"): void;
  /** From now on webhooks are signed with another key, and the API tells that one. */
  rotateKey(): void;
  setFaults(faults: Partial<Faults>): void;
  /** What happens to the next call of this kind, whatever the chances are. */
  planFault(call: Call, trouble: Trouble): void;
  /** The invoice as the API would tell it now. */
  invoice(invoiceId: string): ReturnType<typeof tellInvoice>;
  invoices(): ReturnType<typeof tellInvoice>[];
  /** Calls that reached the API, troubled or not. */
  calls: Record<Call, number>;
  /** Webhooks that came to an end. */
  deliveries: Delivery[];
  /** What the bank has, by currency. */
  sums(): Record<string, Sums>;
  /** Resolves when no webhook is on its way. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

const ROUTES: Record<string, { method: "GET" | "POST"; call: Call }> = {
  "/api/merchant/invoice/create": { method: "POST", call: "create" },
  "/api/merchant/invoice/status": { method: "GET", call: "status" },
  "/api/merchant/invoice/remove": { method: "POST", call: "remove" },
  "/api/merchant/invoice/cancel": { method: "POST", call: "cancel" },
  "/api/merchant/pubkey": { method: "GET", call: "pubkey" },
  "/api/merchant/statement": { method: "GET", call: "statement" },
};

/**
 * The merchant's part of api.monobank.ua (v2412) on this machine, in hryvnias, with payment pages and signed webhooks. No call is
 * idempotent, as there. With `file` its book and its key outlive it; `seed` decides whom the faults meet. `now` decides
 * what is expired, `retryMs` is the pause between the three attempts of a webhook.
 */
export async function startFakeAcquiring(options: {
  token: string;
  now?: () => Date;
  seed?: number;
  file?: string;
  port?: number;
  retryMs?: number;
}): Promise<FakeAcquiring> {
  const { token, now = () => new Date(), seed = 1, file, port, retryMs = 50 } = options;
  const kept = readBook(file);
  const faults: Faults = { ...CALM };
  const trouble = troubles(faults, seeded(seed));
  let key = kept?.key ?? newKey();
  const calls: Record<Call, number> = { create: 0, status: 0, remove: 0, cancel: 0, pubkey: 0, statement: 0 };

  const post = postman({
    faults,
    random: seeded(seed + 1),
    sign: (raw) => sign("sha256", Buffer.from(raw), key).toString("base64"),
    retryMs,
  });
  const book = invoiceBook({
    now,
    kept: kept?.invoices,
    changed(invoice) {
      const { webHookUrl, invoiceId, status } = invoice;
      if (webHookUrl) post.send(webHookUrl, invoiceId, status, JSON.stringify(tellInvoice(invoice)));
    },
  });
  const server = await listen(answer, port);

  async function answer(asked: Asked): Promise<Answered | "hang up"> {
    const page = /^\/pay\/([^/]+)$/.exec(asked.path)?.[1];
    if (page) return answerPage(asked, page);
    const route = ROUTES[asked.path];
    if (!route) return refusal(404, "NOT_FOUND", "no such path");
    if (asked.method !== route.method) return refusal(405, "METHOD_NOT_ALLOWED", "Method not allowed");

    calls[route.call] += 1;
    const fault = trouble.of(route.call);
    if (fault === "busy") return refusal(429, "TMR", "too many requests");
    if (fault === "broken") return refusal(500, "INTERNAL_ERROR", "internal server error");
    if (fault === "slow") await sleep(faults.slowMs);
    const sent = asked.headers["x-token"];
    if (!sent) return refusal(400, "BAD_REQUEST", "empty 'X-Token'");
    if (sent !== token) return refusal(403, "FORBIDDEN", "invalid 'X-Token'");
    try {
      const answered = answerCall(route.call, asked);
      return fault === "lost" ? "hang up" : answered;
    } catch (error) {
      if (error instanceof BankError) return refusal(error.status, error.errCode, error.errText);
      throw error;
    }
  }

  function answerCall(call: Call, { query, body }: Asked): Answered {
    const json = parseJson(body);
    const sent = (typeof json === "object" && json !== null ? json : {}) as Record<string, unknown>;
    switch (call) {
      case "create": {
        const { invoiceId } = saving(() => book.create(sent));
        return { status: 200, body: { invoiceId, pageUrl: `${server.url}/pay/${invoiceId}` } };
      }
      case "status":
        return { status: 200, body: tellInvoice(book.get(query.get("invoiceId"))) };
      case "remove":
        saving(() => book.remove(sent.invoiceId));
        return { status: 200, body: {} };
      case "cancel": {
        const { status, createdDate, modifiedDate } = saving(() => book.refund(sent, faults.refunds));
        return { status: 200, body: { status, createdDate, modifiedDate } };
      }
      case "pubkey":
        return { status: 200, body: { key: publicKeyOf(key) } };
      case "statement":
        return { status: 200, body: merchantStatement(book.all(), query) };
    }
  }

  function answerPage({ method, body }: Asked, invoiceId: string): Answered {
    const invoice = book.find(invoiceId);
    if (!invoice) return { status: 404, body: unknownInvoicePage() };
    const act = method === "POST" ? new URLSearchParams(body).get("act") : null;
    const location = invoice.redirectUrl;
    const paid = act === "pay" && saving(() => book.pay(invoiceId));
    if (act === "decline") saving(() => book.decline(invoiceId, "59"));
    if ((paid || act === "leave") && location) return { status: 303, body: "", location };
    return { status: 200, body: paymentPage(invoice, book.isPayable(invoice)) };
  }

  /** The book is on the disk before anybody hears that it changed. */
  function saving<T>(act: () => T): T {
    const result = act();
    writeBook(file, { key, invoices: book.all() });
    return result;
  }

  return {
    url: server.url,
    begin: (invoiceId) => saving(() => book.begin(invoiceId)),
    pay: (invoiceId) => saving(() => book.pay(invoiceId)),
    hold: (invoiceId) => saving(() => book.hold(invoiceId)),
    decline: (invoiceId, errCode = "59") => saving(() => book.decline(invoiceId, errCode)),
    refund: (invoiceId, amount) => saving(() => void book.refund({ invoiceId, amount }, "success")),
    settleRefunds: (outcome = "success") => saving(() => book.settleRefunds(outcome)),
    rotateKey: () =>
      saving(() => {
        key = newKey();
      }),
    setFaults: (changed) => void Object.assign(faults, changed),
    planFault: trouble.plan,
    invoice: (invoiceId) => tellInvoice(book.get(invoiceId)),
    invoices: () => book.all().map(tellInvoice),
    calls,
    deliveries: post.deliveries,
    sums: () => sumsOf(book.all()),
    settled: post.settled,
    async close() {
      await Promise.all([server.close(), post.stop()]);
    },
  };
}

function refusal(status: number, errCode: string, errText: string): Answered {
  return { status, body: { errCode, errText } };
}

function newKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
}

function publicKeyOf(key: KeyObject) {
  return Buffer.from(createPublicKey(key).export({ type: "spki", format: "pem" })).toString("base64");
}

function readBook(file?: string): { key: KeyObject; invoices: FakeInvoice[] } | undefined {
  if (!file || !existsSync(file)) return undefined;
  const { key, invoices } = JSON.parse(readFileSync(file, "utf8"));
  return { key: createPrivateKey(key), invoices };
}

/** In one step, so that a kill leaves the old book or the new one. */
function writeBook(file: string | undefined, { key, invoices }: { key: KeyObject; invoices: FakeInvoice[] }) {
  if (!file) return;
  const pem = key.export({ type: "pkcs8", format: "pem" });
  writeFileSync(`${file}.new`, JSON.stringify({ key: pem, invoices }), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

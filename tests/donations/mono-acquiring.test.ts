import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { ProviderFault } from "@/lib/donations/card/fault";
import { acquiringClient, MONO_TEXT_MAX } from "@/lib/donations/mono/acquiring";
import { readInvoice } from "@/lib/donations/mono/invoice";
import { startFakeAcquiring } from "../fakes/mono/acquiring";
import { minutesAfter, NOON } from "../support/times";

const TOKEN = "a-token-nobody-may-read";

test("an invoice is made, told and paid", async () => {
  const { client, fake } = await aBank();
  const { invoiceId, pageUrl } = await client.createInvoice(anOrder());
  expect(pageUrl).toBe(`${fake.url}/pay/${invoiceId}`);
  const base = { invoiceId, amountMinor: 40_000, currency: "UAH", reference: "attempt-1", modifiedAt: NOON };
  expect(await client.invoiceStatus(invoiceId)).toEqual({ ...base, status: "created" });
  fake.pay(invoiceId);
  const paid = { status: "success", keptMinor: 40_000, feeMinor: 520, refunds: [] };
  expect(await client.invoiceStatus(invoiceId)).toEqual({ ...base, ...paid });
});

test("a decline comes with its reason, a hold and an expiry without money", async () => {
  const { client, fake, clock } = await aBank();
  const [declined, held, late] = [
    await client.createInvoice(anOrder()),
    await client.createInvoice(anOrder()),
    await client.createInvoice({ ...anOrder(), validitySeconds: 2_100 }),
  ];
  fake.decline(declined.invoiceId, "80");
  fake.hold(held.invoiceId);
  expect(await client.invoiceStatus(declined.invoiceId)).toMatchObject({
    status: "failure",
    code: "80",
    reason: "Неправильний CVV код",
  });
  const hold = await client.invoiceStatus(held.invoiceId);
  expect(hold.status).toBe("hold");
  expect(hold).not.toHaveProperty("keptMinor");
  clock.now = minutesAfter(NOON, 35);
  expect(await client.invoiceStatus(late.invoiceId)).toMatchObject({ status: "expired" });
});

test("a removed invoice cannot be paid, a paid one cannot be removed", async () => {
  const { client, fake } = await aBank();
  const [removed, paid] = [await client.createInvoice(anOrder()), await client.createInvoice(anOrder())];
  await client.removeInvoice(removed.invoiceId);
  expect(fake.pay(removed.invoiceId)).toBe(false);
  fake.pay(paid.invoiceId);
  await expect(client.removeInvoice(paid.invoiceId)).rejects.toMatchObject({ kind: "refused", code: "BAD_REQUEST" });
});

test("a part is given back under its name, then the rest, and no more", async () => {
  const { client, fake } = await aBank();
  const { invoiceId } = await client.createInvoice(anOrder());
  const refund = { invoiceId, extRef: "refund-1" };
  // told with a 500, and yet a clear no
  await expect(client.refundInvoice(refund)).rejects.toMatchObject({ kind: "refused", code: "CANCEL_NOT_AVAILABLE" });
  fake.pay(invoiceId);
  expect(await client.refundInvoice({ ...refund, amountMinor: 15_000 })).toBe("success");
  expect(await client.invoiceStatus(invoiceId)).toMatchObject({
    status: "success",
    keptMinor: 25_000,
    refunds: [{ status: "success", amountMinor: 15_000, extRef: "refund-1", at: NOON }],
  });
  fake.setFaults({ refunds: "processing" });
  expect(await client.refundInvoice({ invoiceId, extRef: "refund-2" })).toBe("processing");
  expect(await client.invoiceStatus(invoiceId)).toMatchObject({ status: "success", keptMinor: 25_000 });
  fake.settleRefunds();
  expect(await client.invoiceStatus(invoiceId)).toMatchObject({ status: "reversed", keptMinor: 0 });
  await expect(client.refundInvoice(refund)).rejects.toMatchObject({ kind: "refused", code: "WRONG_CANCEL_AMOUNT" });
});

test("the bank's own list tells what it keeps of each payment", async () => {
  const { client, fake, clock } = await aBank();
  const first = await client.createInvoice(anOrder());
  const second = await client.createInvoice({ ...anOrder(), amountMinor: 10_000, reference: "attempt-2" });
  fake.pay(first.invoiceId);
  clock.now = minutesAfter(NOON, 5);
  fake.pay(second.invoiceId);
  fake.refund(first.invoiceId, 1_000);
  const list = await client.payments(NOON, minutesAfter(NOON, 10));
  expect(list).toEqual([
    {
      invoiceId: second.invoiceId,
      status: "success",
      at: minutesAfter(NOON, 5),
      amountMinor: 10_000,
      feeMinor: 130,
      currency: "UAH",
      reference: "attempt-2",
      refunds: [],
    },
    expect.objectContaining({ amountMinor: 40_000, refunds: [{ amountMinor: 1_000, at: minutesAfter(NOON, 5) }] }),
  ]);
  expect(list.reduce((sum, { feeMinor }) => sum + feeMinor, 0)).toBe(fake.sums().UAH?.feeMinor);
  expect(await client.payments(minutesAfter(NOON, 1), minutesAfter(NOON, 4))).toEqual([]);
});

test("a long text is cut to what the bank takes, without half a letter", async () => {
  const { client, fake } = await aBank();
  const long = "📚".repeat(200);
  const { invoiceId } = await client.createInvoice({ ...anOrder(), destination: long, comment: long });
  const destination = fake.invoice(invoiceId).destination ?? "";
  expect(destination.length).toBeLessThanOrEqual(MONO_TEXT_MAX);
  expect(destination).toMatch(/^(📚)+…$/u);
});

test("a fault says whether it happened: busy and refused did not, unreachable nobody knows", async () => {
  const { client, fake } = await aBank();
  fake.planFault("create", "busy");
  await expect(client.createInvoice(anOrder())).rejects.toMatchObject({ kind: "busy", code: "TMR" });
  fake.planFault("create", "broken");
  await expect(client.createInvoice(anOrder())).rejects.toMatchObject({ kind: "unreachable", code: "INTERNAL_ERROR" });
  expect(fake.invoices()).toEqual([]);
  fake.planFault("create", "lost");
  await expect(client.createInvoice(anOrder())).rejects.toMatchObject({ kind: "unreachable" });
  expect(fake.invoices()).toHaveLength(1);
  await expect(client.createInvoice({ ...anOrder(), amountMinor: 0 })).rejects.toMatchObject({ kind: "refused" });
  await expect(client.invoiceStatus("?&x=/../")).rejects.toMatchObject({ kind: "refused", code: "NOT_FOUND" });
  await fake.close();
  await expect(client.publicKey()).rejects.toBeInstanceOf(ProviderFault);
});

test("no fault tells the token, not even of one that cannot be sent", async () => {
  const { fake } = await aBank();
  const told: string[] = [];
  for (const token of [`${TOKEN}-wrong`, `${TOKEN}\nX-Other: 1`, `${TOKEN}-ї`]) {
    for (const baseUrl of [fake.url, "http://127.0.0.1:1"]) {
      const fault = await acquiringClient({ token, baseUrl })
        .publicKey()
        .catch((error: Error) => error);
      expect(fault).toBeInstanceOf(ProviderFault);
      told.push(`${fault} ${JSON.stringify(fault)} ${(fault as Error).stack} ${(fault as Error).cause}`);
    }
  }
  expect(told.join("\n")).not.toContain(TOKEN);
});

test("an answer that is not as documented is no answer, and a new field in it does no harm", async () => {
  const answers = [
    "{}",
    "not json",
    '{"invoiceId":"i1","pageUrl":"javascript:alert(1)"}',
    '{"invoiceId":"i1","pageUrl":"https://pay.mbnk.biz/i1","new":{"deep":[1]}}',
  ];
  const client = acquiringClient({ token: TOKEN, baseUrl: await aServer(() => [200, answers.shift() ?? ""]) });
  for (let nth = 0; nth < 3; nth++) {
    await expect(client.createInvoice(anOrder())).rejects.toMatchObject({ kind: "unreachable" });
  }
  expect(await client.createInvoice(anOrder())).toEqual({ invoiceId: "i1", pageUrl: "https://pay.mbnk.biz/i1" });
});

test("a redirect is not followed, since it would carry the token elsewhere", async () => {
  const seen = vi.fn();
  const elsewhere = await aServer((headers) => {
    seen(headers["x-token"]);
    return [200, '{"key":"a"}'];
  });
  const client = acquiringClient({ token: TOKEN, baseUrl: await aServer(() => [302, "", { location: elsewhere }]) });
  await expect(client.publicKey()).rejects.toMatchObject({ kind: "unreachable" });
  expect(seen).not.toHaveBeenCalled();
});

test("the bank is waited for ten seconds and no longer", async () => {
  const client = acquiringClient({ token: TOKEN, baseUrl: await aServer(() => null) });
  const timeout = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
    expect(ms).toBe(10_000);
    return AbortSignal.abort(new DOMException("too late", "TimeoutError"));
  });
  onTestFinished(() => timeout.mockRestore());
  await expect(client.publicKey()).rejects.toMatchObject({
    kind: "unreachable",
    message: expect.stringContaining("TimeoutError"),
  });
});

test("a webhook's body reads as the status does, and anything else is none", () => {
  const body = (text: string) => readInvoice(Buffer.from(text));
  const told = '{"invoiceId":"i1","status":"success","amount":4200,"ccy":980,"finalAmount":4200,"walletData":{"a":1}}';
  expect(body(told)).toMatchObject({ invoiceId: "i1", status: "success", keptMinor: 4_200, modifiedAt: null });
  expect(body(told.replace("980", "840"))).toMatchObject({ currency: "USD" });
  expect(body(told.replace("980", "36"))).toMatchObject({ currency: "036" });
  for (const wrong of ["", "null", "[]", "{", told.replace("success", "paid"), told.replace("4200", "42.5")]) {
    expect(body(wrong)).toBeNull();
  }
  expect(body(told.replace('"amount":4200', '"amount":-4200'))).toBeNull();
  const latin = Buffer.from(told.replace('"i1"', '"i\u00ff"'), "latin1");
  expect(readInvoice(latin)).toBeNull(); // not UTF-8
});

async function aBank() {
  const clock = { now: NOON };
  const fake = await startFakeAcquiring({ token: TOKEN, now: () => clock.now });
  onTestFinished(fake.close);
  return { fake, clock, client: acquiringClient({ token: TOKEN, baseUrl: fake.url }) };
}

function anOrder() {
  return {
    amountMinor: 40_000,
    reference: "attempt-1",
    destination: "Благодійний внесок",
    redirectUrl: "https://books.example/back",
    webHookUrl: "http://127.0.0.1:1/webhook",
    validitySeconds: 3_600,
  };
}

/** A server that answers in its own words, or never. */
async function aServer(
  answer: (headers: Record<string, unknown>) => [number, string, Record<string, string>?] | null,
): Promise<string> {
  const server = createServer((request, response) => {
    const told = answer(request.headers);
    if (told) response.writeHead(told[0], told[2]).end(told[1]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

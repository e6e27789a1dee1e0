import { verify } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { daysAfter, minutesAfter, NOON } from "../support/times";
import { startFakeAcquiring } from "./mono/acquiring";
import { type Received, startReceiver } from "./mono/receiver";

const TOKEN = "a test merchant";

test("an invoice is paid on its page, and the webhooks of it are signed with the published key", async () => {
  const { fake, api, shop } = await aBank();
  const { invoiceId, pageUrl } = await aBill(api, { webHookUrl: shop.url });
  expect(await status(api, invoiceId)).toEqual({
    invoiceId,
    status: "created",
    amount: 40_000,
    ccy: 980,
    finalAmount: 0,
    createdDate: "2026-03-02T12:00:00Z",
    modifiedDate: "2026-03-02T12:00:00Z",
    reference: "attempt-1",
    destination: "Внесок за <книгу>",
  });

  const page = await (await fetch(pageUrl)).text();
  expect(page).toContain('lang="uk"');
  expect(page).toContain("Тестовий режим");
  expect(page).toContain("Сплатити 400\u00a0₴");
  expect(page).toContain("Внесок за &#60;книгу&#62;");
  const left = await press(pageUrl, "leave");
  expect([left.status, left.headers.get("location")]).toEqual([303, "https://books.example/back"]);
  const paid = await press(pageUrl, "pay");
  expect([paid.status, paid.headers.get("location")]).toEqual([303, "https://books.example/back"]);

  await fake.settled();
  expect(shop.statuses()).toEqual(["processing", "success"]);
  const { body } = await api("GET", "/api/merchant/pubkey");
  const pem = Buffer.from(body.key, "base64").toString();
  expect(pem).toContain("-----BEGIN PUBLIC KEY-----");
  const holds = ({ raw, sign }: Received) => verify("sha256", raw, pem, Buffer.from(sign, "base64"));
  expect(shop.received.map(holds)).toEqual([true, true]);
  expect(await status(api, invoiceId)).toMatchObject({
    status: "success",
    finalAmount: 40_000,
    paymentInfo: { maskedPan: "444403******1902", fee: 520 },
  });
  expect(await (await press(pageUrl, "pay")).text()).toContain("Оплачено");
  expect(fake.sums()).toEqual({
    UAH: { payments: 1, paidMinor: 40_000, refunds: 0, refundedMinor: 0, keptMinor: 40_000, feeMinor: 520 },
  });
});

test("a declined card is told with its reason, and another one may follow on the same page", async () => {
  const { fake, api, shop } = await aBank();
  const { invoiceId, pageUrl } = await aBill(api, { webHookUrl: shop.url });
  expect(await (await press(pageUrl, "decline")).text()).toContain("Оплату відхилено: На картці недостатньо коштів");
  expect(await status(api, invoiceId)).toMatchObject({ status: "failure", errCode: "59", finalAmount: 0 });
  expect(fake.pay(invoiceId)).toBe(true);
  expect(await status(api, invoiceId)).not.toHaveProperty("errCode");
  await fake.settled();
  expect(shop.statuses()).toEqual(["processing", "failure", "processing", "success"]);
});

test("an invoice expires by the clock, and no webhook tells of it", async () => {
  const { fake, api, shop, clock } = await aBank();
  const { invoiceId, pageUrl } = await aBill(api, { webHookUrl: shop.url, validity: 60 });
  const { invoiceId: begun } = await aBill(api, { validity: 60 });
  fake.begin(begun);
  clock.now = minutesAfter(NOON, 1);
  expect(await status(api, invoiceId)).toMatchObject({ status: "expired", modifiedDate: "2026-03-02T12:01:00Z" });
  expect(fake.pay(invoiceId)).toBe(false);
  expect(await (await press(pageUrl, "pay")).text()).toContain("уже не можна сплатити");
  expect(fake.pay(begun)).toBe(true); // what was begun in time may end later
  await fake.settled();
  expect(shop.received).toEqual([]);
  const { invoiceId: longest } = await aBill(api, { validity: 90 * 86_400 });
  clock.now = daysAfter(NOON, 31);
  expect(await status(api, longest)).toMatchObject({ status: "expired" });
});

test("a removed invoice cannot be paid, and one that is being paid cannot be removed", async () => {
  const { fake, api } = await aBank();
  const [removed, begun] = [await aBill(api), await aBill(api)];
  const remove = (invoiceId: string) => api("POST", "/api/merchant/invoice/remove", { invoiceId });
  expect(await remove(removed.invoiceId)).toEqual({ status: 200, body: {} });
  expect(fake.pay(removed.invoiceId)).toBe(false);
  fake.begin(begun.invoiceId);
  expect((await remove(begun.invoiceId)).status).toBe(400);
  expect(fake.pay(begun.invoiceId)).toBe(true);
  expect(await remove("unknown")).toMatchObject({ status: 404, body: { errCode: "NOT_FOUND" } });
});

test("a part is given back, then the rest, and never more", async () => {
  const { fake, api, shop } = await aBank();
  const { invoiceId } = await aBill(api, { webHookUrl: shop.url });
  const cancel = (body: object) => api("POST", "/api/merchant/invoice/cancel", { invoiceId, ...body });
  expect(await cancel({})).toMatchObject({ status: 500, body: { errCode: "CANCEL_NOT_AVAILABLE" } });
  fake.pay(invoiceId);
  expect((await cancel({ amount: 15_000, extRef: "r1" })).body).toEqual({
    status: "success",
    createdDate: "2026-03-02T12:00:00Z",
    modifiedDate: "2026-03-02T12:00:00Z",
  });
  expect(await status(api, invoiceId)).toMatchObject({
    status: "success",
    finalAmount: 25_000,
    cancelList: [{ status: "success", amount: 15_000, ccy: 980, extRef: "r1" }],
  });
  for (const amount of [25_001, 0, -1, 0.5]) {
    expect(await cancel({ amount })).toMatchObject({ status: 400, body: { errCode: "WRONG_CANCEL_AMOUNT" } });
  }
  fake.refund(invoiceId);
  expect(await status(api, invoiceId)).toMatchObject({ status: "reversed", finalAmount: 0 });
  expect(await cancel({})).toMatchObject({ status: 400, body: { errCode: "WRONG_CANCEL_AMOUNT" } });
  await fake.settled();
  expect(shop.statuses()).toEqual(["processing", "success", "success", "reversed"]);
  expect(fake.sums().UAH).toMatchObject({ paidMinor: 40_000, refunds: 2, refundedMinor: 40_000, keptMinor: 0 });
});

test("a refund may take its time, and may fail", async () => {
  const { fake, api } = await aBank();
  const [first, second] = [await aBill(api), await aBill(api)];
  fake.setFaults({ refunds: "processing" });
  for (const { invoiceId } of [first, second]) {
    fake.pay(invoiceId);
    const { body } = await api("POST", "/api/merchant/invoice/cancel", { invoiceId, amount: 30_000 });
    expect(body.status).toBe("processing");
  }
  const tooMuch = { invoiceId: first.invoiceId, amount: 20_000 };
  expect((await api("POST", "/api/merchant/invoice/cancel", tooMuch)).status).toBe(400);
  fake.settleRefunds("failure");
  expect(fake.invoice(first.invoiceId)).toMatchObject({ finalAmount: 40_000, cancelList: [{ status: "failure" }] });
  fake.refund(first.invoiceId);
  expect(fake.invoice(first.invoiceId)).toMatchObject({ status: "reversed" });
});

test("held money is not there yet, and goes back after nine days", async () => {
  const { fake, api, clock } = await aBank();
  const { invoiceId } = await aBill(api, { paymentType: "hold" });
  const { invoiceId: freed } = await aBill(api);
  fake.pay(invoiceId);
  fake.hold(freed);
  expect(await status(api, invoiceId)).toMatchObject({ status: "hold", finalAmount: 0 });
  await api("POST", "/api/merchant/invoice/cancel", { invoiceId: freed });
  expect(await status(api, freed)).toMatchObject({ status: "reversed", finalAmount: 0 });
  clock.now = daysAfter(NOON, 9);
  expect(await status(api, invoiceId)).toMatchObject({ status: "reversed" });
  expect(fake.sums().UAH).toMatchObject({ payments: 0, paidMinor: 0, refunds: 0 });
});

test("what is asked wrongly is refused in the bank's words", async () => {
  const { fake, api } = await aBank();
  const create = (body: object) => api("POST", "/api/merchant/invoice/create", body);
  for (const amount of [0, -5, 1.5, "100", 1e300, undefined]) {
    expect(await create({ amount })).toEqual({
      status: 400,
      body: { errCode: "BAD_REQUEST", errText: "invalid 'amount'" },
    });
  }
  expect(await create({ amount: 100, ccy: 840 })).toMatchObject({ status: 400 });
  expect(await create({ amount: 100, webHookUrl: "file:///etc" })).toMatchObject({ status: 400 });
  const long = { amount: 100, merchantPaymInfo: { destination: "я".repeat(281) } };
  expect(await create(long)).toMatchObject({ body: { errCode: "INVALID_MERCHANT_PAYM_INFO" } });
  expect(await api("GET", "/api/merchant/invoice/create")).toMatchObject({ status: 405 });
  expect(await status(api, "unknown")).toMatchObject({ errCode: "NOT_FOUND" });
  expect((await fetch(`${fake.url}/pay/unknown`)).status).toBe(404);
  const stranger = await fetch(`${fake.url}/api/merchant/pubkey`, { headers: { "X-Token": "another" } });
  expect([stranger.status, await stranger.json()]).toEqual([
    403,
    { errCode: "FORBIDDEN", errText: "invalid 'X-Token'" },
  ]);
  expect((await fetch(`${fake.url}/api/merchant/pubkey`)).status).toBe(400);
  expect(fake.invoices()).toEqual([]);
});

test("the statement has payments of its time, newest first, with what the bank keeps", async () => {
  const { fake, api, clock } = await aBank();
  const bills = [await aBill(api), await aBill(api), await aBill(api), await aBill(api)];
  for (const [nth, { invoiceId }] of bills.slice(0, 3).entries()) {
    clock.now = minutesAfter(NOON, nth);
    fake.pay(invoiceId);
  }
  fake.refund(bills[1]?.invoiceId ?? "", 10_000);
  const from = NOON.getTime() / 1000 + 60;
  const { body } = await api("GET", `/api/merchant/statement?from=${from}`);
  expect(body.list).toMatchObject([
    { invoiceId: bills[2]?.invoiceId, amount: 40_000, profitAmount: 39_480, reference: "attempt-1", cancelList: [] },
    { invoiceId: bills[1]?.invoiceId, status: "success", paymentScheme: "full", cancelList: [{ amount: 10_000 }] },
  ]);
  expect((await api("GET", `/api/merchant/statement?from=${from}&to=${from}`)).body.list).toHaveLength(1);
  expect((await api("GET", "/api/merchant/statement")).status).toBe(400);
});

test("a webhook is tried three times, a lost answer hides a deed, and a refused call did nothing", async () => {
  const { fake, api, shop } = await aBank({ answer: () => 500 });
  fake.planFault("create", "lost");
  fake.planFault("create", "busy");
  fake.planFault("create", "broken");
  await expect(aBill(api)).rejects.toThrow();
  expect(fake.invoices()).toHaveLength(1);
  const create = () => api("POST", "/api/merchant/invoice/create", { amount: 100, webHookUrl: shop.url });
  expect(await create()).toEqual({ status: 429, body: { errCode: "TMR", errText: "too many requests" } });
  expect(await create()).toMatchObject({ status: 500, body: { errCode: "INTERNAL_ERROR" } });
  expect(fake.invoices()).toHaveLength(1);
  const { body } = await create();
  fake.begin(body.invoiceId);
  await fake.settled();
  expect(shop.received).toHaveLength(3);
  expect(fake.deliveries).toMatchObject([{ status: "processing", outcome: "given up", attempts: 3 }]);
  expect(fake.calls.create).toBe(4);
});

test("webhooks are doubled, late, out of their row or never sent, as the plan says", async () => {
  const { fake, api, shop } = await aBank();
  const paid = async (faults: Parameters<typeof fake.setFaults>[0]) => {
    shop.received.length = 0;
    fake.setFaults({ webhookDropped: 0, webhookTwice: 0, webhookReordered: 0, webhookDelayed: 0, lateMs: 40 });
    const { invoiceId } = await aBill(api, { webHookUrl: shop.url });
    fake.begin(invoiceId);
    fake.setFaults(faults);
    fake.pay(invoiceId);
    await fake.settled();
    return shop.statuses();
  };
  expect(await paid({ webhookDropped: 1 })).toEqual(["processing"]);
  expect(await paid({ webhookTwice: 1 })).toEqual(["processing", "success", "success"]);
  const started = performance.now();
  expect(await paid({ webhookDelayed: 1 })).toEqual(["processing", "success"]);
  expect(performance.now() - started).toBeGreaterThan(35);

  shop.received.length = 0;
  const { invoiceId } = await aBill(api, { webHookUrl: shop.url });
  fake.setFaults({ webhookDelayed: 0, webhookReordered: 1 });
  fake.begin(invoiceId);
  fake.setFaults({ webhookReordered: 0 });
  fake.pay(invoiceId);
  await fake.settled();
  expect(shop.statuses()).toEqual(["success", "processing"]);
});

test("the same seed meets the same calls", async () => {
  const story = async (seed: number) => {
    const { fake, api } = await aBank({ seed });
    fake.setFaults({ busy: 0.2, broken: 0.2 });
    const answers = [];
    for (let nth = 0; nth < 20; nth++) answers.push((await api("GET", "/api/merchant/pubkey")).status);
    return answers;
  };
  const first = await story(7);
  expect(new Set(first)).toEqual(new Set([200, 429, 500]));
  expect(await story(7)).toEqual(first);
  expect(await story(8)).not.toEqual(first);
});

test("with a file the book and the key outlive the server, and a new key is another one", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "mono-")), "book.json");
  const before = await aBank({ file });
  const { invoiceId } = await aBill(before.api);
  before.fake.pay(invoiceId);
  const { body } = await before.api("GET", "/api/merchant/pubkey");
  await before.fake.close();

  const after = await aBank({ file });
  expect(await status(after.api, invoiceId)).toMatchObject({ status: "success" });
  expect((await after.api("GET", "/api/merchant/pubkey")).body).toEqual(body);
  after.fake.rotateKey();
  expect((await after.api("GET", "/api/merchant/pubkey")).body).not.toEqual(body);
});

type Api = Awaited<ReturnType<typeof aBank>>["api"];

async function aBank(options: { answer?: () => number; seed?: number; file?: string } = {}) {
  const clock = { now: NOON };
  const shop = await startReceiver(options.answer);
  const { seed, file } = options;
  const fake = await startFakeAcquiring({ token: TOKEN, now: () => clock.now, retryMs: 5, seed, file });
  onTestFinished(async () => {
    await Promise.all([fake.close(), shop.close()]);
  });
  async function api(method: "GET" | "POST", path: string, body?: object) {
    const headers = { "X-Token": TOKEN };
    const response = await fetch(`${fake.url}${path}`, { method, headers, body: body && JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  }
  return { fake, api, shop, clock };
}

async function aBill(api: Api, more: object = {}): Promise<{ invoiceId: string; pageUrl: string }> {
  const answer = await api("POST", "/api/merchant/invoice/create", {
    amount: 40_000,
    merchantPaymInfo: { reference: "attempt-1", destination: "Внесок за <книгу>" },
    redirectUrl: "https://books.example/back",
    ...more,
  });
  expect(answer.status).toBe(200);
  return answer.body;
}

async function status(api: Api, invoiceId: string) {
  return (await api("GET", `/api/merchant/invoice/status?invoiceId=${invoiceId}`)).body;
}

function press(pageUrl: string, act: string) {
  return fetch(pageUrl, { method: "POST", body: new URLSearchParams({ act }), redirect: "manual" });
}

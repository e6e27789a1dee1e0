import { verify } from "node:crypto";
import { expect, test } from "vitest";
import { daysAfter, minutesAfter, NOON } from "../support/times";
import type { Received } from "./mono/receiver";
import { aBank, aBill, press, status } from "./mono/stage";

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

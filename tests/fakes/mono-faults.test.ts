import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aBank, aBill, status } from "./mono/stage";

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
  expect(await paid({ webhookDelayed: 1, lateMs: 400 })).toEqual(["processing", "success"]);
  expect(performance.now() - started).toBeGreaterThan(395);

  shop.received.length = 0;
  const { invoiceId } = await aBill(api, { webHookUrl: shop.url });
  fake.setFaults({ webhookDelayed: 0, webhookReordered: 1, lateMs: 400 });
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

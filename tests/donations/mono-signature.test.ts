import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test, vi } from "vitest";
import { ProviderFault } from "@/lib/donations/card/fault";
import { acquiringClient } from "@/lib/donations/mono/acquiring";
import { readInvoice } from "@/lib/donations/mono/invoice";
import { KEY_ASKED_EVERY_MS, keyKeeper, verifySign } from "@/lib/donations/mono/signature";
import { startFakeAcquiring } from "../fakes/mono/acquiring";
import { startReceiver } from "../fakes/mono/receiver";
import { minutesAfter, NOON } from "../support/times";

const BODY = Buffer.from('{"invoiceId":"i1","status":"success","amount":40000,"ccy":980}');

test("the example in the bank's own documentation holds", () => {
  const date = "2019-08-24T14:15:22Z";
  const refund = { status: "processing", amount: 4200, ccy: 980, createdDate: date, modifiedDate: date };
  const body = {
    invoiceId: "p2_9ZgpZVsl3",
    status: "created",
    failureReason: "string",
    amount: 4200,
    ccy: 980,
    finalAmount: 4200,
    createdDate: date,
    modifiedDate: date,
    reference: "84d0070ee4e44667b31371d8f8813947",
    cancelList: [
      { ...refund, approvalCode: "662476", rrn: "060189181768", extRef: "635ace02599849e981b2cd7a65f417fe" },
    ],
  };
  const raw = Buffer.from(JSON.stringify(body, null, 2));
  const xSign = "MEUCIQC/mVKhi8FKoayul2Mim3E2oaIOCNJk5dEXxTqbkeJSOQIgOM0hsW0qcP2H8iXy1aQYpmY0SJWEaWur7nQXlKDCFxA=";
  const key =
    "LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUZrd0V3WUhLb1pJemowQ0FRWUlLb1pJemowREFRY0RRZ0FFQUc1LzZ3NnZubGJZb0ZmRHlYWE4vS29CbVVjTgo3NWJSUWg4MFBhaEdldnJoanFCQnI3OXNSS0JSbnpHODFUZVQ5OEFOakU1c0R3RmZ5Znhub0ZJcmZBPT0KLS0tLS1FTkQgUFVCTElDIEtFWS0tLS0tCg==";
  expect(verifySign(raw, xSign, key)).toBe(true);
  expect(readInvoice(raw)).toMatchObject({ status: "created", amountMinor: 4200, modifiedAt: new Date(date) });
  expect(verifySign(Buffer.from(JSON.stringify(body)), xSign, key)).toBe(false);
});

test("an altered body, another's signature, another kind of key and plain noise do not hold", () => {
  const bank = aKey();
  const good = bank.sign(BODY);
  expect(verifySign(BODY, good, bank.key)).toBe(true);
  const altered = Buffer.from(BODY.toString().replace("40000", "40001"));
  expect(verifySign(altered, good, bank.key)).toBe(false);
  expect(verifySign(BODY, aKey().sign(BODY), bank.key)).toBe(false);
  for (const noise of ["", "AAAA", "not base64!", good.slice(0, -8), good.repeat(100), "ї".repeat(90)]) {
    expect(verifySign(BODY, noise, bank.key)).toBe(false);
  }
  for (const noise of ["", "AAAA", Buffer.from("-----BEGIN PUBLIC KEY-----").toString("base64")]) {
    expect(verifySign(BODY, good, noise)).toBe(false);
  }
  const other = aKey("P-384");
  expect(verifySign(BODY, other.sign(BODY), other.key)).toBe(false);
});

test("the key is asked for once and kept", async () => {
  const bank = aKey();
  const fetchKey = vi.fn(async () => bank.key);
  const keeper = keyKeeper(fetchKey);
  expect(await keeper.verify(BODY, bank.sign(BODY), NOON)).toBe(true);
  expect(await keeper.verify(BODY, bank.sign(BODY), minutesAfter(NOON, 999))).toBe(true);
  expect(fetchKey).toHaveBeenCalledTimes(1);
});

test("a changed key is learnt from the first signature that does not hold", async () => {
  const [old, next] = [aKey(), aKey()];
  const fetchKey = vi.fn(async () => next.key).mockResolvedValueOnce(old.key);
  const keeper = keyKeeper(fetchKey);
  expect(await keeper.verify(BODY, old.sign(BODY), NOON)).toBe(true);
  expect(await keeper.verify(BODY, next.sign(BODY), minutesAfter(NOON, 5))).toBe(true);
  expect(await keeper.verify(BODY, old.sign(BODY), minutesAfter(NOON, 7))).toBe(false);
});

test("hundreds of forged webhooks make one call a minute", async () => {
  const bank = aKey();
  const fetchKey = vi.fn(async () => bank.key);
  const keeper = keyKeeper(fetchKey);
  await keeper.verify(BODY, bank.sign(BODY), NOON);
  const forged = aKey().sign(BODY);
  const at = new Date(NOON.getTime() + KEY_ASKED_EVERY_MS);
  const held = await Promise.all(Array.from({ length: 200 }, () => keeper.verify(BODY, forged, at)));
  for (let nth = 0; nth < 200; nth++) held.push(await keeper.verify(BODY, forged, new Date(at.getTime() + nth * 250)));
  expect(new Set(held)).toEqual(new Set([false]));
  expect(fetchKey).toHaveBeenCalledTimes(2);
  await keeper.verify(BODY, forged, new Date(at.getTime() + KEY_ASKED_EVERY_MS));
  expect(fetchKey).toHaveBeenCalledTimes(3);
  expect(await keeper.verify(BODY, bank.sign(BODY), at)).toBe(true); // meanwhile the true ones pass
});

test("without a key nobody says yes or no, and the bank is not asked all the time", async () => {
  const bank = aKey();
  const fetchKey = vi.fn(async () => bank.key).mockRejectedValueOnce(new ProviderFault("unreachable", "no answer"));
  const keeper = keyKeeper(fetchKey);
  const sent = bank.sign(BODY);
  await expect(keeper.verify(BODY, sent, NOON)).rejects.toMatchObject({ kind: "unreachable" });
  await expect(keeper.verify(BODY, sent, NOON)).rejects.toMatchObject({ kind: "unreachable" });
  expect(fetchKey).toHaveBeenCalledTimes(1);
  expect(await keeper.verify(BODY, sent, minutesAfter(NOON, 1))).toBe(true);
});

test("webhooks of a bank that changes its key between them hold, and are not held for a forger's", async () => {
  const fake = await startFakeAcquiring({ token: "t", now: () => NOON, retryMs: 5 });
  const shop = await startReceiver();
  try {
    const client = acquiringClient({ token: "t", baseUrl: fake.url });
    const keeper = keyKeeper(client.publicKey);
    const { invoiceId } = await client.createInvoice({
      amountMinor: 5_000,
      reference: "attempt-1",
      destination: "Внесок",
      redirectUrl: "https://books.example/",
      webHookUrl: shop.url,
      validitySeconds: 600,
    });
    fake.begin(invoiceId);
    await fake.settled();
    fake.rotateKey();
    fake.pay(invoiceId);
    await fake.settled();
    const [first, second] = shop.received;
    if (!first || !second) throw new Error("two webhooks were sent");
    expect(await keeper.verify(second.raw, second.sign, NOON)).toBe(true);
    expect(readInvoice(second.raw)).toMatchObject({ invoiceId, status: "success", reference: "attempt-1" });
    expect(await keeper.verify(first.raw, first.sign, minutesAfter(NOON, 1))).toBe(false); // of the key before
    expect(await keeper.verify(first.raw, second.sign, minutesAfter(NOON, 2))).toBe(false);
    expect(fake.calls.pubkey).toBe(3);
  } finally {
    await Promise.all([fake.close(), shop.close()]);
  }
});

function aKey(namedCurve = "P-256") {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
  return {
    key: Buffer.from(publicKey.export({ type: "spki", format: "pem" })).toString("base64"),
    sign: (raw: Uint8Array) => sign("sha256", raw, privateKey).toString("base64"),
  };
}

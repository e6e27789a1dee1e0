import { generateKeyPairSync, sign } from "node:crypto";
import { isNotNull, like } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db, sql } from "@/db/client";
import { providerEvents } from "@/db/schema";
import { cancelClaim } from "@/lib/claims/commands";
import { env } from "@/lib/core/env";
import { compareBooks, takeOverBooks } from "@/lib/donations/card/books";
import { closeClaimPayments, startClaimCheckout } from "@/lib/donations/card/checkout";
import { handleEvents } from "@/lib/donations/card/events";
import { fulfil } from "@/lib/donations/card/fulfil";
import { cardProvidersFor } from "@/lib/donations/card/providers";
import { askOpenAttempts } from "@/lib/donations/card/reconcile";
import { goOnWithRefunds } from "@/lib/donations/card/refunds";
import { takeMonoWebhook } from "@/lib/donations/card/webhooks";
import { refundDonation } from "@/lib/donations/refunds";
import { campaignTotals } from "@/lib/reports/totals";
import { type FakeAcquiring, startFakeAcquiring } from "../../fakes/mono/acquiring";
import { type Received, startReceiver } from "../../fakes/mono/receiver";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../../support/times";
import { aClaim, aStage, expectSound, ledgerOf, statusOf } from "../stage";
import { attemptById, attemptOfClaim, refundsOf } from "./stage";

let bank: FakeAcquiring;
let shop: Awaited<ReturnType<typeof startReceiver>>;
let now = NOON;
/** The bank's clock and ours; an invoice's time to pay in is counted by the wall clock, so that is moved too. */
function at(time: Date): Date {
  now = time;
  vi.setSystemTime(time);
  return time;
}
beforeAll(async () => {
  bank = await startFakeAcquiring({ token: "a test merchant", now: () => now, retryMs: 1 });
  shop = await startReceiver();
  Object.assign(env, { MONO_ACQUIRING_TOKEN: "a test merchant", MONO_API_URL: bank.url, APP_URL: shop.url });
});
afterAll(() => Promise.all([bank.close(), shop.close()]));
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  at(NOON);
  await sql`delete from job_runs`;
});
afterEach(() => {
  vi.useRealTimers();
  bank.setFaults({ refunds: "success" });
});

const aMonoStage = () => aStage({ cards: "mono", memberHoldHours: 1 });
type Campaign = Awaited<ReturnType<typeof aMonoStage>>["campaign"];

async function anInvoice(campaign: Campaign, bookId?: string) {
  const claim = await aClaim(campaign, { now, ...(bookId && { bookId }) });
  const url = await startClaimCheckout(claim.claimant, claim.ref, { lateChoice: "refund", locale: "uk" }, now);
  const attempt = await attemptOfClaim(claim.ref);
  const ref = { communityId: attempt.communityId, attemptId: attempt.id };
  return { ...claim, url, attempt, attemptRef: ref, invoiceId: attempt.providerRef ?? "" };
}
async function aPaidInvoice(campaign: Campaign) {
  const invoice = await anInvoice(campaign);
  bank.pay(invoice.invoiceId);
  await fulfil(invoice.attemptRef, {}, now);
  return invoice;
}
/** The webhooks of an invoice that came to the shop, in the order they came. */
async function webhooksOf(invoiceId: string) {
  await bank.settled();
  return shop.received.filter(({ raw }) => raw.includes(invoiceId));
}
async function hear(hooks: Received[]) {
  for (const { raw, sign } of hooks) await takeMonoWebhook(raw, sign, now);
  await db.update(providerEvents).set({ askAt: now }).where(isNotNull(providerEvents.askAt));
  await handleEvents(now);
}
const cancelsOf = (invoiceId: string) => bank.invoice(invoiceId).cancelList ?? [];

describe("a payment by plata by mono", () => {
  test("confirms its claim in the same step as Stripe's, with the bank's fee", async () => {
    const { communityId, campaign } = await aMonoStage();
    const paying = await anInvoice(campaign);
    expect(bank.invoice(paying.invoiceId)).toMatchObject({
      amount: 40_000,
      ccy: 980,
      reference: paying.attempt.id,
      destination: expect.stringContaining(paying.code),
    });
    bank.pay(paying.invoiceId);
    await hear(await webhooksOf(paying.invoiceId));
    await fulfil(paying.attemptRef, {}, now);
    expect(await statusOf(paying.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    expect(await ledgerOf(communityId)).toEqual([
      { kind: "donation", from: "donors", to: "mono", amountMinor: 40_000 },
      { kind: "fee", from: "mono", to: "fees", amountMinor: 520 },
    ]);
    expect(await campaignTotals(communityId, campaign.id, now)).toMatchObject({ raisedMinor: 40_000 });
    await expectSound(communityId);
  });

  test("that is declined keeps its page, where another card pays", async () => {
    const { communityId, campaign } = await aMonoStage();
    const paying = await anInvoice(campaign);
    bank.decline(paying.invoiceId, "59");
    await hear(await webhooksOf(paying.invoiceId));
    expect(await attemptById(paying.attempt.id)).toMatchObject({ status: "open", url: paying.url });
    const again = await startClaimCheckout(paying.claimant, paying.ref, { lateChoice: "refund", locale: "uk" }, now);
    expect(again).toBe(paying.url);
    at(minutesAfter(NOON, 3));
    bank.pay(paying.invoiceId);
    await hear(await webhooksOf(paying.invoiceId));
    expect(await statusOf(paying.ref)).toMatchObject({ claim: "confirmed" });
    await expectSound(communityId);
  });

  test("that nobody made is found over by asking, since the bank does not tell", async () => {
    const { communityId, campaign } = await aMonoStage();
    const left = await anInvoice(campaign);
    const declined = await anInvoice(campaign);
    bank.decline(declined.invoiceId);
    at(minutesAfter(NOON, 36));
    expect(await webhooksOf(left.invoiceId)).toEqual([]);
    await askOpenAttempts(now);
    for (const { attempt } of [left, declined])
      expect(await attemptById(attempt.id)).toMatchObject({ status: "expired", url: null, askAt: null });
    await expectSound(communityId);
  });

  test("is closed before its claim is let go, and one that was paid meanwhile stays", async () => {
    const { communityId, campaign } = await aMonoStage();
    const left = await anInvoice(campaign);
    await closeClaimPayments(left.ref, now);
    expect(bank.pay(left.invoiceId), "the first page takes no money").toBe(false);
    await cancelClaim(left.claimant, left.ref, undefined, now);

    const paid = await anInvoice(campaign);
    bank.pay(paid.invoiceId);
    await closeClaimPayments(paid.ref, now);
    expect(await statusOf(paid.ref)).toMatchObject({ claim: "confirmed" });

    const silent = await anInvoice(campaign);
    bank.planFault("status", "broken");
    await expect(closeClaimPayments(silent.ref, now)).rejects.toMatchObject({ code: "donations.providerSilent" });
    expect(await statusOf(silent.ref)).toMatchObject({ claim: "held" });
    await expectSound(communityId);
  });

  test("whose making was not heard of is made again, and the first invoice is nobody's", async () => {
    const { communityId, campaign } = await aMonoStage();
    const claim = await aClaim(campaign, { now });
    bank.planFault("create", "lost");
    const start = () => startClaimCheckout(claim.claimant, claim.ref, { lateChoice: "refund", locale: "uk" }, now);
    await expect(start()).rejects.toMatchObject({ code: "donations.providerSilent" });
    const url = await start();
    const attempt = await attemptOfClaim(claim.ref);
    expect(url).toContain(attempt.providerRef ?? "none");
    const made = bank.invoices().filter(({ reference }) => reference === attempt.id);
    expect(made).toHaveLength(2);
    await expectSound(communityId);
  });

  test("is not offered in a currency the bank does not take", () => {
    expect(cardProvidersFor("UAH")).toContain("mono");
    expect(cardProvidersFor("EUR")).not.toContain("mono");
  });
});

describe("a webhook of the bank", () => {
  const keptOf = (invoiceId: string) => db.$count(providerEvents, like(providerEvents.eventId, `${invoiceId}%`));

  test("that was forged, altered or not signed changes nothing and is not kept", async () => {
    const { communityId, campaign } = await aMonoStage();
    const paying = await anInvoice(campaign);
    bank.begin(paying.invoiceId);
    const [hook] = await webhooksOf(paying.invoiceId);
    if (!hook) throw new Error("The bank told nothing");
    const told = hook.raw.toString();
    const altered = told.replace('"processing"', '"success"');
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const forged = sign("sha256", Buffer.from(altered), privateKey).toString("base64");
    for (const [raw, signature] of [
      [altered, hook.sign],
      [altered, forged],
      [told, "not base64 at all"],
      [told, null],
      [`${told} `, hook.sign],
    ] as const)
      await expect(takeMonoWebhook(Buffer.from(raw), signature, now)).rejects.toMatchObject({
        code: "donations.webhookForged",
      });
    expect(await keptOf(paying.invoiceId)).toBe(0);
    expect(await statusOf(paying.ref)).toMatchObject({ claim: "held" });
    await expectSound(communityId);
  });

  test("comes in any order and often: the bank's latest word stands", async () => {
    const { communityId, campaign } = await aMonoStage();
    const paying = await anInvoice(campaign);
    bank.begin(paying.invoiceId);
    at(minutesAfter(NOON, 1));
    bank.decline(paying.invoiceId);
    at(minutesAfter(NOON, 2));
    bank.pay(paying.invoiceId);
    const hooks = await webhooksOf(paying.invoiceId);
    expect(hooks.length).toBeGreaterThanOrEqual(3);
    await hear([...hooks].reverse());
    await hear([...hooks, ...hooks]);
    expect(await statusOf(paying.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    expect(await attemptById(paying.attempt.id)).toMatchObject({ status: "paid", changedAt: minutesAfter(NOON, 2) });
    expect((await ledgerOf(communityId)).map(({ kind }) => kind)).toEqual(["donation", "fee"]);
    await expectSound(communityId);
  });

  test("signed with the bank's new key is taken after the key was asked for again", async () => {
    const { communityId, campaign } = await aMonoStage();
    const paying = await anInvoice(campaign);
    at(hoursAfter(NOON, 0.5));
    bank.rotateKey();
    bank.pay(paying.invoiceId);
    await hear(await webhooksOf(paying.invoiceId));
    expect(await statusOf(paying.ref)).toMatchObject({ claim: "confirmed" });
    await expectSound(communityId);
  });
});

describe("a refund by the bank", () => {
  const back = (treasurer: Parameters<typeof refundDonation>[0], code: string, amountMinor?: number) =>
    refundDonation(treasurer, { code, reason: "Донор передумав", amountMinor }, now);

  test("goes back in parts and whole, each under its own name", async () => {
    const { communityId, campaign, treasurer } = await aMonoStage();
    const paid = await aPaidInvoice(campaign);
    await back(treasurer, paid.code, 10_000);
    expect(await statusOf(paid.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    await back(treasurer, paid.code);
    expect(await statusOf(paid.ref)).toEqual({ claim: "refunded", donation: "refunded" });
    const rows = await refundsOf(communityId);
    expect(cancelsOf(paid.invoiceId)).toMatchObject(
      rows.map(({ id, amountMinor }) => ({ extRef: id, amount: amountMinor, status: "success" })),
    );
    await expectSound(communityId);
  });

  test.each([
    ["is lost after it was done", "lost", 1],
    ["is a 500 before anything was done", "broken", 0],
    ["is that we ask too often", "busy", 0],
  ] as const)("whose answer %s is never made twice", async (_, trouble, made) => {
    const { communityId, campaign, treasurer } = await aMonoStage();
    const paid = await aPaidInvoice(campaign);
    bank.planFault("cancel", trouble);
    await back(treasurer, paid.code, 15_000);
    expect(cancelsOf(paid.invoiceId)).toHaveLength(made);
    await expectSound(communityId);
    at(minutesAfter(NOON, 5));
    bank.planFault("status", "broken"); // and it cannot be looked at either
    await goOnWithRefunds(now);
    expect(cancelsOf(paid.invoiceId)).toHaveLength(made);
    at(minutesAfter(NOON, 30));
    await Promise.all([goOnWithRefunds(now), goOnWithRefunds(now)]);
    expect(await refundsOf(communityId)).toMatchObject([{ status: "done", amountMinor: 15_000 }]);
    expect(cancelsOf(paid.invoiceId)).toHaveLength(1);
    await expectSound(communityId);
  });

  test("that the bank is at, then does or cannot do", async () => {
    const { communityId, campaign, treasurer } = await aMonoStage();
    for (const outcome of ["success", "failure"] as const) {
      bank.setFaults({ refunds: "processing" });
      const paid = await aPaidInvoice(campaign);
      await back(treasurer, paid.code);
      expect(await statusOf(paid.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
      bank.settleRefunds(outcome);
      at(minutesAfter(now, 20));
      await goOnWithRefunds(now);
      const ends = outcome === "success" ? "refunded" : "confirmed";
      expect(await statusOf(paid.ref)).toEqual({ claim: ends, donation: ends });
      await expectSound(communityId);
    }
    bank.setFaults({ refunds: "failure" });
    const refused = await aPaidInvoice(campaign);
    await back(treasurer, refused.code);
    expect((await refundsOf(communityId)).map(({ status }) => status)).toEqual(["done", "failed", "failed"]);
    await expectSound(communityId);
  });

  test("made in the bank's own cabinet arrives by its webhook, beside ours", async () => {
    const { communityId, campaign, treasurer } = await aMonoStage();
    const paid = await aPaidInvoice(campaign);
    await back(treasurer, paid.code, 10_000);
    at(minutesAfter(NOON, 10));
    bank.refund(paid.invoiceId, 5_000);
    await hear(await webhooksOf(paid.invoiceId));
    await hear(await webhooksOf(paid.invoiceId));
    expect(await refundsOf(communityId)).toMatchObject([
      { cause: "person", amountMinor: 10_000, status: "done" },
      { cause: "provider", amountMinor: 5_000, status: "done" },
    ]);
    await expectSound(communityId);
  });
});

describe("the bank's books", () => {
  test("heal what was lost, and say the same as the ledger, also of a refund weeks after its payment", async () => {
    const { communityId, campaign, treasurer } = await aMonoStage();
    const lost = await anInvoice(campaign);
    bank.pay(lost.invoiceId);
    const paid = await aPaidInvoice(campaign);
    at(hoursAfter(NOON, 2));
    await takeOverBooks(now);
    expect(await statusOf(lost.ref)).toMatchObject({ claim: "confirmed" });
    expect((await compareBooks(treasurer)).differences).toEqual([]);
    at(daysAfter(NOON, 10));
    await refundDonation(treasurer, { code: paid.code, reason: "Донор передумав", amountMinor: 7_000 }, now);
    bank.refund(lost.invoiceId, 4_000); // and nobody told us
    at(daysAfter(NOON, 11));
    await takeOverBooks(now);
    const books = await compareBooks(treasurer);
    expect(books.lines.map(({ kind, providerMinor, ledgerMinor }) => [kind, providerMinor, ledgerMinor])).toEqual([
      ["payments", 80_000, 80_000],
      ["refunds", -11_000, -11_000],
      ["fees", -1_040, -1_040],
    ]);
    expect(books.differences).toEqual([]);
    await expectSound(communityId);
  });
});

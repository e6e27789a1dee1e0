import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, sql } from "@/db/client";
import { providerTransactions } from "@/db/schema";
import { type Books, compareBooks, compareNow, takeOverBooks } from "@/lib/donations/card/books";
import { fulfil } from "@/lib/donations/card/fulfil";
import { goOnWithRefunds } from "@/lib/donations/card/refunds";
import { refundDonation } from "@/lib/donations/refunds";
import { runDueJobs } from "@/lib/jobs/schedule";
import type { FakeStripe } from "../../fakes/stripe/start";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../../support/times";
import { aClaim, expectSound, ledgerOf, statusOf } from "../stage";
import { aCardStage, aCheckout, attemptById, type Clock, hearStripe, openFakeStripe, refundsOf } from "./stage";

const clock: Clock = { now: NOON };
let stripe: FakeStripe;
beforeAll(async () => {
  stripe = await openFakeStripe(clock);
});
afterAll(() => stripe.close());
let day = 0;
beforeEach(async () => {
  clock.now = daysAfter(NOON, day++ % 20); // each test has its own evening to compare at
  stripe.faults.clear();
  stripe.feesComeLater = false;
  await sql`delete from job_runs`;
});

type Campaign = Awaited<ReturnType<typeof aCardStage>>["campaign"];
/** Paid at Stripe, and nobody has told us. */
async function aLostPayment(campaign: Campaign, card?: string) {
  const paying = await aCheckout(stripe, campaign, { now: clock.now });
  stripe.pay(paying.sessionId, card);
  return paying;
}
async function aPaidCard(campaign: Campaign, card?: string) {
  const paying = await aLostPayment(campaign, card);
  await fulfil({ communityId: paying.attempt.communityId, attemptId: paying.attempt.id }, {}, clock.now);
  return paying;
}
const waitHours = (hours: number) => {
  clock.now = hoursAfter(clock.now, hours);
  return clock.now;
};
const sums = ({ lines }: Books) =>
  lines.map(({ provider, currency, kind, providerMinor, ledgerMinor }) => [
    `${provider} ${currency} ${kind}`,
    providerMinor,
    ledgerMinor,
  ]);
/** The id of the line that a payment has in Stripe's books. */
function balanceLineOf(sessionId: string): string {
  const intent = stripe.object(String(stripe.session(sessionId)?.payment_intent)) as { latest_charge: string };
  const charge = stripe.object(intent.latest_charge) as { balance_transaction: string };
  return charge.balance_transaction;
}

describe("taking over Stripe's books", () => {
  test("heals a payment, a refund and a dispute of which every event was lost, and their fees, once", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const [plain, back, disputed] = [
      await aLostPayment(campaign),
      await aLostPayment(campaign),
      await aLostPayment(campaign),
    ];
    stripe.refund(back.sessionId, 10_000);
    stripe.dispute(disputed.sessionId);
    waitHours(2);
    const outcomes = await takeOverBooks(clock.now);
    expect(new Set(outcomes.map(({ donation }) => donation.code))).toEqual(
      new Set([plain.code, back.code, disputed.code]),
    );
    expect(await statusOf(plain.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    expect(await statusOf(back.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    expect(await statusOf(disputed.ref)).toEqual({ claim: "confirmed", donation: "disputed" });
    const books = await compareBooks(treasurer);
    expect(books.upTo).toEqual(clock.now);
    expect(sums(books)).toEqual([
      ["stripe UAH payments", 120_000, 120_000],
      ["stripe UAH refunds", -10_000, -10_000],
      ["stripe UAH disputes", -40_000, -40_000],
      ["stripe UAH fees", -5_070, -5_070],
    ]);
    expect(books.differences).toEqual([]);
    await expectSound(communityId);

    const before = await ledgerOf(communityId);
    await Promise.all([takeOverBooks(waitHours(1)), takeOverBooks(clock.now)]);
    await hearStripe(stripe, clock.now);
    expect(await ledgerOf(communityId)).toEqual(before);
    expect((await compareBooks(treasurer)).differences).toEqual([]);
    await expectSound(communityId);
  });

  test("posts a fee that Stripe had not known when the payment came, once", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    stripe.feesComeLater = true;
    const paid = await aPaidCard(campaign);
    await hearStripe(stripe, clock.now);
    expect((await ledgerOf(communityId)).map(({ kind }) => kind)).toEqual(["donation"]);
    stripe.settleFees();
    waitHours(3);
    await Promise.all([takeOverBooks(clock.now), takeOverBooks(clock.now)]);
    await takeOverBooks(waitHours(1));
    expect(await ledgerOf(communityId)).toMatchObject([{ kind: "donation" }, { kind: "fee", amountMinor: 1_190 }]);
    expect((await compareBooks(treasurer)).differences).toEqual([]);
    expect(await statusOf(paid.ref)).toMatchObject({ donation: "confirmed" });
    await expectSound(communityId);
  });

  test("one payment that cannot be asked about does not stand in the way of others, and is healed the next time", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const first = await aLostPayment(campaign);
    const second = await aLostPayment(campaign);
    waitHours(1);
    stripe.faults.next("serverError", { on: `GET /v1/checkout/sessions/${first.sessionId}`, times: 2 });
    await takeOverBooks(clock.now);
    expect(await statusOf(first.ref)).toMatchObject({ donation: "pledged" });
    expect(await statusOf(second.ref)).toMatchObject({ donation: "confirmed" });
    expect((await compareBooks(treasurer)).upTo, "a part is no comparison").toBeNull();
    await takeOverBooks(waitHours(1));
    expect(await statusOf(first.ref)).toMatchObject({ donation: "confirmed" });
    expect(await compareBooks(treasurer)).toMatchObject({ upTo: clock.now, differences: [] });
    await expectSound(communityId);
  });

  test("runs every night, and a night without Stripe leaves the last comparison as it was", async () => {
    const { campaign, treasurer, communityId } = await aCardStage();
    await aPaidCard(campaign);
    waitHours(1);
    await runDueJobs(clock.now);
    const evening = clock.now;
    expect(await compareBooks(treasurer)).toMatchObject({ upTo: evening, differences: [] });
    waitHours(1);
    await aPaidCard(campaign);
    stripe.faults.set({ serverError: { share: 1, on: "balance_transactions" } });
    await runDueJobs(waitHours(25));
    const books = await compareBooks(treasurer);
    expect(books).toMatchObject({ upTo: evening, differences: [] });
    expect(sums(books)[0]).toEqual(["stripe UAH payments", 40_000, 40_000]);
    await expectSound(communityId);
  });
});

describe("the comparison", () => {
  test("leaves out what moved since, and what is on its way back, until the next time", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aPaidCard(campaign);
    const slow = await aPaidCard(campaign, "4000 0000 0000 7726");
    waitHours(1);
    await takeOverBooks(clock.now);
    waitHours(1);
    await refundDonation(treasurer, { code: paid.code, reason: "Донор передумав" }, clock.now);
    await refundDonation(treasurer, { code: slow.code, reason: "Донор передумав", amountMinor: 5_000 }, clock.now);
    await aPaidCard(campaign);
    expect((await compareBooks(treasurer)).differences).toEqual([]);
    await takeOverBooks(waitHours(1));
    const books = await compareBooks(treasurer);
    expect(sums(books)).toEqual([
      ["stripe UAH payments", 80_000, 80_000],
      ["stripe UAH refunds", -40_000, -40_000],
      ["stripe UAH fees", -2_380, -2_380],
    ]);
    expect(books.differences).toEqual([]);
    const pending = (await refundsOf(communityId)).find(({ status }) => status === "sent");
    stripe.settleRefund(pending?.providerRef ?? "", true);
    await goOnWithRefunds(waitHours(1));
    await takeOverBooks(waitHours(1));
    expect(sums(await compareBooks(treasurer))[1]).toEqual(["stripe UAH refunds", -45_000, -45_000]);
    await expectSound(communityId);
  });

  test("a refund that failed after all is nothing in both", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aPaidCard(campaign);
    await refundDonation(treasurer, { code: paid.code, reason: "Донор передумав" }, clock.now);
    waitHours(1);
    stripe.settleRefund(String((await refundsOf(communityId))[0]?.providerRef), false);
    await hearStripe(stripe, clock.now);
    await takeOverBooks(waitHours(1));
    const books = await compareBooks(treasurer);
    expect(sums(books)[1]).toEqual(["stripe UAH refunds", 0, 0]);
    expect(books.differences).toEqual([]);
    await expectSound(communityId);
  });

  test("lists a real difference: a row that the ledger lacks, and money that is not what was asked", async () => {
    const { campaign, treasurer, communityId } = await aCardStage();
    await aPaidCard(campaign);
    stripe.feesComeLater = true;
    const short = await aPaidCard(campaign);
    stripe.settleFees();
    stripe.feesComeLater = false;
    // as if Stripe's line had been taken over and the ledger's row of its fee had not been written
    await db.insert(providerTransactions).values({
      communityId,
      provider: "stripe",
      id: balanceLineOf(short.sessionId),
      attemptId: short.attempt.id,
      kind: "donation",
      amountMinor: 40_000,
      feeMinor: 1_190,
      currency: "UAH",
      at: clock.now,
    });
    const odd = await aLostPayment(campaign);
    await sql`update payment_attempts set amount_minor = 30000 where id = ${odd.attempt.id}`;
    waitHours(1);
    await takeOverBooks(clock.now);
    expect(await attemptById(odd.attempt.id)).toMatchObject({ status: "odd", problem: "40000 UAH" });
    const books = await compareBooks(treasurer);
    expect(books.differences).toMatchObject([
      { code: odd.code, provider: "stripe", currency: "UAH", providerMinor: 38_810, ledgerMinor: 0, paidAt: null },
      { code: short.code, providerMinor: 38_810, ledgerMinor: 40_000, paidAt: expect.any(Date) },
    ]);
    expect(sums(books)).toEqual([
      ["stripe UAH payments", 120_000, 80_000],
      ["stripe UAH fees", -3_570, -1_190],
    ]);
  });

  test("is seen by those who see money, made anew by a treasurer once a minute, and of one's own community", async () => {
    const { campaign, treasurer, organizer, communityId } = await aCardStage();
    const elsewhere = await aCardStage();
    await aPaidCard(campaign);
    const claim = await aClaim(campaign);
    waitHours(1);
    for (const actor of [organizer, claim.claimant])
      await expect(compareNow(actor, clock.now)).rejects.toMatchObject({ code: "identity.notAllowed" });
    await expect(compareBooks(claim.claimant)).rejects.toMatchObject({ code: "identity.notAllowed" });
    await compareNow(treasurer, clock.now);
    expect((await compareBooks(organizer)).lines).toHaveLength(2);
    expect((await compareBooks(elsewhere.treasurer)).lines).toEqual([]);
    await expect(compareNow(treasurer, minutesAfter(clock.now, 1))).rejects.toMatchObject({ code: "identity.tooMany" });
    stripe.faults.set({ serverError: { share: 1, on: "balance_transactions" } });
    await expect(compareNow(elsewhere.treasurer, minutesAfter(clock.now, 2))).rejects.toMatchObject({
      code: "donations.providerSilent",
    });
    expect((await compareBooks(treasurer)).upTo).toEqual(clock.now);
    await expectSound(communityId);
  });
});

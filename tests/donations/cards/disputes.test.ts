import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { receiveBook } from "@/lib/claims/commands";
import { fulfil } from "@/lib/donations/card/fulfil";
import { goOnWithRefunds } from "@/lib/donations/card/refunds";
import { findDonation } from "@/lib/donations/queries";
import { refundDonation } from "@/lib/donations/refunds";
import { campaignTotals } from "@/lib/reports/totals";
import type { FakeStripe } from "../../fakes/stripe/start";
import { daysAfter, minutesAfter, NOON } from "../../support/times";
import { expectSound, ledgerOf, statusOf, toldTo } from "../stage";
import { aCardStage, aCheckout, type Clock, hearStripe, openFakeStripe, refundsOf } from "./stage";

const clock: Clock = { now: NOON };
let stripe: FakeStripe;
beforeAll(async () => {
  stripe = await openFakeStripe(clock);
});
afterAll(() => stripe.close());
beforeEach(() => {
  clock.now = NOON;
  stripe.faults.clear();
});

async function aPaidCard(campaign: Parameters<typeof aCheckout>[1], card?: string) {
  const paying = await aCheckout(stripe, campaign, { now: clock.now });
  stripe.pay(paying.sessionId, card);
  await fulfil({ communityId: paying.attempt.communityId, attemptId: paying.attempt.id }, {}, clock.now);
  return paying;
}
const kindsOf = async (communityId: string) => (await ledgerOf(communityId)).map(({ kind }) => kind);

describe("a refund made in Stripe's dashboard", () => {
  test("arrives by its event, all or a part, once", async () => {
    const { communityId, campaign } = await aCardStage();
    const paid = await aPaidCard(campaign);
    stripe.refund(paid.sessionId, 15_000);
    clock.now = minutesAfter(NOON, 1);
    await hearStripe(stripe, clock.now);
    await hearStripe(stripe, clock.now);
    expect(await refundsOf(communityId)).toMatchObject([{ cause: "provider", status: "done", amountMinor: 15_000 }]);
    expect(await statusOf(paid.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    stripe.refund(paid.sessionId);
    await hearStripe(stripe, minutesAfter(NOON, 2));
    expect(await refundsOf(communityId)).toMatchObject([{ amountMinor: 15_000 }, { amountMinor: 25_000 }]);
    expect(await statusOf(paid.ref)).toEqual({ claim: "refunded", donation: "refunded" });
    expect(await campaignTotals(communityId, campaign.id, clock.now)).toMatchObject({ raisedMinor: 0 });
    await expectSound(communityId);
  });
});

describe("a dispute", () => {
  test("takes the money and a fee, keeps the book, and is told to treasurers with the day to answer by", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aPaidCard(campaign);
    stripe.dispute(paid.sessionId);
    await hearStripe(stripe, clock.now);
    await hearStripe(stripe, clock.now);
    expect(await statusOf(paid.ref)).toEqual({ claim: "confirmed", donation: "disputed" });
    expect(await ledgerOf(communityId)).toMatchObject([
      { kind: "donation" },
      { kind: "fee" },
      { kind: "fee", from: "stripe", amountMinor: 1_500 },
      { kind: "dispute", from: "stripe", to: "donors", amountMinor: 40_000 },
    ]);
    expect((await toldTo(treasurer)).filter((kind) => kind === "dispute_opened")).toHaveLength(1);
    expect(await findDonation(treasurer, paid.code, clock.now)).toMatchObject({
      status: "disputed",
      standingMinor: 0,
      refundableMinor: 0,
      dispute: { amountMinor: 40_000, answerBy: daysAfter(NOON, 7) },
    });
    await expect(
      refundDonation(treasurer, { code: paid.code, reason: "Так простіше" }, clock.now),
    ).rejects.toMatchObject({ code: "donations.notAllowedNow" });
    await expectSound(communityId);
  });

  test("that is won brings the money back, without its fee", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aPaidCard(campaign);
    const { id } = stripe.dispute(paid.sessionId);
    await hearStripe(stripe, clock.now);
    stripe.closeDispute(id, "won");
    clock.now = daysAfter(NOON, 20);
    await hearStripe(stripe, clock.now);
    await hearStripe(stripe, clock.now);
    expect(await statusOf(paid.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    expect(await kindsOf(communityId)).toEqual(["donation", "fee", "fee", "dispute", "dispute_won"]);
    expect(await campaignTotals(communityId, campaign.id, clock.now)).toMatchObject({ raisedMinor: 40_000 });
    expect((await findDonation(treasurer, paid.code, clock.now))?.dispute).toBeNull();
    await expectSound(communityId);
  });

  test("that is lost is money gone: the book is free, unless it was handed over", async () => {
    const { communityId, campaign } = await aCardStage();
    const kept = await aPaidCard(campaign);
    const handed = await aPaidCard(campaign);
    await receiveBook(handed.claimant, handed.ref, clock.now);
    for (const { sessionId } of [kept, handed]) stripe.closeDispute(stripe.dispute(sessionId).id, "lost");
    await hearStripe(stripe, clock.now);
    await hearStripe(stripe, clock.now);
    expect(await statusOf(kept.ref)).toEqual({ claim: "refunded", donation: "refunded" });
    expect(await statusOf(handed.ref)).toEqual({ claim: "fulfilled", donation: "refunded" });
    expect(await campaignTotals(communityId, campaign.id, clock.now)).toMatchObject({ raisedMinor: 0 });
    await expectSound(communityId);
  });

  test.each(["won", "lost"] as const)("of a part that is %s leaves the rest and the book", async (outcome) => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aPaidCard(campaign);
    const { id } = stripe.dispute(paid.sessionId, 10_000);
    await hearStripe(stripe, clock.now);
    expect(await findDonation(treasurer, paid.code, clock.now)).toMatchObject({
      status: "disputed",
      standingMinor: 30_000,
    });
    await expectSound(communityId);
    stripe.closeDispute(id, outcome);
    await hearStripe(stripe, clock.now);
    await hearStripe(stripe, clock.now);
    expect(await statusOf(paid.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    const raisedMinor = outcome === "won" ? 40_000 : 30_000;
    expect(await campaignTotals(communityId, campaign.id, clock.now)).toMatchObject({ raisedMinor, donations: 1 });
    await expectSound(communityId);
  });

  test("of what is left after a refund is only of that", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aPaidCard(campaign);
    await refundDonation(treasurer, { code: paid.code, reason: "Частина", amountMinor: 10_000 }, clock.now);
    stripe.closeDispute(stripe.dispute(paid.sessionId).id, "lost");
    await hearStripe(stripe, clock.now);
    expect(await statusOf(paid.ref)).toEqual({ claim: "refunded", donation: "refunded" });
    await expectSound(communityId);
  });

  test("that comes before a refund reached Stripe stops the refund, and treasurers are told of both", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aPaidCard(campaign);
    stripe.faults.next("serverError", { on: "POST /v1/refunds", times: 2 });
    await refundDonation(treasurer, { code: paid.code, reason: "Донор передумав" }, clock.now);
    stripe.dispute(paid.sessionId);
    await hearStripe(stripe, clock.now);
    clock.now = minutesAfter(NOON, 5);
    await goOnWithRefunds(clock.now);
    expect(await refundsOf(communityId)).toMatchObject([{ status: "failed", problem: "charge_disputed" }]);
    expect(await statusOf(paid.ref)).toMatchObject({ donation: "disputed" });
    expect(await toldTo(treasurer)).toEqual(expect.arrayContaining(["refund_failed", "dispute_opened"]));
    await expectSound(communityId);
  });

  test("of money whose refund is with the bank already is dealt with when both have ended", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aPaidCard(campaign, "4000 0000 0000 7726");
    await refundDonation(treasurer, { code: paid.code, reason: "Частина", amountMinor: 10_000 }, clock.now);
    const { id } = stripe.dispute(paid.sessionId); // of the 300 ₴ that are left
    await hearStripe(stripe, clock.now);
    await expectSound(communityId);
    const [refund] = await refundsOf(communityId);
    stripe.settleRefund(refund?.providerRef ?? "", true);
    await hearStripe(stripe, clock.now);
    await expectSound(communityId);
    stripe.closeDispute(id, "lost");
    await hearStripe(stripe, clock.now);
    expect(await statusOf(paid.ref)).toEqual({ claim: "refunded", donation: "refunded" });
    await expectSound(communityId);
  });
});

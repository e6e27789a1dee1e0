import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sql } from "@/db/client";
import { receiveBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { closePayment, fulfil } from "@/lib/donations/card/fulfil";
import { goOnWithRefunds } from "@/lib/donations/card/refunds";
import { undoConfirmation } from "@/lib/donations/commands";
import { decideWithoutBook } from "@/lib/donations/decide";
import { deskDonations, findDonation } from "@/lib/donations/queries";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import type { PersonActor } from "@/lib/identity/actor";
import { campaignTotals } from "@/lib/reports/totals";
import type { FakeStripe } from "../../fakes/stripe/start";
import { aTreasurer } from "../../support/factories";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../../support/times";
import { aClaim, aTransfer, expectSound, ledgerOf, statusOf, toldTo } from "../stage";
import { aCardStage, aCheckout, type Clock, hearStripe, openFakeStripe, refundsOf } from "./stage";

const PENDING = "4000 0000 0000 7726";

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

type Stage = Awaited<ReturnType<typeof aCardStage>>;
const back = (actor: PersonActor, code: string, more: object = {}) =>
  refundDonation(actor, { code, reason: "Донор передумав", ...more }, clock.now);

/** 400 ₴ by card, confirmed. */
async function aPaidCard(campaign: Stage["campaign"], card?: string) {
  const paying = await aCheckout(stripe, campaign, { now: clock.now });
  stripe.pay(paying.sessionId, card);
  await fulfil({ communityId: paying.attempt.communityId, attemptId: paying.attempt.id }, {}, clock.now);
  return paying;
}
const refundsAt = (sessionId: string) => {
  const payment = stripe.session(sessionId)?.payment_intent;
  return stripe
    .events("refund.created")
    .map(({ data }) => data.object as { id: string; amount: number; payment_intent: string })
    .filter((refund) => refund.payment_intent === payment);
};
const seenOf = async ({ communityId, campaign, treasurer }: Stage, code: string) => {
  const { items } = await deskDonations(treasurer, campaign.id, { state: undefined, q: code, limit: 10 }, clock.now);
  expect(communityId).toBe(campaign.communityId);
  const [row] = items;
  if (!row) throw new Error("The desk does not see it");
  return row;
};

describe("a refund from the desk", () => {
  test("of all goes back to the card, frees the book, and is told to the donor once", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aPaidCard(campaign);
    const outcome = await back(treasurer, paid.code);
    expect(outcome).toMatchObject({ donation: { status: "refunded" }, hasBook: false });
    expect(await statusOf(paid.ref)).toEqual({ claim: "refunded", donation: "refunded" });
    expect(await refundsOf(communityId)).toMatchObject([
      { status: "done", cause: "person", amountMinor: 40_000, actorId: treasurer.personId, reason: "Донор передумав" },
    ]);
    expect(refundsAt(paid.sessionId)).toMatchObject([{ amount: 40_000 }]);
    expect(await ledgerOf(communityId)).toMatchObject([
      { kind: "donation" },
      { kind: "fee" },
      { kind: "refund", from: "stripe", to: "donors", amountMinor: 40_000 },
    ]);
    expect((await toldTo(paid.claimant)).filter((kind) => kind.includes("refund"))).toHaveLength(1);
    expect(await campaignTotals(communityId, campaign.id, clock.now)).toMatchObject({
      raisedMinor: 0,
      donations: 0,
      booksExchanged: 0,
      booksAvailable: 1,
    });
    await hearStripe(stripe, clock.now); // its events say nothing new
    expect(await refundsOf(communityId)).toHaveLength(1);
    await expectSound(communityId);
  });

  test("of parts leaves the book until the last of them, and never gives back more than there is", async () => {
    const stage = await aCardStage();
    const { communityId, campaign, treasurer } = stage;
    const paid = await aPaidCard(campaign);
    await back(treasurer, paid.code, { amountMinor: 10_000 });
    await back(treasurer, paid.code, { amountMinor: 15_000 });
    expect(await statusOf(paid.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    expect(await seenOf(stage, paid.code)).toMatchObject({
      standingMinor: 15_000,
      refundableMinor: 15_000,
      refunds: [
        { amountMinor: 10_000, status: "done" },
        { amountMinor: 15_000, status: "done" },
      ],
    });
    await expect(back(treasurer, paid.code, { amountMinor: 15_001 })).rejects.toMatchObject({
      code: "donations.refundTooLarge",
    });
    for (const amountMinor of [0, -1, 1.5, 1e15])
      await expect(back(treasurer, paid.code, { amountMinor })).rejects.toMatchObject({ code: /donations\.amount/ });
    await expect(back(treasurer, paid.code, { reason: "  " })).rejects.toMatchObject({
      code: "donations.reasonNeeded",
    });
    await back(treasurer, paid.code);
    expect(await statusOf(paid.ref)).toEqual({ claim: "refunded", donation: "refunded" });
    expect(refundsAt(paid.sessionId).map(({ amount }) => amount)).toEqual([10_000, 15_000, 15_000]);
    await expect(back(treasurer, paid.code)).rejects.toMatchObject({ code: "donations.notAllowedNow" });
    await expectSound(communityId);
  });

  test("does not take back a book that was handed over", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aPaidCard(campaign);
    await receiveBook(paid.claimant, paid.ref, clock.now);
    await back(treasurer, paid.code);
    expect(await statusOf(paid.ref)).toEqual({ claim: "fulfilled", donation: "refunded" });
    await expectSound(communityId);
  });

  test("by two treasurers at once goes back once", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const other = await aTreasurer(communityId);
    const paid = await aPaidCard(campaign);
    const both = await Promise.allSettled([back(treasurer, paid.code), back(other, paid.code)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(refundsAt(paid.sessionId)).toHaveLength(1);
    await expectSound(communityId);
  });

  test("clicked twice is one refund: the second click was made on a page that says more than is left", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    for (const card of [undefined, PENDING]) {
      const paid = await aPaidCard(campaign, card);
      const click = () => back(treasurer, paid.code, { amountMinor: 10_000, seenMinor: 40_000 });
      const both = await Promise.allSettled([click(), click()]);
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(both.find(({ status }) => status === "rejected")).toMatchObject({
        reason: { code: "donations.changedMeanwhile" },
      });
      await expect(click()).rejects.toMatchObject({ code: "donations.changedMeanwhile" });
      expect(refundsAt(paid.sessionId)).toHaveLength(1);
    }
    await expectSound(communityId);
  });

  test("is a treasurer's alone, and of another community's money nobody's", async () => {
    const { campaign, organizer, communityId } = await aCardStage();
    const elsewhere = await aCardStage();
    const paid = await aPaidCard(campaign);
    for (const actor of [organizer, paid.claimant])
      await expect(back(actor, paid.code)).rejects.toMatchObject({ code: "identity.notAllowed" });
    await expect(back(elsewhere.treasurer, paid.code)).rejects.toMatchObject({ code: "donations.notFound" });
    expect(refundsAt(paid.sessionId)).toEqual([]);
    await expectSound(communityId);
  });
});

describe("a refund on its way", () => {
  test("is no refund yet; when the bank has done it, the money is gone and the book free", async () => {
    const stage = await aCardStage();
    const { communityId, campaign, treasurer } = stage;
    const paid = await aPaidCard(campaign, PENDING);
    await back(treasurer, paid.code);
    expect(await statusOf(paid.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    expect(await seenOf(stage, paid.code)).toMatchObject({
      standingMinor: 40_000,
      refundableMinor: 0,
      refunds: [{ status: "sent" }],
    });
    await expect(back(treasurer, paid.code)).rejects.toMatchObject({ code: "donations.refundTooLarge" });
    stripe.settleRefund(refundsAt(paid.sessionId)[0]?.id ?? "", true);
    clock.now = minutesAfter(NOON, 20); // no event came
    await goOnWithRefunds(clock.now);
    expect(await refundsOf(communityId)).toMatchObject([{ status: "done", settledAt: clock.now }]);
    expect(await statusOf(paid.ref)).toEqual({ claim: "refunded", donation: "refunded" });
    await expectSound(communityId);
  });

  test("that fails in the end leaves the money where it is, and treasurers hear why", async () => {
    const stage = await aCardStage();
    const { communityId, campaign, treasurer } = stage;
    const paid = await aPaidCard(campaign, PENDING);
    await back(treasurer, paid.code);
    stripe.settleRefund(refundsAt(paid.sessionId)[0]?.id ?? "", false);
    await hearStripe(stripe, clock.now);
    expect(await refundsOf(communityId)).toMatchObject([{ status: "failed", problem: "expired_or_canceled_card" }]);
    expect((await ledgerOf(communityId)).map(({ kind }) => kind)).toEqual(["donation", "fee"]);
    expect(await statusOf(paid.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    expect(await toldTo(treasurer)).toContain("refund_failed");
    expect((await seenOf(stage, paid.code)).refundableMinor).toBe(40_000);
    await expectSound(communityId);
  });

  test("that failed days after it was done is money again, whose book may have gone: people decide anew", async () => {
    const stage = await aCardStage();
    const { communityId, campaign, treasurer } = stage;
    const paid = await aPaidCard(campaign);
    await back(treasurer, paid.code);
    clock.now = daysAfter(NOON, 3);
    stripe.settleRefund(refundsAt(paid.sessionId)[0]?.id ?? "", false);
    await hearStripe(stripe, clock.now);
    await hearStripe(stripe, clock.now);
    expect((await ledgerOf(communityId)).map(({ kind }) => kind)).toEqual([
      "donation",
      "fee",
      "refund",
      "refund_failed",
    ]);
    expect(await statusOf(paid.ref)).toEqual({ claim: "refunded", donation: "confirmed" });
    expect(await campaignTotals(communityId, campaign.id, clock.now)).toMatchObject({ raisedMinor: 40_000 });
    const { items } = await deskDonations(
      treasurer,
      campaign.id,
      { state: "without_book", q: undefined, limit: 5 },
      clock.now,
    );
    expect(items.map(({ code }) => code)).toEqual([paid.code]);
    expect(await toldTo(treasurer)).toContain("refund_failed");
    await expectSound(communityId);
    await decideWithoutBook(treasurer, { code: paid.code, decision: "refund" }, clock.now);
    expect(await statusOf(paid.ref)).toEqual({ claim: "refunded", donation: "refunded" });
    expect(refundsAt(paid.sessionId)).toHaveLength(2);
    await expectSound(communityId);
  });

  test.each([
    ["is not reached", "reset", 2],
    ["asks us to come later", "rateLimited", 2],
    ["does it and its answer is lost", "answerLost", 2],
    ["fails", "serverError", 2],
  ] as const)("while Stripe %s is gone on with until it is done, once", async (_, fault, times) => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aPaidCard(campaign);
    stripe.faults.next(fault, { on: "POST /v1/refunds", times });
    expect(await back(treasurer, paid.code)).toMatchObject({ donation: { status: "confirmed" } });
    expect(await refundsOf(communityId)).toMatchObject([{ status: "requested", tries: 1 }]);
    await expectSound(communityId);
    await goOnWithRefunds(minutesAfter(NOON, 0.5)); // too soon
    expect(refundsAt(paid.sessionId).length).toBe(fault === "answerLost" ? 1 : 0);
    clock.now = minutesAfter(NOON, 5);
    await Promise.all([goOnWithRefunds(clock.now), goOnWithRefunds(clock.now)]);
    await goOnWithRefunds(hoursAfter(clock.now, 1));
    expect(await refundsOf(communityId)).toMatchObject([{ status: "done", problem: null }]);
    expect(refundsAt(paid.sessionId)).toHaveLength(1);
    expect(await statusOf(paid.ref)).toEqual({ claim: "refunded", donation: "refunded" });
    await expectSound(communityId);
  });

  test("an answer that was lost for more than a day is looked for before anything is asked again", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aPaidCard(campaign);
    stripe.faults.next("answerLost", { on: "POST /v1/refunds", times: 2 });
    await back(treasurer, paid.code, { amountMinor: 10_000 });
    clock.now = daysAfter(NOON, 2); // by now Stripe has forgotten the key
    await goOnWithRefunds(clock.now);
    expect(await refundsOf(communityId)).toMatchObject([{ status: "done", amountMinor: 10_000 }]);
    expect(refundsAt(paid.sessionId)).toHaveLength(1);
    await expectSound(communityId);
  });

  test("that Stripe refuses has failed, with its word for it, and treasurers are told", async () => {
    const stage = await aCardStage();
    const { communityId, campaign, treasurer } = stage;
    const paid = await aPaidCard(campaign);
    stripe.refund(paid.sessionId, 30_000); // in the dashboard, and we have not heard of it
    await back(treasurer, paid.code, { amountMinor: 20_000 });
    const rows = await refundsOf(communityId);
    expect(rows.find(({ cause }) => cause === "person")).toMatchObject({ status: "failed", amountMinor: 20_000 });
    expect(await toldTo(treasurer)).toContain("refund_failed");
    await hearStripe(stripe, clock.now);
    expect((await seenOf(stage, paid.code)).standingMinor).toBe(10_000);
    await expectSound(communityId);
  });
});

test("a refund that failed is a task for two weeks, unless it is tried again", async () => {
  const { communityId, campaign, treasurer } = await aCardStage();
  const tasks = async () =>
    (
      await deskDonations(treasurer, campaign.id, { state: "refund_failed", q: undefined, limit: 5 }, clock.now)
    ).items.map(({ code }) => code);
  const [again, old] = [await aPaidCard(campaign), await aPaidCard(campaign)];
  for (const { code, sessionId } of [again, old]) {
    await back(treasurer, code);
    stripe.settleRefund(refundsAt(sessionId)[0]?.id ?? "", false);
  }
  await hearStripe(stripe, clock.now);
  expect((await tasks()).sort()).toEqual([again.code, old.code].sort());
  await back(treasurer, again.code);
  expect(await tasks()).toEqual([old.code]);
  clock.now = daysAfter(NOON, 15);
  expect(await tasks()).toEqual([]);
  await expectSound(communityId);
});

test("money that came twice and could not be sent back waits for a decision, though it has no claim", async () => {
  const { communityId, campaign, treasurer } = await aCardStage();
  const twice = await aCheckout(stripe, campaign);
  await confirmTransfer(treasurer, aTransfer(twice.code), clock.now);
  stripe.pay(twice.sessionId);
  await fulfil({ communityId, attemptId: twice.attempt.id }, {}, clock.now);
  const waiting = async () =>
    (await deskDonations(treasurer, campaign.id, { state: "without_book", q: undefined, limit: 5 }, clock.now)).items;
  expect(await waiting()).toEqual([]);
  stripe.settleRefund(refundsAt(twice.sessionId)[0]?.id ?? "", false);
  await hearStripe(stripe, clock.now);
  const [own] = await waiting();
  expect(own).toMatchObject({ claimId: null, decision: null, standingMinor: 40_000, isWithoutBook: true });
  await decideWithoutBook(treasurer, { code: own?.code ?? "", decision: "keep" }, clock.now);
  expect(await waiting()).toEqual([]);
  await expectSound(communityId);
});

describe("money that is not a card's, and money that cannot be undone", () => {
  test("a transfer's and cash's refund is done when it is recorded", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aCheckout(stripe, campaign);
    await confirmTransfer(treasurer, aTransfer(paid.code), clock.now);
    await closePayment({ communityId, attemptId: paid.attempt.id }, clock.now);
    await back(treasurer, paid.code, { amountMinor: 15_000 });
    expect(await refundsOf(communityId)).toMatchObject([{ status: "done", attemptId: null }]);
    expect(await ledgerOf(communityId)).toMatchObject([
      { kind: "donation", to: "fund" },
      { kind: "refund", from: "fund", to: "donors", amountMinor: 15_000 },
    ]);
    expect(refundsAt(paid.sessionId)).toEqual([]);
    await expectSound(communityId);
    await expect(undoConfirmation(treasurer, { code: paid.code, reason: "Помилка" }, clock.now)).rejects.toMatchObject({
      code: "donations.refundInstead",
    });
  });

  test("a card's confirmation cannot be undone", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const paid = await aPaidCard(campaign);
    await expect(undoConfirmation(treasurer, { code: paid.code, reason: "Помилка" }, clock.now)).rejects.toMatchObject({
      code: "donations.refundInstead",
    });
    await expectSound(communityId);
  });

  test("a card's money whose book had gone goes back by Stripe when a person decides so, at whatever time it answers", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const late = await aCheckout(stripe, campaign, { lateChoice: "keep" });
    // nobody knew of the payment until the hold had ended
    stripe.pay(late.sessionId);
    await sql`update payment_attempts set status = 'expired', ask_at = null where id = ${late.attempt.id}`;
    clock.now = daysAfter(NOON, 5);
    await expireOverdueClaims(clock.now);
    await aClaim(campaign, { bookId: late.bookId, now: clock.now });
    await fulfil({ communityId, attemptId: late.attempt.id }, {}, clock.now);
    expect(await findDonation(treasurer, late.code, clock.now)).toMatchObject({ decision: "keep", hasBook: false });
    stripe.faults.next("serverError", { on: "POST /v1/refunds", times: 2 });
    const decide = () => decideWithoutBook(treasurer, { code: late.code, decision: "refund" }, clock.now);
    await decide();
    expect(await refundsOf(communityId)).toMatchObject([{ status: "requested", cause: "person" }]);
    await decide(); // thinks it did not work
    await expectSound(communityId);
    clock.now = minutesAfter(clock.now, 5);
    await goOnWithRefunds(clock.now);
    expect(refundsAt(late.sessionId)).toMatchObject([{ amount: 40_000 }]);
    expect(await statusOf(late.ref)).toEqual({ claim: "expired", donation: "refunded" });
    await expectSound(communityId);
  });
});

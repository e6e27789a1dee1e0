import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fulfil } from "@/lib/donations/card/fulfil";
import { goOnWithRefunds } from "@/lib/donations/card/refunds";
import { refundDonation } from "@/lib/donations/refunds";
import type { FakeStripe } from "../../fakes/stripe/start";
import { minutesAfter, NOON } from "../../support/times";
import { expectSound, statusOf } from "../stage";
import { expectBooksEqual } from "./settle";
import { aCardStage, aCheckout, type Clock, openFakeStripe, refundsOf } from "./stage";

const clock: Clock = { now: NOON };
const REFUNDS_PENDING = "4000 0000 0000 7726";
let stripe: FakeStripe;
beforeAll(async () => {
  stripe = await openFakeStripe(clock);
});
afterAll(() => stripe.close());
beforeEach(() => {
  clock.now = NOON;
  stripe.faults.clear();
});

const communities: string[] = [];

async function aPayment(card?: string) {
  const { campaign, communityId, treasurer } = await aCardStage();
  communities.push(communityId);
  const paying = await aCheckout(stripe, campaign);
  stripe.pay(paying.sessionId, card);
  const look = () => fulfil({ communityId, attemptId: paying.attempt.id }, { whole: true }, clock.now);
  await look();
  return { ...paying, communityId, treasurer, look };
}

async function expectSame(communityId: string): Promise<void> {
  await expectSound(communityId);
  await expectBooksEqual(stripe, communities);
}

test("a dispute that was won and the refund of what it gave back, heard of in one look, end as a refund", async () => {
  const { sessionId, look, ref, communityId } = await aPayment();
  stripe.closeDispute(stripe.dispute(sessionId).id, "won");
  stripe.refund(sessionId);
  await look();
  await look();
  expect(await statusOf(ref)).toEqual({ claim: "refunded", donation: "refunded" });
  await expectSame(communityId);
});

test.each([
  { outcome: "won", donation: "confirmed" },
  { outcome: "lost", donation: "refunded" },
] as const)(
  "a refund that ends while a dispute holds the rest leaves the end to the dispute: $outcome",
  async (how) => {
    const { sessionId, look, ref, communityId } = await aPayment(REFUNDS_PENDING);
    const refund = stripe.refund(sessionId, 10_000);
    await look();
    const dispute = stripe.dispute(sessionId);
    await look();
    stripe.settleRefund(refund.id, true);
    await look();
    expect(await statusOf(ref)).toEqual({ claim: "confirmed", donation: "disputed" });
    stripe.closeDispute(dispute.id, how.outcome);
    await look();
    expect(await statusOf(ref)).toMatchObject({ donation: how.donation });
    await expectSame(communityId);
  },
);

test("a refund that could not be sent before all went back in the dashboard fails, and nothing is confirmed again", async () => {
  const { sessionId, look, ref, code, communityId, treasurer } = await aPayment();
  stripe.faults.next("serverError", { on: "POST /v1/refunds", times: 2 });
  await refundDonation(treasurer, { code, reason: "Помилка" }, clock.now);
  stripe.refund(sessionId);
  await look();
  expect(await statusOf(ref)).toEqual({ claim: "refunded", donation: "refunded" });
  clock.now = minutesAfter(NOON, 5);
  await goOnWithRefunds(clock.now);
  expect((await refundsOf(communityId)).map(({ status, cause }) => `${cause} ${status}`).toSorted()).toEqual([
    "person failed",
    "provider done",
  ]);
  expect(await statusOf(ref)).toEqual({ claim: "refunded", donation: "refunded" });
  await expectSame(communityId);
});

test.each([
  { heard: "of the first before", isFirstKnown: true },
  { heard: "of neither before", isFirstKnown: false },
])("a refund that failed and the one that replaced it, heard of in one look, $heard, end as a refund", async (how) => {
  const { sessionId, look, ref, communityId } = await aPayment();
  const first = stripe.refund(sessionId);
  if (how.isFirstKnown) await look();
  stripe.settleRefund(first.id, false);
  clock.now = minutesAfter(NOON, 5);
  stripe.refund(sessionId);
  await look();
  await look();
  expect((await refundsOf(communityId)).map(({ status }) => status)).toEqual(["failed", "done"]);
  expect(await statusOf(ref)).toMatchObject({ donation: "refunded" });
  await expectSame(communityId);
});

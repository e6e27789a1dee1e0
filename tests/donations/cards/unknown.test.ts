import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { ClaimRef } from "@/lib/claims/moves";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { env } from "@/lib/core/env";
import { startClaimCheckout } from "@/lib/donations/card/checkout";
import { fulfil } from "@/lib/donations/card/fulfil";
import { askOpenAttempts } from "@/lib/donations/card/reconcile";
import { goOnWithRefunds } from "@/lib/donations/card/refunds";
import { refundDonation } from "@/lib/donations/refunds";
import { startFakeAcquiring } from "../../fakes/mono/acquiring";
import type { FakeStripe } from "../../fakes/stripe/start";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../../support/times";
import { aClaim, aStage, expectSound, statusOf } from "../stage";
import { aCardStage, aCheckout, attemptById, attemptOfClaim, type Clock, openFakeStripe, refundsOf } from "./stage";

const clock: Clock = { now: NOON };
let stranger: FakeStripe; // another account of Stripe's, with the same key: it knows none of ours
let stripe: FakeStripe;
let own: Partial<typeof env>;
beforeAll(async () => {
  stranger = await openFakeStripe(clock);
  stripe = await openFakeStripe(clock);
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_URL } = env;
  own = { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_URL };
});
afterAll(() => Promise.all([stripe.close(), stranger.close()]));
beforeEach(() => {
  clock.now = NOON;
  stripe.faults.clear();
});
afterEach(() => {
  Object.assign(env, own);
});

const withoutKeys = () => Object.assign(env, { STRIPE_SECRET_KEY: undefined });
const withABadKey = () => Object.assign(env, { STRIPE_SECRET_KEY: "sk_test_revoked" });
const begin = ({ claimant, ref }: Awaited<ReturnType<typeof aClaim>>) =>
  startClaimCheckout(claimant, ref, { lateChoice: "refund", locale: "uk" }, clock.now);

/** The clock's round, and whether the claim still has its book then. */
async function claimAt(ref: ClaimRef, time: Date) {
  clock.now = time;
  await askOpenAttempts(time);
  await expireOverdueClaims(time);
  return (await statusOf(ref))?.claim;
}

test("a page that was never made ends with its time, though the keys are gone", async () => {
  const { campaign } = await aCardStage({ memberHoldHours: 1 });
  const claim = await aClaim(campaign);
  stripe.faults.next("serverError", { on: "POST /v1/checkout/sessions", times: 4 });
  await expect(begin(claim)).rejects.toMatchObject({ code: "donations.providerSilent" });
  withoutKeys();
  expect(await claimAt(claim.ref, minutesAfter(NOON, 20))).toBe("held");
  expect(await claimAt(claim.ref, minutesAfter(NOON, 70))).toBe("expired");
  expect(await attemptOfClaim(claim.ref)).toMatchObject({ status: "expired", providerRef: null });
});

test("a payment the provider does not know is over when its time is, and one that was made all the same is credited later", async () => {
  const { campaign, communityId } = await aCardStage({ memberHoldHours: 1 });
  const paying = await aCheckout(stripe, campaign);
  const left = await aCheckout(stripe, campaign);
  stripe.pay(paying.sessionId);
  Object.assign(env, { STRIPE_API_URL: stranger.url });
  expect(await claimAt(paying.ref, minutesAfter(NOON, 20))).toBe("held");
  expect(await attemptById(paying.attempt.id)).toMatchObject({ status: "open", problem: null });
  expect(await claimAt(paying.ref, minutesAfter(NOON, 70))).toBe("expired");
  expect(await statusOf(left.ref)).toMatchObject({ claim: "expired" });
  expect(await attemptById(paying.attempt.id)).toMatchObject({ status: "expired", problem: "unknown", askAt: null });

  Object.assign(env, own);
  await fulfil({ communityId, attemptId: paying.attempt.id }, {}, clock.now);
  expect(await attemptById(paying.attempt.id)).toMatchObject({ status: "paid", problem: null });
  expect(await statusOf(paying.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
  await expectSound(communityId);
});

test("a payment that came and that the provider does not know any more keeps its money", async () => {
  const { campaign, communityId } = await aCardStage();
  const paid = await aCheckout(stripe, campaign);
  const look = () => fulfil({ communityId, attemptId: paid.attempt.id }, { whole: true }, clock.now);
  stripe.pay(paid.sessionId);
  await look();
  Object.assign(env, { STRIPE_API_URL: stranger.url });
  clock.now = hoursAfter(NOON, 2);
  await expect(look()).rejects.toMatchObject({ kind: "refused", code: "resource_missing" });
  expect(await statusOf(paid.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
  await expectSound(communityId);
});

test("a payment whose keys are gone for more than a day is over, and is asked about again when they are back", async () => {
  const { campaign, communityId } = await aCardStage({ memberHoldHours: 1 });
  const [paying, left] = [await aCheckout(stripe, campaign), await aCheckout(stripe, campaign)];
  stripe.pay(paying.sessionId);
  withoutKeys();
  expect(await claimAt(paying.ref, hoursAfter(NOON, 24))).toBe("held");
  expect(await claimAt(paying.ref, hoursAfter(NOON, 26))).toBe("expired");
  expect(await attemptById(paying.attempt.id)).toMatchObject({ status: "expired", problem: "no_keys", url: null });
  await claimAt(paying.ref, daysAfter(NOON, 9));
  expect(await attemptById(left.attempt.id)).toMatchObject({ status: "expired", askAt: daysAfter(NOON, 10) });

  Object.assign(env, own);
  await claimAt(paying.ref, daysAfter(NOON, 11));
  expect(await attemptById(paying.attempt.id)).toMatchObject({ status: "paid" });
  expect(await attemptById(left.attempt.id)).toMatchObject({ status: "expired", askAt: null });
  await expectSound(communityId);
});

test("a key that Stripe does not take is no answer: refunds and pages wait for a good one", async () => {
  const { campaign, communityId, treasurer } = await aCardStage();
  const paid = await aCheckout(stripe, campaign);
  stripe.pay(paid.sessionId);
  await fulfil({ communityId, attemptId: paid.attempt.id }, {}, clock.now);
  const claim = await aClaim(campaign);
  withABadKey();
  await refundDonation(treasurer, { code: paid.code, reason: "Помилка" }, clock.now);
  expect(await refundsOf(communityId)).toMatchObject([{ status: "requested" }]);
  await expect(begin(claim)).rejects.toMatchObject({ code: "donations.providerSilent" });

  Object.assign(env, own);
  clock.now = minutesAfter(NOON, 5);
  await goOnWithRefunds(clock.now);
  expect(await refundsOf(communityId)).toMatchObject([{ status: "done" }]);
  expect(await begin(claim)).toBe((await attemptOfClaim(claim.ref)).url);
  await expectSound(communityId);
});

test("monobank's unknown invoice is over when its time is, and a token it does not take is no answer", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOON });
  const bankOf = () => startFakeAcquiring({ token: "a test merchant", now: () => clock.now });
  const [bank, other] = [await bankOf(), await bankOf()];
  try {
    Object.assign(env, { MONO_ACQUIRING_TOKEN: "revoked", MONO_API_URL: bank.url });
    const { campaign } = await aStage({ cards: "mono", memberHoldHours: 1 });
    const claim = await aClaim(campaign);
    await expect(begin(claim)).rejects.toMatchObject({ code: "donations.providerSilent" });
    expect(await attemptOfClaim(claim.ref)).toMatchObject({ status: "created" });

    Object.assign(env, { MONO_ACQUIRING_TOKEN: "a test merchant" });
    await begin(claim);
    Object.assign(env, { MONO_API_URL: other.url });
    expect(await claimAt(claim.ref, minutesAfter(NOON, 20))).toBe("held");
    expect(await claimAt(claim.ref, minutesAfter(NOON, 70))).toBe("expired");
    expect(await attemptOfClaim(claim.ref)).toMatchObject({ status: "expired", problem: "unknown" });
  } finally {
    Object.assign(env, { MONO_ACQUIRING_TOKEN: undefined, MONO_API_URL: undefined });
    await Promise.all([bank.close(), other.close()]);
    vi.useRealTimers();
  }
});

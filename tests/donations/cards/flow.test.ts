import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sql } from "@/db/client";
import { cancelClaim, claimBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { startClaimCheckout } from "@/lib/donations/card/checkout";
import { closePayment, fulfil } from "@/lib/donations/card/fulfil";
import { askOpenAttempts } from "@/lib/donations/card/reconcile";
import { submitProof } from "@/lib/donations/proofs";
import { confirmTransfer } from "@/lib/donations/transfers";
import { campaignTotals } from "@/lib/reports/totals";
import type { FakeStripe } from "../../fakes/stripe/start";
import { aListedBook, aMember } from "../../support/factories";
import { minutesAfter, NOON } from "../../support/times";
import { aClaim, aStage, aTransfer, expectSound, ledgerOf, statusOf, toldTo } from "../stage";
import {
  aCardStage,
  aCheckout,
  attemptById,
  attemptOfClaim,
  type Clock,
  hearStripe,
  openFakeStripe,
  refundsOf,
} from "./stage";

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

const DECLINED = "4000 0000 0000 0002";
const refOf = (attempt: { communityId: string; id: string }) => ({
  communityId: attempt.communityId,
  attemptId: attempt.id,
});

describe("a card payment", () => {
  test("confirms its claim and stands in the ledger with its fee, whoever tells of it and however often", async () => {
    const { communityId, campaign } = await aCardStage();
    const paying = await aCheckout(stripe, campaign);
    expect(paying.session).toMatchObject({
      amount_total: 40_000,
      currency: "uah",
      submit_type: "donate",
      locale: "en",
      client_reference_id: paying.attempt.id,
      metadata: { attempt: paying.attempt.id, community: communityId },
    });
    stripe.pay(paying.sessionId);
    clock.now = minutesAfter(NOON, 2);
    await fulfil(refOf(paying.attempt), {}, clock.now); // the donor comes back
    await hearStripe(stripe, clock.now);
    await hearStripe(stripe, clock.now);
    expect(await statusOf(paying.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    expect(await ledgerOf(communityId)).toEqual([
      { kind: "donation", from: "donors", to: "stripe", amountMinor: 40_000 },
      { kind: "fee", from: "stripe", to: "fees", amountMinor: 1_190 },
    ]);
    expect(await toldTo(paying.claimant)).toEqual(["claim_confirmed", "claim_held"]);
    expect(await campaignTotals(communityId, campaign.id, clock.now)).toMatchObject({ raisedMinor: 40_000, donors: 1 });
    await expectSound(communityId);
  });

  test("is not believed from the address the donor comes back to, nor from what an event says", async () => {
    const { communityId, campaign } = await aCardStage();
    const paying = await aCheckout(stripe, campaign);
    await fulfil(refOf(paying.attempt), {}, clock.now);
    expect(await statusOf(paying.ref)).toEqual({ claim: "held", donation: "pledged" });
    expect(await ledgerOf(communityId)).toEqual([]);
  });

  test("that is declined leaves the page open, and the next card pays", async () => {
    const { campaign } = await aCardStage();
    const paying = await aCheckout(stripe, campaign);
    stripe.pay(paying.sessionId, DECLINED);
    await fulfil(refOf(paying.attempt), {}, clock.now);
    expect(await attemptById(paying.attempt.id)).toMatchObject({ status: "open", url: paying.url });
    stripe.pay(paying.sessionId);
    await fulfil(refOf(paying.attempt), {}, clock.now);
    expect(await statusOf(paying.ref)).toMatchObject({ claim: "confirmed" });
  });

  test("begun in a second tab is the same page; with another choice it is another, and the first takes no money", async () => {
    const { campaign } = await aCardStage();
    const paying = await aCheckout(stripe, campaign);
    const again = await startClaimCheckout(
      paying.claimant,
      paying.ref,
      { lateChoice: "refund", locale: "en" },
      clock.now,
    );
    expect(again).toBe(paying.url);
    const other = await startClaimCheckout(
      paying.claimant,
      paying.ref,
      { lateChoice: "keep", locale: "uk" },
      clock.now,
    );
    expect(other).not.toBe(paying.url);
    expect(stripe.session(paying.sessionId)).toMatchObject({ status: "expired" });
    expect(await attemptOfClaim(paying.ref)).toMatchObject({ status: "open", lateChoice: "keep" });
  });

  test("keeps the book until its page has ended, five minutes more, and not a moment of doubt longer", async () => {
    const { communityId, campaign } = await aCardStage({ memberHoldHours: 1 });
    const paying = await aCheckout(stripe, campaign);
    expect(paying.attempt.expiresAt).toEqual(minutesAfter(NOON, 35));
    // nobody knows yet that it ended unpaid: the sweep and the next person wait
    clock.now = minutesAfter(NOON, 90);
    await expireOverdueClaims(clock.now);
    expect(await statusOf(paying.ref)).toMatchObject({ claim: "held" });
    const other = await aMember(communityId);
    const wish = { bookId: paying.bookId, amountMinor: 40_000, method: "transfer", locale: "uk" } as const;
    await expect(claimBook(other, wish, clock.now)).rejects.toMatchObject({ code: "claims.bookTaken" });
    await askOpenAttempts(clock.now);
    expect(await attemptById(paying.attempt.id)).toMatchObject({ status: "expired", url: null });
    await claimBook(other, wish, clock.now);
    expect(await statusOf(paying.ref)).toMatchObject({ claim: "expired" });
    await expectSound(communityId);
  });

  test("cannot be overtaken by letting the claim go: the page is closed first, and a paid one stays", async () => {
    const { campaign } = await aCardStage();
    const left = await aCheckout(stripe, campaign);
    await expect(cancelClaim(left.claimant, left.ref, undefined, clock.now)).rejects.toMatchObject({
      code: "claims.paymentOpen",
    });
    await closePayment(refOf(left.attempt), clock.now);
    expect(stripe.session(left.sessionId)).toMatchObject({ status: "expired" });
    await cancelClaim(left.claimant, left.ref, undefined, clock.now);

    const paid = await aCheckout(stripe, campaign);
    stripe.pay(paid.sessionId);
    await closePayment(refOf(paid.attempt), clock.now);
    expect(await statusOf(paid.ref)).toMatchObject({ claim: "confirmed" });
    await expect(cancelClaim(paid.claimant, paid.ref, undefined, clock.now)).rejects.toMatchObject({
      code: "claims.notAllowedNow",
    });
  });

  test("still open when the treasurer finds a transfer is closed; paid all the same, it goes back by the donor's choice", async () => {
    const { communityId, campaign, treasurer } = await aCardStage();
    const closed = await aCheckout(stripe, campaign);
    await submitProof(closed.claimant, closed.ref, { receipt: "1" }, clock.now);
    await confirmTransfer(treasurer, aTransfer(closed.code), clock.now);
    await askOpenAttempts(clock.now);
    expect(stripe.session(closed.sessionId)).toMatchObject({ status: "expired" });

    const twice = await aCheckout(stripe, campaign);
    await confirmTransfer(treasurer, aTransfer(twice.code), clock.now);
    stripe.pay(twice.sessionId);
    await askOpenAttempts(clock.now);
    expect(await refundsOf(communityId)).toMatchObject([
      { cause: "late_payment", status: "done", amountMinor: 40_000 },
    ]);
    expect(await statusOf(twice.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
    expect(await campaignTotals(communityId, campaign.id, clock.now)).toMatchObject({
      raisedMinor: 80_000,
      donations: 2,
    });
    await expectSound(communityId);
  });
});

/** As if the provider's answer and every event had been lost until the hold was over. */
async function letBookGo(attemptId: string, claimId: string): Promise<void> {
  await sql`update payment_attempts set status = 'expired', ask_at = null where id = ${attemptId}`;
  await sql`update claims set expires_at = ${minutesAfter(NOON, 1).toISOString()} where id = ${claimId}`;
  await expireOverdueClaims(clock.now);
}

describe("money that comes when the book has gone", () => {
  test.each([
    { lateChoice: "refund", donation: "refunded", raisedMinor: 0, refunds: 1 },
    { lateChoice: "keep", donation: "confirmed", raisedMinor: 40_000, refunds: 0 },
  ] as const)("follows the donor's choice: $lateChoice", async ({ lateChoice, donation, raisedMinor, refunds }) => {
    const { communityId, campaign } = await aCardStage();
    const late = await aCheckout(stripe, campaign, { lateChoice });
    // the provider is silent past the page's end, our record of it is lost, and the book goes to somebody else
    clock.now = minutesAfter(NOON, 20);
    stripe.pay(late.sessionId);
    await letBookGo(late.attempt.id, late.ref.claimId);
    const other = await aMember(communityId);
    const wish = { bookId: late.bookId, amountMinor: 30_000, method: "transfer", locale: "uk" } as const;
    await claimBook(other, wish, clock.now);

    await hearStripe(stripe, clock.now);
    expect(await statusOf(late.ref)).toEqual({ claim: "expired", donation });
    expect(await refundsOf(communityId)).toHaveLength(refunds);
    expect(await campaignTotals(communityId, campaign.id, clock.now)).toMatchObject({ raisedMinor });
    await expectSound(communityId);
  });
});

describe("amounts", () => {
  test("below the provider's minimum are refused before anything is made", async () => {
    const { campaign, communityId } = await aCardStage({ defaultMinimumMinor: 100 });
    const book = await aListedBook(campaign, { minimumMinor: 100 });
    const claim = await aClaim(campaign, { bookId: book.id, amountMinor: 4_999 });
    const before = stripe.events().length;
    await expect(
      startClaimCheckout(claim.claimant, claim.ref, { lateChoice: "refund", locale: "uk" }, NOON),
    ).rejects.toMatchObject({ code: "donations.cardMinimum" });
    await expect(attemptOfClaim(claim.ref)).rejects.toThrow("no attempt");
    expect(stripe.events()).toHaveLength(before);
    await expectSound(communityId);
  });

  test("cards are not offered where the campaign or the installation does not take them", async () => {
    const { campaign } = await aStage();
    const claim = await aClaim(campaign);
    await expect(
      startClaimCheckout(claim.claimant, claim.ref, { lateChoice: "refund", locale: "uk" }, NOON),
    ).rejects.toMatchObject({ code: "donations.cardsOff" });
  });

  test("of another person's claim cannot be paid, and it looks as if it were not there", async () => {
    const { campaign, communityId, organizer } = await aCardStage();
    const claim = await aClaim(campaign);
    for (const actor of [await aMember(communityId), organizer, { ...claim.claimant, communityId: organizer.personId }])
      await expect(
        startClaimCheckout(actor, claim.ref, { lateChoice: "refund", locale: "uk" }, NOON),
      ).rejects.toMatchObject({ code: "claims.notFound" });
  });
});

describe("a provider that does not answer", () => {
  const begin = (claim: Awaited<ReturnType<typeof aClaim>>) =>
    startClaimCheckout(claim.claimant, claim.ref, { lateChoice: "refund", locale: "uk" }, clock.now);

  test("loses nothing: the next try, or the reconciler, finds the page that was made", async () => {
    const { campaign } = await aCardStage();
    const claim = await aClaim(campaign);
    stripe.faults.next("answerLost", { on: "POST /v1/checkout/sessions", times: 4 });
    await expect(begin(claim)).rejects.toMatchObject({ code: "donations.providerSilent" });
    const attempt = await attemptOfClaim(claim.ref);
    expect(attempt).toMatchObject({ status: "created", providerRef: null });
    stripe.faults.clear();
    await askOpenAttempts(clock.now);
    const opened = await attemptOfClaim(claim.ref);
    expect(opened).toMatchObject({ id: attempt.id, status: "open" });
    expect(await begin(claim)).toBe(opened.url);
    expect(stripe.sessionsOf(attempt.id)).toHaveLength(1);
  });

  test("is asked three times in a round and no more, and no book is let go meanwhile", async () => {
    const { campaign } = await aCardStage();
    const held = [];
    for (let nth = 0; nth < 6; nth++) held.push(await aCheckout(stripe, campaign, { now: clock.now }));
    clock.now = minutesAfter(clock.now, 36);
    stripe.faults.set({ serverError: 1 });
    const callsOf = async (work: () => Promise<unknown>) => {
      const before = stripe.faults.counts.serverError;
      await work();
      return stripe.faults.counts.serverError - before;
    };
    const [first] = held;
    if (!first) throw new Error("Nothing is held");
    const ofOne = await callsOf(() => fulfil(refOf(first.attempt), {}, clock.now).catch(() => undefined));
    expect(ofOne).toBeGreaterThan(0);
    expect(await callsOf(() => askOpenAttempts(clock.now))).toBe(3 * ofOne);
    clock.now = minutesAfter(clock.now, 5);
    await expireOverdueClaims(clock.now);
    for (const { ref } of held) expect(await statusOf(ref)).toMatchObject({ claim: "held" });
    stripe.faults.clear();
  });

  test("while two tabs ask at the same moment, one page is made for both", async () => {
    const { campaign } = await aCardStage();
    const claim = await aClaim(campaign);
    stripe.faults.next("slow", { on: "POST /v1/checkout/sessions" });
    const urls = await Promise.all([begin(claim), begin(claim), begin(claim)]);
    expect(new Set(urls).size).toBe(1);
    expect(stripe.sessionsOf((await attemptOfClaim(claim.ref)).id)).toHaveLength(1);
  });
});

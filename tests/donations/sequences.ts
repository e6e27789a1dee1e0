import { expect } from "vitest";
import { sql } from "@/db/client";
import { cancelClaim, receiveBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { Refusal } from "@/lib/core/refusal";
import { closeClaimPayments, startClaimCheckout } from "@/lib/donations/card/checkout";
import { recordCash, rejectProof, undoConfirmation } from "@/lib/donations/commands";
import { decideWithoutBook } from "@/lib/donations/decide";
import { submitProof } from "@/lib/donations/proofs";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import { campaignTotals } from "@/lib/reports/totals";
import type { Dispute, Refund } from "../fakes/stripe/state";
import { aListedBook } from "../support/factories";
import fc from "../support/property";
import { hoursAfter, NOON } from "../support/times";
import { hand } from "./cards/deliver";
import { expectBooksEqual, handleEventsAt, letTimePass } from "./cards/settle";
import { attemptsOfClaim, type Clock, comeBack, openFakeStripe } from "./cards/stage";
import { aClaim, aStage, expectSound } from "./stage";

const BOOKS = 2;
const CARDS = ["4242 4242 4242 4242", "4000 0000 0000 7726", "4000 0000 0000 6009", "4000 0000 0000 0002"];

export const act = fc.record({
  what: fc.constantFrom(
    "claim",
    "report",
    "confirm",
    "confirmTwo",
    "undo",
    "reject",
    "cash",
    "cancel",
    "receive",
    "sweep",
    "keep",
    "giveBack",
    "otherBook",
    "checkout",
    "pay",
    "pay",
    "comeBack",
    "hear",
    "refund",
    "refundPart",
    "refundInDashboard",
    "refundEnds",
    "dispute",
    "disputeEnds",
    "bankDecides",
    "jobs",
  ),
  claim: fc.nat(20),
  book: fc.nat(BOOKS - 1),
  amountMinor: fc.integer({ min: 1, max: 100_000 }),
  isYes: fc.boolean(),
  hours: fc.constantFrom(0, 0, 0, 1, 30), // virtual time until the next act
});
export type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** A campaign with two books, and beside it the plainest bookkeeping: what treasurers entered counts by code, cards are Stripe's. */
export async function aPlay() {
  const clock: Clock = { now: NOON };
  const fake = await openFakeStripe(clock);
  const { communityId, campaign, organizer, treasurer } = await aStage({
    closesAt: hoursAfter(NOON, 100_000),
    cards: "stripe",
  });
  const shelf = await Promise.all(Array.from({ length: BOOKS }, () => aListedBook(campaign)));
  const claims: Awaited<ReturnType<typeof aClaim>>[] = [];
  const counts = new Map<string, number>();
  let transfers = 0;
  let told = 0;
  const reason = "Перевірка";

  async function attempt(one: Act): Promise<void> {
    const bookId = shelf[one.book]?.id ?? "";
    const { now } = clock;
    if (one.what === "claim" || claims.length === 0) {
      claims.push(await aClaim(campaign, { bookId, now }));
      return;
    }
    const claim = claims[one.claim % claims.length] as (typeof claims)[number];
    await byPeople(one, claim, bookId, now);
    await byCard(one, claim, now);
    await atStripe(one, claim);
  }

  async function byPeople(one: Act, { claimant, ref, code }: (typeof claims)[number], bookId: string, now: Date) {
    const { what, amountMinor } = one;
    if (what === "sweep") await expireOverdueClaims(now);
    if (what === "report") await submitProof(claimant, ref, { receipt: String(amountMinor) }, now);
    if (what === "receive") await receiveBook(claimant, ref, now);
    if (what === "reject") await rejectProof(treasurer, { code, reason }, now);
    if (what === "keep") await decideWithoutBook(organizer, { code, decision: "keep" }, now);
    if (what === "otherBook") await decideWithoutBook(organizer, { code, decision: "other_book", bookId }, now);
    if (what === "confirm" || what === "confirmTwo") {
      const other = claims[(one.claim + 1) % claims.length] as (typeof claims)[number];
      const codes = what === "confirm" || other.code === code ? [code] : [code, other.code];
      const parts = codes.map((each) => ({ code: each, amountMinor }));
      const reference = `REF-${transfers++}`;
      await confirmTransfer(treasurer, { reference, amountMinor: amountMinor * codes.length, parts }, now);
      for (const each of codes) counts.set(each, amountMinor);
    }
    if (what === "cash") {
      await recordCash(organizer, { code, amountMinor }, now);
      counts.set(code, amountMinor);
    }
    if (what === "undo") {
      await undoConfirmation(treasurer, { code, reason }, now);
      counts.delete(code);
    }
    if (what === "giveBack") {
      await decideWithoutBook(organizer, { code, decision: "refund" }, now);
      counts.delete(code);
    }
    if (what === "refund") {
      await refundDonation(treasurer, { code, reason }, now);
      counts.delete(code);
    }
    if (what === "refundPart") {
      await refundDonation(treasurer, { code, reason, amountMinor }, now);
      const left = (counts.get(code) ?? amountMinor) - amountMinor;
      if (left > 0) counts.set(code, left);
      else counts.delete(code);
    }
  }

  async function byCard({ what, isYes }: Act, { claimant, ref }: (typeof claims)[number], now: Date) {
    const lateChoice = isYes ? "keep" : "refund";
    if (what === "checkout") await startClaimCheckout(claimant, ref, { lateChoice, locale: "uk" }, now);
    if (what === "comeBack") await comeBack(ref, now);
    if (what === "cancel") {
      if (isYes) await closeClaimPayments(ref, now);
      await cancelClaim(claimant, ref, undefined, now);
    }
    if (what === "hear") {
      const events = fake.events();
      for (const { id } of events.slice(told)) await hand(fake, id);
      told = events.length;
      await handleEventsAt(now);
    }
    if (what === "jobs") await letTimePass(fake, clock, 1);
  }

  async function atStripe({ what, isYes, amountMinor }: Act, { ref }: (typeof claims)[number]): Promise<void> {
    const session = (await attemptsOfClaim(ref)).at(-1)?.providerRef;
    if (!session) return;
    const isOf = (one: { payment_intent: string | null }) =>
      one.payment_intent !== null && one.payment_intent === fake.session(session)?.payment_intent;
    try {
      if (what === "pay") fake.pay(session, CARDS[amountMinor % CARDS.length]);
      if (what === "bankDecides") fake.settle(session, isYes);
      if (what === "refundInDashboard") fake.refund(session, isYes ? undefined : amountMinor);
      if (what === "dispute") fake.dispute(session, isYes ? undefined : amountMinor);
      if (what === "refundEnds") {
        const refund = seen<Refund>("refund.created").find(isOf);
        if (refund) fake.settleRefund(refund.id, isYes);
      }
      if (what === "disputeEnds") {
        const dispute = seen<Dispute>("charge.dispute.created").find(isOf);
        if (dispute) fake.closeDispute(dispute.id, isYes ? "won" : "lost");
      }
    } catch {} // Stripe has nothing to refund, to dispute or to decide
  }

  /** Banks do what was left to them, all of it is told, and time passes. */
  async function settleAll(): Promise<void> {
    for (const refund of seen<Refund>("refund.created"))
      if (refund.status === "pending") fake.settleRefund(refund.id, true);
    for (const { id } of fake.events()) await hand(fake, id);
    await letTimePass(fake, clock);
  }

  /** What events of this type told of, as it is now. */
  function seen<Told extends Refund | Dispute>(type: "refund.created" | "charge.dispute.created"): Told[] {
    return fake.events(type).flatMap(({ data }) => (fake.object((data.object as Told).id) as Told | undefined) ?? []);
  }

  return {
    async perform(one: Act) {
      clock.now = hoursAfter(clock.now, one.hours);
      await attempt(one).catch((error) => {
        if (!(error instanceof Refusal)) throw error;
      });
    },
    async check() {
      await settleAll();
      await settleAll(); // money that came late was sent back meanwhile
      await expectSound(communityId);
      await expectBooksEqual(fake, [communityId]);

      const entered = [...counts.values()].reduce((total, amount) => total + amount, 0);
      const { paidMinor, refundedMinor, disputedMinor } = fake.sums().uah ?? NOTHING;
      const byCards = paidMinor - refundedMinor - disputedMinor;
      const [ledger] = await sql<{ fund: number; donors: number }[]>`
        select coalesce(sum(case when to_account = 'fund' then amount_minor when from_account = 'fund' then -amount_minor end), 0)::float8 as fund,
          coalesce(sum(case when from_account = 'donors' then amount_minor when to_account = 'donors' then -amount_minor end), 0)::float8 as donors
        from ledger_entries where community_id = ${communityId}`;
      const totals = await campaignTotals(communityId, campaign.id, clock.now);
      expect({ raised: totals.raisedMinor, ...ledger }).toEqual({
        raised: entered + byCards,
        fund: entered,
        donors: entered + byCards,
      });
      expect(totals.booksAvailable + totals.booksReserved + totals.booksExchanged).toBe(BOOKS);
    },
    close: () => fake.close(),
  };
}

const NOTHING = { paidMinor: 0, refundedMinor: 0, disputedMinor: 0 };

import fc from "fast-check";
import { expect, test } from "vitest";
import { cancelClaim, receiveBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { Refusal } from "@/lib/core/refusal";
import { recordCash, rejectProof, undoConfirmation } from "@/lib/donations/commands";
import { decideWithoutBook } from "@/lib/donations/decide";
import { submitProof } from "@/lib/donations/proofs";
import { confirmTransfer } from "@/lib/donations/transfers";
import { campaignTotals } from "@/lib/reports/totals";
import { aListedBook } from "../support/factories";
import { hoursAfter, NOON } from "../support/times";
import { aClaim, aStage, expectSound, ledgerOf } from "./stage";

const SEQUENCES = Number(process.env.CHAOS_RUNS ?? 1) * 25;
const BOOKS = 2;

const act = fc.record({
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
    "refund",
    "otherBook",
  ),
  claim: fc.nat(20),
  book: fc.nat(BOOKS - 1),
  amountMinor: fc.integer({ min: 1, max: 100_000 }),
  hours: fc.constantFrom(0, 0, 1, 30, 80), // virtual time until the next act
});
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

test(
  "after any sequence of acts the totals are the ledger, and the ledger is what treasurers saw",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 25 }), async (acts) => {
        const play = await aPlay();
        for (const one of acts) await play.perform(one);
        await play.check();
      }),
      { numRuns: SEQUENCES },
    );
  },
  SEQUENCES * 20_000,
);

/** A campaign with two books, and beside it the plainest bookkeeping: what counts now, by code. */
async function aPlay() {
  const { communityId, campaign, organizer, treasurer } = await aStage({ closesAt: hoursAfter(NOON, 100_000) });
  const shelf = await Promise.all(Array.from({ length: BOOKS }, () => aListedBook(campaign)));
  const claims: Awaited<ReturnType<typeof aClaim>>[] = [];
  const counts = new Map<string, number>();
  let now = NOON;
  let transfers = 0;

  async function attempt({ what, claim: nth, book, amountMinor }: Act): Promise<void> {
    const bookId = shelf[book]?.id ?? "";
    if (what === "claim" || claims.length === 0) {
      claims.push(await aClaim(campaign, { bookId, now }));
      return;
    }
    if (what === "sweep") return void (await expireOverdueClaims(now));
    const { claimant, ref, code } = claims[nth % claims.length] as (typeof claims)[number];
    const reason = "Перевірка";
    if (what === "report") await submitProof(claimant, ref, { receipt: String(amountMinor) }, now);
    if (what === "cancel") await cancelClaim(claimant, ref, undefined, now);
    if (what === "receive") await receiveBook(claimant, ref, now);
    if (what === "reject") await rejectProof(treasurer, { code, reason }, now);
    if (what === "keep") await decideWithoutBook(organizer, { code, decision: "keep" }, now);
    if (what === "otherBook") await decideWithoutBook(organizer, { code, decision: "other_book", bookId }, now);
    if (what === "confirm" || what === "confirmTwo") {
      const other = claims[(nth + 1) % claims.length] as (typeof claims)[number];
      const codes = what === "confirm" || other.code === code ? [code] : [code, other.code];
      const parts = codes.map((one) => ({ code: one, amountMinor }));
      const reference = `REF-${transfers++}`;
      await confirmTransfer(treasurer, { reference, amountMinor: amountMinor * codes.length, parts }, now);
      for (const one of codes) {
        counts.set(one, amountMinor);
      }
    }
    if (what === "cash") {
      await recordCash(organizer, { code, amountMinor }, now);
      counts.set(code, amountMinor);
    }
    if (what === "undo") {
      await undoConfirmation(treasurer, { code, reason }, now);
      counts.delete(code);
    }
    if (what === "refund") {
      await decideWithoutBook(organizer, { code, decision: "refund" }, now);
      counts.delete(code);
    }
  }

  return {
    async perform(one: Act) {
      now = hoursAfter(now, one.hours);
      await attempt(one).catch((error) => {
        if (!(error instanceof Refusal)) throw error;
      });
    },
    async check() {
      const seen = [...counts.values()].reduce((total, amount) => total + amount, 0);
      const ledger = (await ledgerOf(communityId)).reduce(
        (total, { from, amountMinor }) => total + (from === "donors" ? amountMinor : -amountMinor),
        0,
      );
      const totals = await campaignTotals(communityId, campaign.id, now);
      expect({ raised: totals.raisedMinor, ledger, donations: totals.donations }).toEqual({
        raised: seen,
        ledger: seen,
        donations: counts.size,
      });
      expect(totals.booksAvailable + totals.booksReserved + totals.booksExchanged).toBe(BOOKS);
      await expectSound(communityId);
    },
  };
}

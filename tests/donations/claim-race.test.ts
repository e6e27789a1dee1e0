import { and, eq, isNull, notInArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { db, sql } from "@/db/client";
import { claims, donations, openStatuses } from "@/db/schema";
import { deskDonations } from "@/lib/donations/queries";
import { campaignTotals } from "@/lib/reports/totals";
import { diceOf, seedOf } from "../chaos/dice";
import { daysAfter, NOON } from "../support/times";
import { decidePending, expectBooksEqual, expectSettled, letTimePass } from "./cards/settle";
import { type Clock, openFakeStripe } from "./cards/stage";
import { raceForClaims } from "./claim-race";
import { expectSound, ledgerOf } from "./stage";

const isFull = process.env.CHAOS_RUNS !== undefined;
const CLAIMS = isFull ? 300 : 40;
const RUNS = Number(process.env.CHAOS_RUNS ?? 1);

test(
  "whatever people, Stripe and the clock do to a claim at the same moment, it ends in one state and no money is lost",
  async () => {
    const seed = seedOf("the race for claims");
    for (let run = 0; run < RUNS; run++) await raceOnce(seed + run);
    console.info(`${RUNS} runs of ${CLAIMS} claims, each with twelve acts at the same moment`);
  },
  RUNS * CLAIMS * 10_000,
);

async function raceOnce(seed: number): Promise<void> {
  const clock: Clock = { now: NOON };
  const fake = await openFakeStripe(clock);
  const { communityId, campaignId, treasurer, watch, faults } = await raceForClaims(CLAIMS, diceOf(seed), fake, clock);
  expect([...watch.findings]).toEqual([]);
  expect(faults).toEqual([]);
  await expectSound(communityId);

  clock.now = daysAfter(NOON, 5); // later than any act
  await decidePending(fake, communityId);
  await letTimePass(fake, clock);
  await expectSettled(fake, communityId);
  await expectSound(communityId);
  await expectBooksEqual(fake, [communityId]);
  await expectMoneyKept(communityId, campaignId, treasurer, clock.now);
  await expectChoicesFollowed(communityId);
  await fake.close();
}

/** Totals are the ledger's, and every paid donation whose claim lost its book is in the list or was decided. */
async function expectMoneyKept(
  communityId: string,
  campaignId: string,
  treasurer: Parameters<typeof deskDonations>[0],
  now: Date,
): Promise<void> {
  const ledger = await ledgerOf(communityId);
  const sum = ledger.reduce(
    (total, { from, to, amountMinor }) =>
      total + (from === "donors" ? amountMinor : to === "donors" ? -amountMinor : 0),
    0,
  );
  const totals = await campaignTotals(communityId, campaignId, now);
  expect(totals.raisedMinor).toBe(sum);
  expect(totals.booksAvailable + totals.booksReserved + totals.booksExchanged).toBe(CLAIMS);

  const waiting = await db
    .select({ code: donations.code })
    .from(donations)
    .innerJoin(claims, and(eq(claims.communityId, donations.communityId), eq(claims.id, donations.claimId)))
    .where(
      and(
        eq(donations.communityId, communityId),
        eq(donations.status, "confirmed"),
        isNull(donations.decision),
        notInArray(claims.status, [...openStatuses]),
      ),
    );
  const { items } = await deskDonations(treasurer, campaignId, { state: "without_book", q: undefined, limit: 100 });
  expect(items.map(({ code }) => code).toSorted()).toEqual(waiting.map(({ code }) => code).toSorted());
}

/** Of every payment whose book is not with its donor, the money is where the donor wanted it, or a person sent it back. */
async function expectChoicesFollowed(communityId: string): Promise<void> {
  const broken = await sql`
    select attempt.id, attempt.late_choice, donations.decision, donations.status, claims.status as claim, back.minor
    from payment_attempts attempt
    join donations on donations.community_id = attempt.community_id and donations.id = attempt.donation_id
    left join claims on claims.community_id = donations.community_id and claims.id = donations.claim_id
    cross join lateral (
      select coalesce(sum(amount_minor), 0)::float8 as minor from refunds
      where community_id = attempt.community_id and attempt_id = attempt.id and status = 'done') back
    where attempt.community_id = ${communityId} and attempt.status = 'paid'
      and (claims.id is null or claims.status::text <> all(${[...openStatuses]}::text[]))
      and back.minor <> attempt.amount_minor
      and (attempt.late_choice = 'refund' or donations.decision is distinct from 'keep')`;
  expect([...broken]).toEqual([]);
}

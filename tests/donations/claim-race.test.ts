import { and, eq, isNull, notInArray } from "drizzle-orm";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { claims, donations, openStatuses } from "@/db/schema";
import { deskDonations } from "@/lib/donations/queries";
import { campaignTotals } from "@/lib/reports/totals";
import { daysAfter, NOON } from "../support/times";
import { raceForClaims } from "./claim-race";
import { expectSound, ledgerOf } from "./stage";

const CLAIMS = 60;
const RUNS = Number(process.env.CHAOS_RUNS ?? 1);

test(
  "whatever people and the clock do to a claim at the same moment, it ends in one state and no money is lost",
  async () => {
    for (let run = 0; run < RUNS; run++) {
      const { communityId, campaignId, treasurer, faults } = await raceForClaims(CLAIMS);
      expect(faults).toEqual([]);
      await expectSound(communityId);
      await expectMoneyKept(communityId, campaignId, treasurer);
    }
  },
  RUNS * 120_000,
);

/** Totals are the ledger's, and every paid donation whose claim lost its book is in the list or was decided. */
async function expectMoneyKept(
  communityId: string,
  campaignId: string,
  treasurer: Parameters<typeof deskDonations>[0],
): Promise<void> {
  const ledger = await ledgerOf(communityId);
  const sum = ledger.reduce(
    (total, { from, amountMinor }) => total + (from === "donors" ? amountMinor : -amountMinor),
    0,
  );
  const totals = await campaignTotals(communityId, campaignId, daysAfter(NOON, 4));
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

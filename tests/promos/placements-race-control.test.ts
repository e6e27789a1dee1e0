import { and, eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { one, type Tx } from "@/db/client";
import { placements, promos } from "@/db/schema";
import { isEverLost, meeting } from "../support/meeting";
import { raceOfApprovalAndEdit, raceOfApprovals } from "./placement-stage";

const race = vi.hoisted(() => ({ comes: 0, both: async () => {} }));

// The control of the races: no lock, and the two meet where it would be; the first to come asked for the review.
vi.mock("@/lib/promos/placements/moves", async (original) => ({
  ...(await original<typeof import("@/lib/promos/placements/moves")>()),
  async lockPlacement(tx: Tx, communityId: string, placementId: string) {
    const ofPlacement = and(eq(placements.communityId, communityId), eq(placements.id, placementId));
    const placement = one(await tx.select().from(placements).where(ofPlacement));
    const promo = one(await tx.select().from(promos).where(eq(promos.id, placement.promoId)));
    if (race.comes++ > 0) await race.both();
    return { placement, promo };
  },
}));

function untilLost(run: () => Promise<boolean>) {
  return isEverLost(() => {
    Object.assign(race, { comes: 0, both: meeting(2) });
    return run();
  });
}

test("without the lock one placement is approved twice", async () => {
  expect(await untilLost(async () => (await raceOfApprovals()).approvals > 1)).toBe(true);
}, 60_000);

test("without the lock words are approved that nobody saw", async () => {
  expect(await untilLost(async () => (await raceOfApprovalAndEdit()).isUnseenApproved)).toBe(true);
}, 60_000);

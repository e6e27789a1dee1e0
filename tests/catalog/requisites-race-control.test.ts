import { and, eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import type { Tx } from "@/db/client";
import { campaigns } from "@/db/schema";
import { isEverLost, meeting } from "../support/meeting";
import { raceAtTheEnd } from "./changing";

const race = vi.hoisted(() => ({ comes: 0, both: async () => {} }));

// The control of the race: no lock, and the two meet where it would be; the first to come asked for the change.
vi.mock("@/lib/catalog/locks", () => ({
  async lockCampaign(tx: Tx, communityId: string, campaignId: string) {
    if (race.comes++ > 0) await race.both();
    const [campaign] = await tx
      .select()
      .from(campaigns)
      .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId)));
    return campaign;
  },
}));

test("without the lock a change is both cancelled and in effect", async () => {
  const lost = await isEverLost(async () => {
    Object.assign(race, { comes: 0, both: meeting(2) });
    const { isApplied, isCancelled } = await raceAtTheEnd();
    return isApplied && isCancelled;
  });
  expect(lost).toBe(true);
}, 60_000);

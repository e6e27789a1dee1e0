import { and, eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import type { Tx } from "@/db/client";
import { campaigns } from "@/db/schema";
import { meeting } from "../support/meeting";
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
  let both = 0;
  for (let run = 0; run < 20 && both === 0; run++) {
    Object.assign(race, { comes: 0, both: meeting(2) });
    const { isApplied, isCancelled } = await raceAtTheEnd();
    if (isApplied && isCancelled) both++;
  }
  expect(both).toBeGreaterThan(0);
}, 60_000);

import { and, eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import type { Tx } from "@/db/client";
import { campaigns } from "@/db/schema";
import { isEverLost, meeting } from "../support/meeting";
import { twoPresses } from "./closing-scene";

const race = vi.hoisted(() => ({ both: async () => {} }));

// The control of the race: no lock, and the two meet where it would be.
vi.mock("@/lib/catalog/locks", () => {
  async function read(tx: Tx, communityId: string, campaignId: string) {
    const [campaign] = await tx
      .select()
      .from(campaigns)
      .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId)));
    return campaign;
  }
  return {
    keepCampaign: read,
    async lockCampaign(tx: Tx, communityId: string, campaignId: string) {
      const campaign = await read(tx, communityId, campaignId);
      await race.both();
      return campaign;
    },
  };
});

test("without the lock two people close it twice", async () => {
  const lost = await isEverLost(async () => {
    const both = meeting(2);
    let comes = 0;
    race.both = async () => {
      if (++comes <= 2) await both();
    };
    return (await twoPresses()) === 2;
  });
  expect(lost).toBe(true);
}, 60_000);

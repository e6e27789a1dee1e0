import { and, eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import type { Tx } from "@/db/client";
import { campaigns } from "@/db/schema";
import { meeting } from "../support/meeting";
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
  let twice = 0;
  for (let run = 0; run < 5 && twice === 0; run++) {
    const both = meeting(2);
    let comes = 0;
    race.both = async () => {
      if (++comes <= 2) await both();
    };
    if ((await twoPresses()) === 2) twice++;
  }
  expect(twice).toBe(1);
}, 60_000);

import { expect, test } from "vitest";
import { checkInvariants } from "@/lib/reports/invariants";
import { aCampaign, aCommunity } from "../support/factories";
import { raceAtTheEnd } from "./waiting-race";

const RUNS = Number(process.env.CHAOS_RUNS ?? 2);

test(
  "of offers that lapse while they are answered, left and reached for, each book has one person asked or one holder",
  async () => {
    const { id } = await aCommunity();
    for (let run = 0; run < RUNS; run++) {
      const campaign = await aCampaign(id, { maxOpenClaims: 1000 });
      expect(await raceAtTheEnd(campaign, 30)).toEqual({ faults: [], promisedTwice: 0, forgotten: 0, outOfOrder: 0 });
    }
    expect(await checkInvariants(id)).toEqual([]);
  },
  RUNS * 60_000,
);

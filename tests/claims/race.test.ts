import { expect, test } from "vitest";
import { aCampaign, aCommunity } from "../support/factories";
import { raceForBooks } from "./race";

const RUNS = Number(process.env.CHAOS_RUNS ?? 3);

test(
  "of 200 people who reach for 100 books at the same moment, each book goes to exactly one",
  async () => {
    const { id } = await aCommunity();
    for (let run = 0; run < RUNS; run++) {
      const campaign = await aCampaign(id, { maxOpenClaims: 1000 });
      const result = await raceForBooks(campaign, { books: 100, claimants: 200, triesEach: 5 });
      if (process.env.CHAOS_RUNS)
        console.info(`the slowest loser heard it in ${Math.round(result.slowestRefusalMs)} ms`);
      expect(result.faults).toEqual([]);
      expect(result.doubled).toBe(0);
      expect(result.winners).toBe(100);
      expect(result.refused).toBe(900);
    }
  },
  RUNS * 60_000,
);

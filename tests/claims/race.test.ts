import { expect, test } from "vitest";
import { aCampaign, aCommunity } from "../support/factories";
import { raceForBooks } from "./race";

const RUNS = Number(process.env.CHAOS_RUNS ?? 3);

test.each([
  { title: "of 200 people who reach for 100 books at the same moment, one book each", triesEach: 1 },
  { title: "of 200 people who try five books each at the same moment, 1,000 times for 100 books", triesEach: 5 },
])(
  "$title, each book goes to exactly one and everyone else is refused",
  async ({ triesEach }) => {
    const { id } = await aCommunity();
    const slowest: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const campaign = await aCampaign(id, { maxOpenClaims: 1000 });
      const result = await raceForBooks(campaign, { books: 100, claimants: 200, triesEach });
      slowest.push(Math.round(result.slowestRefusalMs));
      expect(result.faults).toEqual([]);
      expect(result.doubled).toBe(0);
      expect(result.winners).toBe(100);
      expect(result.refused).toBe(200 * triesEach - 100);
    }
    if (process.env.CHAOS_RUNS)
      console.info(`the slowest loser of each run, ${triesEach} tries a person, in ms: ${slowest.join(", ")}`);
  },
  RUNS * 60_000,
);

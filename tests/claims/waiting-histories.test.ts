import { expect, test } from "vitest";
import { checkInvariants } from "@/lib/reports/invariants";
import { seedOf } from "../chaos/dice";
import fc from "../support/property";
import { act, aLibrary, playHistory } from "./waiting-histories";

// 40 histories in a run of every day; `npm run test:chaos` has CHAOS_RUNS=25, which makes them the thousand.
const HISTORIES = Number(process.env.CHAOS_RUNS ?? 1) * 40;

test(
  "whatever befalls a book, one person in line is asked at a time, in their order, and nobody who has it",
  async () => {
    const library = await aLibrary();
    const seed = seedOf("histories of lines");
    let offers = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 24, size: "max" }), async (acts) => {
        offers += await playHistory(library, acts);
      }),
      { numRuns: HISTORIES, seed },
    );
    expect(await checkInvariants(library.campaign.communityId)).toEqual([]);
    console.info(`${HISTORIES} histories, ${offers} offers`);
    expect(offers).toBeGreaterThan(HISTORIES / 4); // the histories are about what they should be about
  },
  HISTORIES * 10_000,
);

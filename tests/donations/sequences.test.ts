import { expect, test } from "vitest";
import { seedOf } from "../chaos/dice";
import fc from "../support/property";
import { act, aPlay } from "./sequences";

const SEQUENCES = Number(process.env.CHAOS_RUNS ?? 1) * 25;

test(
  "after any sequence of acts the totals are the ledger, and the ledger is what treasurers and Stripe saw",
  async () => {
    const seed = seedOf("sequences of money");
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 25 }), async (acts) => {
        const play = await aPlay();
        try {
          for (const one of acts) await play.perform(one);
          await play.check();
        } finally {
          await play.close();
        }
      }),
      { numRuns: SEQUENCES, seed },
    );
    console.info(`${SEQUENCES} sequences`);
    expect(SEQUENCES).toBeGreaterThan(0);
  },
  SEQUENCES * 20_000,
);

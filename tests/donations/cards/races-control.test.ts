import { expect, test, vi } from "vitest";
import { sql, type Tx } from "@/db/client";
import type { PaymentAttempt } from "@/db/schema";
import { diceOf, seedOf } from "../../chaos/dice";
import { isEverLost } from "../../support/meeting";
import { NOON } from "../../support/times";
import { raceToFulfil } from "./races";
import { type Clock, openFakeStripe } from "./stage";

// The control of the races to fulfil: the same askers, where an attempt does not remember that it was paid.
vi.mock("@/lib/donations/card/attempts", async (original) => {
  const real = await original<typeof import("@/lib/donations/card/attempts")>();
  return {
    ...real,
    setAttempt(tx: Tx, attempt: PaymentAttempt, { status, ...change }: Partial<PaymentAttempt>) {
      const isForgotten = status === "paid" || status === undefined;
      return real.setAttempt(tx, attempt, isForgotten ? change : { ...change, status });
    },
  };
});

test("without the attempt's mark and the ledger's unique reference one payment is counted several times", async () => {
  await sql`alter table ledger_entries drop constraint ledger_entries_reference_once`;
  const dice = diceOf(seedOf("its control"));
  const race = async () => {
    const clock: Clock = { now: NOON };
    const fake = await openFakeStripe(clock);
    const { communityId } = await raceToFulfil(5, dice, fake, clock);
    await fake.close();
    const [count] = await sql`select count(*)::int as rows from ledger_entries
      where community_id = ${communityId} and kind = 'donation' and to_account = 'stripe'`;
    return count?.rows > 5;
  };
  expect(await isEverLost(race)).toBe(true);
}, 120_000);

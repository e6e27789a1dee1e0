import { expect, test, vi } from "vitest";
import { sql } from "@/db/client";
import { diceOf, seedOf } from "../../chaos/dice";
import { isEverLost } from "../../support/meeting";
import { NOON } from "../../support/times";
import { raceForClaims } from "../claim-race";
import { openFakeStripe } from "./stage";

// The control of the races with cards and of Stripe's faults: the same acts, where nobody asks whether a payment can still be made.
vi.mock("@/db/schema", async (original) => ({
  ...(await original<typeof import("@/db/schema")>()),
  payableStatuses: [],
}));

test("where nobody asks whether a page can still be paid, books are let go while it can, and claims have two", async () => {
  await sql`drop index payment_attempts_one_payable`;
  const dice = diceOf(seedOf("the control of payable pages"));
  const found = new Set<string>();
  const race = async () => {
    const clock = { now: NOON };
    const fake = await openFakeStripe(clock);
    const { watch } = await raceForClaims(20, dice, fake, clock);
    await fake.close();
    for (const finding of watch.findings) found.add(/let its book go|2 pages/.exec(finding)?.[0] ?? finding);
    return found.has("let its book go") && found.has("2 pages");
  };
  expect(await isEverLost(race), [...found].join("; ")).toBe(true);
}, 120_000);

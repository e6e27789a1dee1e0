import { expect, test, vi } from "vitest";
import { diceOf, seedOf } from "../../chaos/dice";
import { NOON } from "../../support/times";
import { raceForClaims } from "../claim-race";
import { openFakeStripe } from "./stage";

// The control of the races with cards: the same acts, where nobody asks whether a payment can still be made.
vi.mock("@/db/schema", async (original) => ({
  ...(await original<typeof import("@/db/schema")>()),
  payableStatuses: [],
}));

test("where nobody asks whether a page can still be paid, books are let go while it can", async () => {
  const clock = { now: NOON };
  const fake = await openFakeStripe(clock);
  const { watch } = await raceForClaims(20, diceOf(seedOf("the control of payable pages")), fake, clock);
  expect(watch.findings.size).toBeGreaterThan(0);
  await fake.close();
}, 120_000);

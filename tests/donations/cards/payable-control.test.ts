import { expect, test, vi } from "vitest";
import { sql } from "@/db/client";
import { diceOf, seedOf } from "../../chaos/dice";
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
  const clock = { now: NOON };
  const fake = await openFakeStripe(clock);
  const { watch } = await raceForClaims(20, diceOf(seedOf("the control of payable pages")), fake, clock);
  const findings = [...watch.findings].join("\n");
  expect(findings).toContain("let its book go");
  expect(findings).toContain("2 pages");
  await fake.close();
}, 120_000);

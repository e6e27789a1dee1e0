import { expect, test } from "vitest";
import { sql } from "@/db/client";
import { raceForALead } from "./lead-race";

// The control of the race: the same acts, without the index.
test("without the index one person is several leads", async () => {
  await sql`drop index leads_one_per_person`;
  const { leads } = await raceForALead(12);
  expect(leads).toBeGreaterThan(1);
});

import { expect, test } from "vitest";
import { sql } from "@/db/client";
import { isEverLost } from "../support/meeting";
import { raceForALead } from "./lead-race";

// The control of the race: the same acts, without the index.
test("without the index one person is several leads", async () => {
  await sql`drop index leads_one_per_person`;
  expect(await isEverLost(async () => (await raceForALead(12)).leads > 1)).toBe(true);
});

import { expect, test } from "vitest";
import { sql } from "@/db/client";
import { ledgerOf } from "./stage";
import { raceForReference } from "./transfer-race";

// The control of the race: the same treasurers, without the index that lets a reference count once.
test("without the guard one bank transfer counts twice", async () => {
  await sql`drop index transfers_reference_once`;
  const { won, communityId } = await raceForReference(5);
  expect(won).toBeGreaterThan(5);
  expect((await ledgerOf(communityId)).length).toBeGreaterThan(5);
}, 60_000);

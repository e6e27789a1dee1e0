import { expect, test } from "vitest";
import { sql } from "@/db/client";
import { isEverLost } from "../support/meeting";
import { ledgerOf } from "./stage";
import { raceForReference } from "./transfer-race";

// The control of the race: the same treasurers, without the index that lets a reference count once.
test("without the guard one bank transfer counts twice", async () => {
  await sql`drop index transfers_reference_once`;
  const race = async () => {
    const { won, communityId } = await raceForReference(5);
    return won > 5 && (await ledgerOf(communityId)).length > 5;
  };
  expect(await isEverLost(race)).toBe(true);
}, 60_000);

import { expect, test } from "vitest";
import { sql } from "@/db/client";
import { diceOf, seedOf } from "../../chaos/dice";
import { NOON } from "../../support/times";
import { expectSound } from "../stage";
import { raceToFulfil, raceToRefund } from "./races";
import { expectBooksEqual } from "./settle";
import { type Clock, openFakeStripe } from "./stage";

const TIMES = Number(process.env.CHAOS_RUNS ?? 2) * 10;

test(
  "a payment told by its webhook, the donor and the reconciler at the same moment is in the ledger once",
  async () => {
    const seed = seedOf("the race to fulfil");
    const clock: Clock = { now: NOON };
    const fake = await openFakeStripe(clock);
    const { communityId, faults } = await raceToFulfil(TIMES, diceOf(seed), fake, clock);
    expect(faults).toEqual([]);
    const [count] = await sql`select count(*)::int as rows from ledger_entries
      where community_id = ${communityId} and kind = 'donation' and to_account = 'stripe'`;
    expect(count?.rows).toBe(TIMES);
    await expectSound(communityId);
    await expectBooksEqual(fake, [communityId]);
    await fake.close();
    console.info(`${TIMES} payments, four askers at the same moment`);
  },
  TIMES * 10_000,
);

test(
  "when two treasurers give one donation back at the same moment, never more goes back than was given",
  async () => {
    const seed = seedOf("the race to refund");
    const clock: Clock = { now: NOON };
    const fake = await openFakeStripe(clock);
    const { communityId, faults } = await raceToRefund(TIMES, diceOf(seed), fake, clock);
    expect(faults).toEqual([]);
    const over = await sql`select donation_id from refunds where community_id = ${communityId}
      group by donation_id having count(*) <> 1 or max(status::text) <> 'done'`;
    expect([...over]).toEqual([]);
    await expectSound(communityId);
    await expectBooksEqual(fake, [communityId]);
    await fake.close();
    console.info(`${TIMES} donations, two treasurers at the same moment`);
  },
  TIMES * 10_000,
);

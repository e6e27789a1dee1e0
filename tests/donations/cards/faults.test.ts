import { expect, test } from "vitest";
import { diceOf, seedOf } from "../../chaos/dice";
import { NOON } from "../../support/times";
import { expectSound } from "../stage";
import { payInTrouble } from "./faults";
import { expectBooksEqual, expectSettled, letTimePass } from "./settle";
import { openFakeStripe } from "./stage";

const A_DAY_AND_MORE = 80; // rounds of 20 minutes
const DONORS = Number(process.env.CHAOS_RUNS ?? 1) * 20;

test(
  "while Stripe is slow, says 429 and 500 and loses answers, no claim has two pages and no book goes while one is open",
  async () => {
    const seed = seedOf("Stripe in trouble");
    const clock = { now: NOON };
    const fake = await openFakeStripe(clock, { seed });
    const { communityId, faults, refused, watch } = await payInTrouble(DONORS, diceOf(seed), fake, clock);
    console.info(`${DONORS} donors, ${watch.looks} looks`, { faults: fake.faults.counts, refused });
    expect([...watch.findings]).toEqual([]);
    expect(faults).toEqual([]);
    await expectSound(communityId);

    fake.faults.clear();
    await letTimePass(fake, clock, A_DAY_AND_MORE); // Stripe keeps an error for a key as long as the key
    await expectSettled(fake, communityId);
    await expectSound(communityId);
    await expectBooksEqual(fake, [communityId]);
    await fake.close();
  },
  DONORS * 10_000,
);

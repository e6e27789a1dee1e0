import { expect, test } from "vitest";
import { diceOf, seedOf } from "../../chaos/dice";
import type { Refund } from "../../fakes/stripe/state";
import { hoursAfter, NOON } from "../../support/times";
import { expectSound } from "../stage";
import { aHistory, atRandom, endOf, inOrder, live } from "./histories";
import { decidePending, expectBooksEqual, expectSettled, letTimePass } from "./settle";
import { openFakeStripe } from "./stage";

const EACH = 20;
const BATCHES = Number(process.env.CHAOS_RUNS ?? 1);

test(
  "webhooks that come twice, late, in any order or never lead to the same end as those that come in order",
  async () => {
    const seed = seedOf("histories of webhooks");
    const count = { events: 0, lost: 0, copies: 0 };
    for (let batch = 0; batch < BATCHES; batch++) await compare(seed + batch, count);
    console.info(`${BATCHES * EACH} histories, each lived twice: ${JSON.stringify(count)}`);
  },
  BATCHES * EACH * 10_000,
);

async function compare(seed: number, count: { events: number; lost: number; copies: number }): Promise<void> {
  const dice = diceOf(seed);
  const clock = { now: NOON };
  const fake = await openFakeStripe(clock);
  const histories = Array.from({ length: EACH }, () => aHistory(dice));
  const ordered = await live(histories, fake, clock, inOrder(fake));
  const post = atRandom(fake, dice);
  const random = await live(histories, fake, clock, post);

  for (const { communityId } of [ordered, random]) {
    clock.now = hoursAfter(NOON, 1);
    await decidePending(fake, communityId);
  }
  for (const { data } of fake.events("refund.created")) {
    const refund = fake.object((data.object as Refund).id) as Refund;
    if (refund.status === "pending") fake.settleRefund(refund.id, true);
  }
  fake.settleFees();
  await letTimePass(fake, clock);
  const ends = await endOf(random.communityId);
  const expected = await endOf(ordered.communityId);
  for (const [row, end] of ends.entries())
    expect(end, JSON.stringify(histories[end.nth], null, 1)).toEqual(expected[row]);
  expect(ends).toEqual(expected);
  for (const { communityId } of [ordered, random]) {
    await expectSettled(fake, communityId);
    await expectSound(communityId);
  }
  await expectBooksEqual(fake, [ordered.communityId, random.communityId]);
  count.events += fake.events().length;
  count.lost += post.lost;
  count.copies += post.copies;
  await fake.close();
}

import { expect, test } from "vitest";
import { diceOf, seedOf } from "../../chaos/dice";
import { NOON } from "../../support/times";
import { aHistory, atRandom, endOf, inOrder, live } from "./histories";
import { openFakeStripe } from "./stage";

// The control of the histories: the same lost, late and doubled webhooks, and no reconciler that asks afterwards.
test("without the reconciler webhooks that never come leave payments unheard of", async () => {
  const dice = diceOf(seedOf("the control of the histories"));
  const clock = { now: NOON };
  const fake = await openFakeStripe(clock);
  const histories = Array.from({ length: 25 }, () => aHistory(dice));
  const ordered = await live(histories, fake, clock, inOrder(fake));
  const random = await live(histories, fake, clock, atRandom(fake, dice));
  expect(await endOf(random.communityId)).not.toEqual(await endOf(ordered.communityId));
  await fake.close();
}, 120_000);

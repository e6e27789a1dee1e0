import { Refusal } from "@/lib/core/refusal";
import { fulfil } from "@/lib/donations/card/fulfil";
import { askOpenAttempts } from "@/lib/donations/card/reconcile";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import type { Dice } from "../../chaos/dice";
import type { FakeStripe } from "../../fakes/stripe/start";
import { aTreasurer } from "../../support/factories";
import { minutesAfter, NOON } from "../../support/times";
import { aTransfer } from "../stage";
import { hand } from "./deliver";
import { handleEventsAt } from "./settle";
import { aCardStage, aCheckout, type Clock } from "./stage";

export type CardRace = { communityId: string; faults: unknown[] };

/**
 * So many payments, each told by its webhook, by the donor who comes back and by the reconciler at the same moment. Every fifth came
 * after a transfer for the same claim had been confirmed.
 */
export async function raceToFulfil(payments: number, dice: Dice, fake: FakeStripe, clock: Clock): Promise<CardRace> {
  const { communityId, campaign, treasurer } = await aCardStage({ maxOpenClaims: 10_000 });
  const faults: unknown[] = [];
  const tried = (work: Promise<unknown>) => work.catch((error) => faults.push(error));
  for (let nth = 0; nth < payments; nth++) {
    clock.now = NOON;
    const { attempt, sessionId, code } = await aCheckout(fake, campaign, { lateChoice: dice.pick(["refund", "keep"]) });
    if (nth % 5 === 0) await confirmTransfer(treasurer, aTransfer(code), clock.now);
    const before = fake.events().length;
    fake.pay(sessionId);
    clock.now = minutesAfter(NOON, 16); // the reconciler's time to ask
    const ref = { communityId, attemptId: attempt.id };
    const { now } = clock;
    const webhook = async () => {
      await Promise.all(
        fake
          .events()
          .slice(before)
          .map(({ id }) => hand(fake, id)),
      );
      await Promise.all([handleEventsAt(now), handleEventsAt(now)]);
    };
    const askers = [webhook, () => fulfil(ref, {}, now), () => fulfil(ref, {}, now), () => askOpenAttempts(now)];
    await Promise.all(dice.shuffled(askers).map((ask) => tried(ask())));
  }
  return { communityId, faults };
}

/** Two treasurers give the same donation back at the same moment, all of it or a part that does not go twice; so many times. */
export async function raceToRefund(donations: number, dice: Dice, fake: FakeStripe, clock: Clock): Promise<CardRace> {
  const { communityId, campaign, treasurer } = await aCardStage({ maxOpenClaims: 10_000 });
  const second = await aTreasurer(communityId);
  const faults: unknown[] = [];
  clock.now = NOON;
  for (let nth = 0; nth < donations; nth++) {
    const { attempt, sessionId, code } = await aCheckout(fake, campaign);
    fake.pay(sessionId);
    await fulfil({ communityId, attemptId: attempt.id }, {}, clock.now);
    const amountMinor = dice.pick([undefined, 25_000]); // of 40 000
    await Promise.all(
      [treasurer, second].map((who) =>
        refundDonation(who, { code, amountMinor, reason: "Перевірка" }, clock.now).catch((error) => {
          if (!(error instanceof Refusal)) faults.push(error);
        }),
      ),
    );
  }
  return { communityId, faults };
}

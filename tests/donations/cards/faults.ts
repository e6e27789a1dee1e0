import { cancelClaim, claimBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { Refusal } from "@/lib/core/refusal";
import { closeClaimPayments, startClaimCheckout } from "@/lib/donations/card/checkout";
import { askOpenAttempts } from "@/lib/donations/card/reconcile";
import { goOnWithRefunds } from "@/lib/donations/card/refunds";
import { refundDonation } from "@/lib/donations/refunds";
import type { Dice } from "../../chaos/dice";
import type { FakeStripe } from "../../fakes/stripe/start";
import { aMember } from "../../support/factories";
import { minutesAfter, NOON } from "../../support/times";
import { aClaim } from "../stage";
import { deliver } from "./deliver";
import { handleEventsAt } from "./settle";
import { aCardStage, attemptsOfClaim, type Clock, comeBack } from "./stage";
import { watchSessions } from "./watch";

const WAVE = 20; // donors at the same moment
const ACTS = 4; // of each, after two tabs were opened
const PAGE_ENDS_MINUTES = 36;

/** One request in five is slow, and of three in five the answer is a 429, a 500 or lost; now and then a 500 is kept for the key. */
export const FAULTS = {
  slow: { share: 0.2, ms: 30 },
  rateLimited: 0.2,
  serverError: 0.2,
  answerLost: 0.2,
  serverErrorKept: 0.01,
};

/** So many donors pay, change their minds, come back and go away while Stripe hardly works. What is thrown beside refusals is a fault. */
export async function payInTrouble(donors: number, dice: Dice, fake: FakeStripe, clock: Clock) {
  const { communityId, campaign, treasurer } = await aCardStage({ maxOpenClaims: 10_000, memberHoldHours: 1 });
  const rival = await aMember(communityId);
  const faults: unknown[] = [];
  const refused: Record<string, number> = {};
  const watch = watchSessions(fake);
  fake.faults.set(FAULTS);

  const tried = (work: Promise<unknown>) =>
    work.catch((error) => {
      if (error instanceof Refusal) refused[error.code] = (refused[error.code] ?? 0) + 1;
      else faults.push(error);
    });

  async function donate(): Promise<void> {
    const { claimant, ref, code, bookId } = await aClaim(campaign, { now: clock.now });
    const { now } = clock;
    const begin = (lateChoice: "refund" | "keep") =>
      startClaimCheckout(claimant, ref, { lateChoice, locale: "uk" }, now);
    const acts: (() => Promise<unknown>)[] = [
      () => begin("refund"),
      () => begin(dice.pick(["refund", "keep"])),
      async () => {
        // only a page that was shown can be paid: of one whose answer was lost nobody knows the address
        const shown = (await attemptsOfClaim(ref)).map(({ providerRef }) => providerRef);
        const session = fake.payableSessions().find(({ id }) => shown.includes(id));
        if (session) fake.pay(session.id);
      },
      () => comeBack(ref, now),
      async () => {
        await closeClaimPayments(ref, now);
        await cancelClaim(claimant, ref, undefined, now);
      },
      () => claimBook(rival, { bookId, amountMinor: 50_000, method: "transfer", locale: "uk" }, now),
      () => refundDonation(treasurer, { code, reason: "Перевірка" }, now),
      () => deliver(fake, dice),
    ];
    await Promise.all([tried(begin("refund")), tried(begin("refund"))]);
    for (let nth = 0; nth < ACTS; nth++) await Promise.all([tried(dice.pick(acts)()), tried(dice.pick(acts)())]);
  }

  async function tick(): Promise<void> {
    for (const job of [handleEventsAt, askOpenAttempts, goOnWithRefunds, expireOverdueClaims])
      await tried(job(clock.now));
  }

  clock.now = NOON;
  for (let done = 0; done < donors; done += WAVE) {
    const wave = Promise.all(Array.from({ length: Math.min(WAVE, donors - done) }, donate));
    await Promise.all([wave, tick()]);
    clock.now = minutesAfter(clock.now, dice.pick([2, PAGE_ENDS_MINUTES]));
  }
  await tick();
  await watch.stop();
  return { communityId, faults, refused, watch };
}

import { cancelClaim, claimBook, receiveBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { Refusal } from "@/lib/core/refusal";
import { closeClaimPayments, startClaimCheckout } from "@/lib/donations/card/checkout";
import { askOpenAttempts } from "@/lib/donations/card/reconcile";
import { goOnWithRefunds } from "@/lib/donations/card/refunds";
import { recordCash, rejectProof, undoConfirmation } from "@/lib/donations/commands";
import { decideWithoutBook } from "@/lib/donations/decide";
import { submitProof } from "@/lib/donations/proofs";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import type { Dice } from "../chaos/dice";
import type { FakeStripe } from "../fakes/stripe/start";
import { aMember } from "../support/factories";
import { daysAfter, minutesAfter, NOON } from "../support/times";
import { deliver } from "./cards/deliver";
import { handleEventsAt } from "./cards/settle";
import { attemptsOfClaim, type Clock, comeBack } from "./cards/stage";
import { watchSessions } from "./cards/watch";
import { aClaim, aStage, aTransfer } from "./stage";

const AT_ONCE = 12;
const CARDS = ["4242 4242 4242 4242", "4000 0000 0000 0002", "4000 0000 0000 6009"];
const SKEW_SECONDS = 20;

/**
 * So many claims, each with twelve random acts of people, providers and the clock at the same moment; half of them have their page
 * at Stripe open already, some at the very end of its time. What is thrown beside refusals is a fault.
 */
export async function raceForClaims(claimCount: number, dice: Dice, fake: FakeStripe, clock: Clock) {
  const { communityId, campaign, organizer, treasurer } = await aStage({
    maxOpenClaims: 1000,
    memberHoldHours: 1,
    cards: "stripe",
  });
  const rival = await aMember(communityId);
  const faults: unknown[] = [];
  const tally: Record<string, number> = {};
  const watch = watchSessions(fake);

  const tried = (work: Promise<unknown>) =>
    work.catch((error) => {
      if (!(error instanceof Refusal)) faults.push(error);
    });

  for (let nth = 0; nth < claimCount; nth++) {
    clock.now = NOON;
    const { claimant, ref, code, bookId } = await aClaim(campaign, { now: NOON });
    const wish = { bookId, amountMinor: 50_000, method: "transfer", locale: "uk" } as const;
    const reason = "Перевірка";
    const checkout = (lateChoice: "refund" | "keep") => (now: Date) =>
      startClaimCheckout(claimant, ref, { lateChoice, locale: "uk" }, now);
    const pay = async () => {
      const ids = (await attemptsOfClaim(ref)).map(({ id }) => id);
      const session = fake.payableSessions().find((one) => ids.includes(one.client_reference_id ?? ""));
      if (session) fake.pay(session.id, dice.pick(CARDS));
    };
    const letGo = (by: typeof claimant, why?: string) => async (now: Date) => {
      await closeClaimPayments(ref, now);
      await cancelClaim(by, ref, why, now);
    };
    const byTheHour: Record<string, (now: Date) => Promise<unknown>> = {
      "begin to pay": checkout("refund"),
      "begin in another tab": checkout("refund"),
      "begin with another choice": checkout("keep"),
      pay,
      "pay again": pay,
      "come back": (now) => comeBack(ref, now),
      "be told": () => deliver(fake, dice),
      "handle what was told": (now) => handleEventsAt(now),
      "let go": letGo(claimant),
      "let go by the desk": letGo(organizer, reason),
      "ask open attempts": (now) => askOpenAttempts(now),
      "go on with refunds": (now) => goOnWithRefunds(now),
      refund: (now) => refundDonation(treasurer, { code, reason }, now),
      "refund a part": (now) => refundDonation(treasurer, { code, reason, amountMinor: 10_000 }, now),
    };
    const anyTime: Record<string, (now: Date) => Promise<unknown>> = {
      prove: (now) => submitProof(claimant, ref, { receipt: "1" }, now),
      confirm: (now) => confirmTransfer(treasurer, aTransfer(code, 41_000), now),
      "confirm again": (now) => confirmTransfer(treasurer, aTransfer(code, 41_000), now),
      cash: (now) => recordCash(organizer, { code, amountMinor: 42_000 }, now),
      undo: (now) => undoConfirmation(treasurer, { code, reason }, now),
      reject: (now) => rejectProof(treasurer, { code, reason }, now),
      "cancel without a look": (now) => cancelClaim(claimant, ref, undefined, now),
      sweep: (now) => expireOverdueClaims(now),
      rival: (now) => claimBook(rival, wish, now),
      keep: (now) => decideWithoutBook(organizer, { code, decision: "keep" }, now),
      "give back": (now) => decideWithoutBook(organizer, { code, decision: "refund" }, now),
      receive: (now) => receiveBook(claimant, ref, now),
    };

    clock.now = minutesAfter(NOON, 30);
    if (dice.chance(0.5)) await tried(checkout(dice.pick(["refund", "keep"]))(clock.now));
    if (dice.chance(0.2)) await tried(pay());
    clock.now = minutesAfter(NOON, dice.pick([31, 31, 64.9, 65.1, 71])); // in time, about the page's end, after the hold
    await Promise.all(
      Array.from({ length: AT_ONCE }, () => {
        const [name, act] = dice.pick(Object.entries(dice.chance(0.6) ? byTheHour : anyTime));
        const hour = new Date(clock.now.getTime() + (dice.next() - 0.5) * 2 * SKEW_SECONDS * 1000);
        const now = name in anyTime && dice.chance(0.3) ? daysAfter(NOON, 4) : hour;
        tally[name] = (tally[name] ?? 0) + 1;
        return tried(act(now));
      }),
    );
  }

  await watch.stop();
  return { communityId, campaignId: campaign.id, treasurer, faults, watch, tally };
}

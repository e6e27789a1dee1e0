import { sql } from "@/db/client";
import { Refusal } from "@/lib/core/refusal";
import { startClaimCheckout } from "@/lib/donations/card/checkout";
import { fulfil } from "@/lib/donations/card/fulfil";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import type { Dice } from "../../chaos/dice";
import type { FakeStripe } from "../../fakes/stripe/start";
import type { Dispute, Refund } from "../../fakes/stripe/state";
import { minutesAfter, NOON } from "../../support/times";
import { aClaim, aTransfer } from "../stage";
import { hand } from "./deliver";
import { handleEventsAt } from "./settle";
import { aCardStage, attemptOfClaim, type Clock } from "./stage";

const CARDS = {
  good: "4242 4242 4242 4242",
  declined: "4000 0000 0000 0002",
  refundsPending: "4000 0000 0000 7726",
  later: "4000 0000 0000 6009",
};

/** One thing that happens to a payment: at Stripe, at the donor's bank, or at the desk. */
export type Step =
  | { what: "transfer" }
  | { what: "pay"; card: keyof typeof CARDS; isFeeLate: boolean }
  | { what: "settle"; ok: boolean }
  | { what: "fee" }
  | { what: "desk refund" | "dashboard refund"; share: number }
  | { what: "refund ends"; ok: boolean }
  | { what: "dispute"; share: number }
  | { what: "dispute ends"; outcome: "won" | "lost" };
export type History = { lateChoice: "refund" | "keep"; amountMinor: number; steps: Step[] };

/** A life of one payment, from its page to whatever became of its money. */
export function aHistory(dice: Dice): History {
  const lateChoice = dice.pick(["refund", "keep"] as const);
  const comesTwice = dice.chance(0.15);
  // such money goes back by itself once it is heard of, and what people do to it meanwhile depends on when that was
  const goesBack = comesTwice && lateChoice === "refund";
  const card = goesBack ? "good" : dice.pick(["good", "good", "refundsPending", "later", "declined"] as const);
  const steps: Step[] = [];
  if (comesTwice) steps.push({ what: "transfer" });
  if (dice.chance(0.9)) steps.push({ what: "pay", card, isFeeLate: dice.chance(0.2) });
  if (card === "declined") steps.push({ what: "pay", card: "good", isFeeLate: false });
  if (card === "later" && dice.chance(0.9)) steps.push({ what: "settle", ok: dice.chance(0.6) });
  for (let nth = goesBack ? 0 : dice.below(6); nth > 0; nth--) steps.push(aftermath(dice));
  return { lateChoice, amountMinor: 30_000 + 100 * dice.below(500), steps };
}

function aftermath(dice: Dice): Step {
  const share = dice.pick([0.25, 0.5, 1]);
  const outcome = dice.pick(["won", "lost"] as const);
  return dice.pick<Step>([
    { what: "desk refund", share },
    { what: "dashboard refund", share },
    { what: "refund ends", ok: dice.chance(0.7) },
    { what: "dispute", share },
    { what: "dispute ends", outcome },
    { what: "dispute ends", outcome },
    { what: "fee" },
  ]);
}

/** How Stripe's events reach us: told of each new one, and of each step that is over. */
export type Post = { take(eventIds: string[], now: Date): Promise<void>; rest(now: Date): Promise<void> };

/** Every event at once, in order, and handled before anything else happens. */
export function inOrder(fake: FakeStripe): Post {
  return {
    async take(eventIds, now) {
      for (const id of eventIds) await hand(fake, id);
      await handleEventsAt(now);
    },
    async rest() {},
  };
}

const LOST = 0.3;
const COPIES_MAX = 5;
const LATEST_STEPS = 12;

/** Of three steps in ten nothing is ever heard; the others come up to five times, in any order, and some steps later. */
export function atRandom(fake: FakeStripe, dice: Dice): Post & { lost: number; copies: number } {
  let waiting: { id: string; steps: number }[] = [];
  const post = {
    lost: 0,
    copies: 0,
    async take(eventIds: string[], now: Date) {
      const isLost = dice.chance(LOST);
      if (isLost) post.lost += eventIds.length;
      for (const id of isLost ? [] : eventIds)
        for (let copy = 1 + dice.below(COPIES_MAX); copy > 0; copy--)
          waiting.push({ id, steps: dice.chance(0.4) ? 0 : dice.below(LATEST_STEPS) });
      await bring(({ steps }) => steps <= 0, now);
      for (const one of waiting) one.steps -= 1;
    },
    rest: (now: Date) => bring(() => true, now),
  };
  return post;

  async function bring(isDue: (one: { steps: number }) => boolean, now: Date) {
    const due = dice.shuffled(waiting.filter(isDue));
    waiting = waiting.filter((one) => !isDue(one));
    for (const { id } of due) await hand(fake, id);
    post.copies += due.length;
    if (dice.chance(0.7)) await handleEventsAt(now);
  }
}

/** Lives the histories through, one after another, in a community of their own. */
export async function live(histories: readonly History[], fake: FakeStripe, clock: Clock, post: Post) {
  const { communityId, campaign, treasurer } = await aCardStage({ maxOpenClaims: 1000, memberHoldHours: 1 });
  let told = fake.events().length;
  const tell = async () => {
    const all = fake.events();
    const fresh = all.slice(told).map(({ id }) => id);
    told = all.length;
    await post.take(fresh, clock.now);
  };
  for (const { lateChoice, amountMinor, steps } of histories) {
    clock.now = NOON;
    const { claimant, ref, code } = await aClaim(campaign, { amountMinor });
    await startClaimCheckout(claimant, ref, { lateChoice, locale: "uk" }, clock.now);
    const attempt = await attemptOfClaim(ref);
    const session = attempt.providerRef ?? "";
    for (const step of steps) {
      clock.now = minutesAfter(clock.now, 3);
      await perform(step).catch((error) => {
        if (!(error instanceof Refusal)) throw error;
      });
      await tell();
    }

    async function perform(step: Step): Promise<void> {
      if (step.what === "transfer") await confirmTransfer(treasurer, aTransfer(code, amountMinor), clock.now);
      else if (step.what === "desk refund") await refundAtDesk(step.share);
      else atStripe(step);
    }

    async function refundAtDesk(share: number): Promise<void> {
      // the desk has just looked at the payment
      const seen = await fulfil({ communityId, attemptId: attempt.id }, { whole: true }, clock.now);
      if (seen?.attempt.status !== "paid") return;
      const order = { code: seen.outcome.donation.code, reason: "Перевірка", amountMinor: partOf(amountMinor, share) };
      await refundDonation(treasurer, order, clock.now);
    }

    function atStripe(step: Exclude<Step, { what: "transfer" | "desk refund" }>): void {
      const isOf = (one: { payment_intent: string | null }) =>
        one.payment_intent !== null && one.payment_intent === fake.session(session)?.payment_intent;
      try {
        if (step.what === "pay") {
          fake.feesComeLater = step.isFeeLate;
          fake.pay(session, CARDS[step.card]);
          fake.feesComeLater = false;
        }
        if (step.what === "settle") fake.settle(session, step.ok);
        if (step.what === "fee") fake.settleFees();
        if (step.what === "dashboard refund") fake.refund(session, partOf(amountMinor, step.share));
        if (step.what === "dispute") fake.dispute(session, partOf(amountMinor, step.share));
        if (step.what === "refund ends") {
          const pending = now<Refund>("refund.created").find((one) => isOf(one) && one.status === "pending");
          if (pending) fake.settleRefund(pending.id, step.ok);
        }
        if (step.what === "dispute ends") {
          const open = now<Dispute>("charge.dispute.created").find(
            (one) => isOf(one) && one.status === "needs_response",
          );
          if (open) fake.closeDispute(open.id, step.outcome);
        }
      } catch {} // there was nothing to refund, to dispute or to decide
    }
  }

  /** What an event of this type told of, as it is now. */
  function now<Told extends Refund | Dispute>(type: "refund.created" | "charge.dispute.created"): Told[] {
    return fake.events(type).flatMap(({ data }) => (fake.object((data.object as Told).id) as Told | undefined) ?? []);
  }

  await post.rest(clock.now);
  return { communityId };
}

const partOf = (amountMinor: number, share: number) => (share === 1 ? undefined : Math.round(amountMinor * share));

/** How every claim and its money stand in the end, in the order the claims were made, without names that are by chance. */
export async function endOf(communityId: string) {
  const rows = await sql<{ nth: number }[]>`
    select (dense_rank() over (order by claims.id) - 1)::int as nth, claims.status as claim, money.status as donation, money.decision, money.claim_id is null as "isOwn",
      (select jsonb_object_agg(kind, sum) from (
        select kind, sum(amount_minor)::int as sum from ledger_entries
        where community_id = money.community_id and donation_id = money.id group by kind) entries) as ledger,
      (select jsonb_agg(jsonb_build_array(status, cause, amount_minor) order by amount_minor, cause, status) from refunds
        where community_id = money.community_id and donation_id = money.id) as refunds,
      (select array_agg(status::text order by id) from payment_attempts
        where community_id = money.community_id and donation_id = money.id) as attempts
    from claims join donations money on money.community_id = claims.community_id and money.donor_id = claims.claimant_id
    where claims.community_id = ${communityId} order by claims.id, "isOwn"`;
  return [...rows];
}

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isGoingBack } from "@/app/[locale]/donations/_pay/going-back";
import { sql } from "@/db/client";
import { lookAtPayment } from "@/lib/donations/card/look";
import { moneyOfClaim } from "@/lib/donations/of-claim";
import { donationByToken } from "@/lib/donations/pledge";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import type { FakeStripe } from "../../fakes/stripe/start";
import { aTransfer, expectSound, statusOf } from "../stage";
import { aCardStage, aCheckout, type Clock, openFakeStripe } from "./stage";

// What the private pages show of card money, and what they ask.

const clock: Clock = { now: new Date() };
let stripe: FakeStripe;
beforeAll(async () => {
  stripe = await openFakeStripe(clock);
});
afterAll(() => stripe.close());
beforeEach(() => {
  clock.now = new Date();
  stripe.faults.clear();
});

type Paying = Awaited<ReturnType<typeof aCheckout>>;
const donationOf = ({ attempt }: Paying) => ({ communityId: attempt.communityId, donationId: attempt.donationId });
const begin = async (choice: Parameters<typeof aCheckout>[2] = {}) => {
  const stage = await aCardStage({
    opensAt: new Date(Date.now() - 86_400_000),
    closesAt: new Date(Date.now() + 86_400_000),
  });
  return { ...stage, paying: await aCheckout(stripe, stage.campaign, { now: clock.now, ...choice }) };
};

describe("a donor who comes back from the payment page", () => {
  test("is shown what the provider says, however many ask at a time", async () => {
    const { paying } = await begin();
    stripe.pay(paying.sessionId);
    const answers = await Promise.all(Array.from({ length: 5 }, () => lookAtPayment(donationOf(paying))));
    const told = answers.flatMap((outcome) => outcome?.donation.status ?? []); // whoever came after it was decided asked nobody
    expect([...new Set(told)]).toEqual(["confirmed"]);
    expect(await lookAtPayment(donationOf(paying))).toBeUndefined(); // decided: nobody is asked
    expect(await statusOf(paying.ref)).toEqual({ claim: "confirmed", donation: "confirmed" });
  });

  test("sees the page as it was while the provider is silent", async () => {
    const { paying } = await begin();
    stripe.pay(paying.sessionId);
    stripe.faults.set({ serverError: 1 });
    expect(await lookAtPayment(donationOf(paying))).toBeUndefined();
    expect(await statusOf(paying.ref)).toEqual({ claim: "held", donation: "pledged" });
  });

  test("is believed enough to ask about a page that we had given up", async () => {
    const { paying } = await begin();
    await sql`update payment_attempts set status = 'expired', ask_at = null where id = ${paying.attempt.id}`;
    stripe.pay(paying.sessionId);
    expect((await lookAtPayment(donationOf(paying)))?.donation.status).toBe("confirmed");
  });
});

test("a second payment stands on the first one’s page, with the way to its own", async () => {
  const { communityId, treasurer, paying } = await begin({ lateChoice: "keep" });
  await confirmTransfer(treasurer, aTransfer(paying.code), clock.now);
  stripe.pay(paying.sessionId);
  await lookAtPayment(donationOf(paying));
  const { paidTwice, payment } = await moneyOfClaim(paying.ref);
  expect(paidTwice).toMatchObject([{ amountMinor: 40_000, lateChoice: "keep", refunds: [] }]);
  expect(payment).toBeNull();
  expect(await donationByToken(paidTwice[0]?.token ?? "")).toMatchObject({ claimToken: null });
  await expectSound(communityId);
});

test("nobody is thanked for what is on its way back", async () => {
  const { treasurer, paying } = await begin();
  stripe.pay(paying.sessionId, "4000 0000 0000 7726"); // its refunds take days
  await lookAtPayment(donationOf(paying));
  const reason = "Так домовилися";
  const isBack = async () => isGoingBack(await moneyOfClaim(paying.ref));
  expect(await isBack()).toBe(false);
  await refundDonation(treasurer, { code: paying.code, amountMinor: 15_000, reason });
  expect(await isBack()).toBe(false);
  await refundDonation(treasurer, { code: paying.code, reason });
  expect(await isBack()).toBe(true);
});

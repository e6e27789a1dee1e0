import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { aStripe } from "./stripe/a-stripe";
import { askContract, donation } from "./stripe/contract";

const DECLINED = "4000 0000 0000 0002";
const POOR = "4000 0000 0000 9995";
const LATER = "4000 0000 0000 6009";
const EXPANDED = { expand: ["payment_intent.latest_charge.balance_transaction"] };

describe("the contract", () => {
  test("the fake keeps it", async () => {
    const { stripe } = await aStripe({ now: () => new Date() });
    await askContract(stripe);
  });

  test.skipIf(!process.env.STRIPE_TEST_KEY)(
    "Stripe itself keeps it (skipped when STRIPE_TEST_KEY names no key to ask it with)",
    { timeout: 60_000 },
    async () => {
      const key = process.env.STRIPE_TEST_KEY ?? "";
      expect(key, "never a live key").toMatch(/^sk_test_/);
      await askContract(new Stripe(key, { maxNetworkRetries: 0 }));
    },
  );
});

describe("a session", () => {
  test("is paid on its page, and everything paid can be read through it", async () => {
    const { stripe, fake, clock } = await aStripe();
    const session = await stripe.checkout.sessions.create(donation({ now: clock.now }));
    const page = await (await fetch(session.url ?? "")).text();
    expect(page).toContain("TEST MODE — no real money");
    expect(page).toContain("₴390.00");
    const answer = await postPage(session.url, { email: "donor@example.org", card: "4242 4242 4242 4242" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`https://books.example/done?session=${session.id}`);

    const paid = await stripe.checkout.sessions.retrieve(session.id, EXPANDED);
    expect(paid).toMatchObject({ status: "complete", payment_status: "paid", url: null, amount_total: 39_000 });
    expect(paid.customer_details?.email).toBe("donor@example.org");
    expect(paid.payment_intent).toMatchObject({
      status: "succeeded",
      amount_received: 39_000,
      description: "A book for the fund",
      metadata: { attempt: "a1" },
      latest_charge: { paid: true, balance_transaction: { amount: 39_000, fee: 1161, net: 37_839 } },
    });
    const found = await stripe.checkout.sessions.list({ payment_intent: idOf(paid.payment_intent) });
    expect(found.data.map(({ id }) => id)).toEqual([session.id]);
    expect(fake.sessionsOf("attempt-1").map(({ id }) => id)).toEqual([session.id]);
    expect(await (await fetch(`${fake.url}/pay/${session.id}`)).text()).toContain("already made");
  });

  test.each([
    [DECLINED, "Your card was declined.", "generic_decline"],
    [POOR, "Your card has insufficient funds.", "insufficient_funds"],
  ])("stays open when %s is declined, and is paid by the next card", async (card, words, code) => {
    const { stripe, clock } = await aStripe();
    const session = await stripe.checkout.sessions.create(donation({ now: clock.now }));
    const answer = await postPage(session.url, { email: "donor@example.org", card });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(words);
    const declined = await stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] });
    expect(declined).toMatchObject({ status: "open", payment_status: "unpaid" });
    expect(declined.payment_intent).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { decline_code: code },
    });
    await postPage(session.url, { email: "donor@example.org", card: "4242424242424242" });
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      payment_status: "paid",
      payment_intent: idOf(declined.payment_intent),
    });
  });

  test("takes no card number that is none, and no live card", async () => {
    const { stripe, fake, clock } = await aStripe();
    const session = await stripe.checkout.sessions.create(donation({ now: clock.now }));
    expect(fake.pay(session.id, "4242424242424241").message).toBe("Your card number is invalid.");
    expect(fake.pay(session.id, "5375414100000008").message).toContain("test mode");
    expect(fake.sums()).toEqual({});
  });

  test("expires by the clock, and is then neither payable nor paid", async () => {
    const { stripe, fake, later, clock } = await aStripe();
    const session = await stripe.checkout.sessions.create(donation({ now: clock.now }));
    expect(fake.payableSessions().map(({ id }) => id)).toEqual([session.id]);
    later(35);
    expect(fake.payableSessions()).toEqual([]);
    expect(fake.pay(session.id).status).toBe("closed");
    expect(await (await fetch(session.url ?? "")).text()).toContain("has expired");
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: "expired", url: null });
    expect(fake.events("checkout.session.expired")).toHaveLength(1);
    await expect(stripe.checkout.sessions.expire(session.id)).rejects.toThrow('status in ["open"]');
  });

  test("of an asynchronous card is complete at once and paid, or not, later", async () => {
    const { stripe, fake, paid } = await aStripe();
    const good = await paid(5000, LATER);
    const bad = await paid(7000, LATER);
    expect(await stripe.checkout.sessions.retrieve(good.session)).toMatchObject({
      status: "complete",
      payment_status: "unpaid",
    });
    fake.settle(good.session, true);
    fake.settle(bad.session, false);
    expect(await stripe.checkout.sessions.retrieve(good.session)).toMatchObject({ payment_status: "paid" });
    expect(await stripe.checkout.sessions.retrieve(bad.session)).toMatchObject({ payment_status: "unpaid" });
    expect(fake.sums().uah?.paidMinor).toBe(5000);
    expect(fake.events("checkout.session.async_payment_succeeded")).toHaveLength(1);
    expect(fake.events("checkout.session.async_payment_failed")).toHaveLength(1);
    expect(() => fake.settle(good.session, true)).toThrow("waits");
  });

  test.each<[string, object, string | undefined, string]>([
    ["an unknown currency", { currency: "xyz" }, undefined, "Invalid currency: xyz"],
    ["a fraction of a kopiyka", { amountMinor: 2500.5 }, "parameter_invalid_integer", "Invalid integer: 2500.5"],
    ["a negative amount", { amountMinor: -5000 }, "parameter_invalid_integer", "greater than or equal to 0"],
    ["1e15", { amountMinor: 1e15 }, "parameter_invalid_integer", "less than or equal to 99999999"],
    ["too little in dollars", { amountMinor: 49, currency: "usd" }, "amount_too_small", "at least $0.50 usd"],
    ["an expiry too soon", { minutes: 29 }, undefined, "at least 30 minutes"],
    ["an expiry too late", { minutes: 24 * 60 + 1 }, undefined, "less than 24 hours"],
  ])("is not made of %s", async (_, wrong, code, words) => {
    const { stripe, clock, fake } = await aStripe();
    const making = stripe.checkout.sessions.create(donation({ now: clock.now, ...wrong }));
    const error = await making.then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(fake.payableSessions()).toEqual([]);
  });

  test("is not made with a locale Checkout lacks, with what is not served here, or with another's key", async () => {
    const { stripe, fake, clock } = await aStripe();
    const create = stripe.checkout.sessions.create.bind(stripe.checkout.sessions);
    const given = donation({ now: clock.now });
    await expect(create({ ...given, locale: "uk" })).rejects.toThrow("Invalid locale");
    await expect(create({ ...given, customer: "cus_1" })).rejects.toMatchObject({ code: "parameter_unknown" });
    const stranger = new Stripe("sk_test_stranger", { ...fake.connection, maxNetworkRetries: 0 });
    await expect(stranger.events.list()).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
  });
});

test("the dashboard refunds, disputes and decides by plain forms", async () => {
  const { paid, fake } = await aStripe();
  const { intent } = await paid(10_000);
  const charge = String((fake.object(intent) as Stripe.PaymentIntent).latest_charge);
  const press = async (fields: Record<string, string>) =>
    (await postPage(`${fake.url}/dashboard`, fields, "follow")).text();
  expect(await press({ charge, do: "refund-part", amount: "25,50" })).toContain("Refunded ₴25.50.");
  expect(await press({ charge, do: "refund-part", amount: "-1" })).toContain("That is not an amount.");
  expect(await press({ charge, do: "dispute" })).toContain("Disputed: ₴74.50.");
  const { id = "" } = fake.object(
    String(fake.events("charge.dispute.created").map(({ data }) => idOf(data.object))[0]),
  ) as Stripe.Dispute;
  expect(await press({ id, do: "win" })).toContain("Won: ₴74.50 came back.");
  expect(fake.sums().uah).toMatchObject({ refundedMinor: 2550, disputedMinor: 0 });
});

function postPage(url: string | null, fields: Record<string, string>, redirect: RequestRedirect = "manual") {
  return fetch(url ?? "", { method: "POST", body: new URLSearchParams(fields), redirect });
}

const idOf = (value: unknown) =>
  typeof value === "object" && value !== null && "id" in value ? String(value.id) : String(value);

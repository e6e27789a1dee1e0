import Stripe from "stripe";
import { afterEach, describe, expect, test } from "vitest";
import { askContract, donation } from "./stripe/contract";
import { type FakeStripeOptions, startFakeStripe } from "./stripe/start";

const KEY = "sk_test_of_the_tests";
const NOON = new Date("2026-03-29T12:00:00Z");
const DECLINED = "4000 0000 0000 0002";
const POOR = "4000 0000 0000 9995";
const REFUNDS_PENDING = "4000 0000 0000 7726";
const LATER = "4000 0000 0000 6009";
const EXPANDED = { expand: ["payment_intent.latest_charge.balance_transaction"] };

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function aStripe(options: Partial<FakeStripeOptions> = {}) {
  const clock = { now: new Date(NOON) };
  const fake = await startFakeStripe({
    secretKey: KEY,
    webhookSecret: "whsec_tests",
    now: () => clock.now,
    ...options,
  });
  open.push(fake);
  const stripe = new Stripe(KEY, { ...fake.connection, maxNetworkRetries: 0 });
  const paid = async (amountMinor: number, card?: string, currency?: string) => {
    const session = await stripe.checkout.sessions.create(donation({ amountMinor, currency, now: clock.now }));
    expect(fake.pay(session.id, card).status).not.toBe("declined");
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id);
    return { session: session.id, intent: String(intent) };
  };
  const later = (minutes: number) => {
    clock.now = new Date(clock.now.getTime() + minutes * 60_000);
  };
  return { fake, stripe, paid, later, clock };
}

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

describe("a refund", () => {
  test("sends back a part and then the rest, and never more", async () => {
    const { stripe, paid, fake } = await aStripe();
    const { intent } = await paid(10_000);
    await expect(stripe.refunds.create({ payment_intent: intent, amount: 10_001 })).rejects.toThrow(
      "Refund amount (₴100.01) is greater than charge amount (₴100.00)",
    );
    const part = await stripe.refunds.create({ payment_intent: intent, amount: 4000, metadata: { why: "twice" } });
    expect(part).toMatchObject({ status: "succeeded", amount: 4000, metadata: { why: "twice" } });
    await expect(stripe.refunds.create({ payment_intent: intent, amount: 6001 })).rejects.toThrow("unrefunded");
    const rest = await stripe.refunds.create({ payment_intent: intent });
    expect(rest.amount).toBe(6000);
    await expect(stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      code: "charge_already_refunded",
    });
    const listed = await stripe.refunds.list({ payment_intent: intent });
    expect(listed.data.map(({ id }) => id)).toEqual([rest.id, part.id]);
    expect(fake.events("charge.refunded").map(({ data }) => data.object)).toMatchObject([
      { amount_refunded: 4000, refunded: false },
      { amount_refunded: 10_000, refunded: true },
    ]);
    expect(fake.sums().uah).toEqual({
      paidMinor: 10_000,
      refundedMinor: 10_000,
      disputedMinor: 0,
      feesMinor: 320,
      netMinor: -320,
    });
  });

  test("that fails afterwards brings the money back", async () => {
    const { stripe, paid, fake } = await aStripe();
    const { intent } = await paid(10_000);
    const { id } = await stripe.refunds.create({ payment_intent: intent });
    fake.settleRefund(id, false);
    const failed = await stripe.refunds.retrieve(id, { expand: ["failure_balance_transaction"] });
    expect(failed).toMatchObject({ status: "failed", failure_reason: "expired_or_canceled_card" });
    expect(failed.failure_balance_transaction).toMatchObject({ type: "refund_failure", amount: 10_000 });
    expect(fake.events("refund.failed")).toHaveLength(1);
    expect(fake.sums().uah).toMatchObject({ refundedMinor: 0, netMinor: 10_000 - 320 });
    expect((await stripe.refunds.create({ payment_intent: intent })).status).toBe("succeeded");
  });

  test("may stay pending, and arrives later", async () => {
    const { stripe, paid, fake } = await aStripe();
    const { intent } = await paid(10_000, REFUNDS_PENDING);
    const { id, status } = await stripe.refunds.create({ payment_intent: intent });
    expect(status).toBe("pending");
    fake.settleRefund(id, true);
    expect(await stripe.refunds.retrieve(id)).toMatchObject({ status: "succeeded" });
    expect(fake.events("refund.updated")).toMatchObject([{ data: { previous_attributes: { status: "pending" } } }]);
  });

  test("is refused for what nobody has paid yet, and for what is not known", async () => {
    const { stripe, paid } = await aStripe();
    const { intent } = await paid(10_000, LATER);
    await expect(stripe.refunds.create({ payment_intent: intent })).rejects.toThrow(
      "does not have a successful charge",
    );
    await expect(stripe.refunds.create({ payment_intent: "pi_none" })).rejects.toMatchObject({
      code: "resource_missing",
      statusCode: 404,
    });
  });
});

describe("a dispute", () => {
  test("that is won gives the money back and keeps the fee", async () => {
    const { stripe, paid, fake } = await aStripe();
    const { intent, session } = await paid(10_000);
    const { id } = fake.dispute(session);
    expect(fake.sums().uah).toMatchObject({ disputedMinor: 10_000, feesMinor: 320 + 1500, netMinor: -1820 });
    await expect(stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({ code: "charge_disputed" });
    fake.closeDispute(id, "won");
    const won = await stripe.disputes.retrieve(id);
    expect(won).toMatchObject({ status: "won", payment_intent: intent });
    expect(won.balance_transactions.map(({ amount, fee }) => [amount, fee])).toEqual([
      [-10_000, 1500],
      [10_000, 0],
    ]);
    expect(fake.sums().uah).toMatchObject({ disputedMinor: 0, netMinor: 10_000 - 320 - 1500 });
    expect(() => fake.closeDispute(id, "lost")).toThrow("already closed");
    expect(fake.events().map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.closed",
        "charge.dispute.funds_reinstated",
      ]),
    );
  });

  test("that is lost takes the money for good, and only what was left to take", async () => {
    const { stripe, paid, fake } = await aStripe();
    const { intent } = await paid(10_000);
    fake.refund(intent, 2500);
    const { id } = fake.dispute(intent);
    fake.closeDispute(id, "lost");
    const listed = await stripe.disputes.list({ payment_intent: intent });
    expect(listed.data).toMatchObject([{ id, status: "lost", amount: 7500 }]);
    expect(fake.sums().uah).toEqual({
      paidMinor: 10_000,
      refundedMinor: 2500,
      disputedMinor: 7500,
      feesMinor: 1820,
      netMinor: -1820,
    });
  });
});

describe("the balance", () => {
  test("adds up to what was paid less what went back and the fees, currency by currency", async () => {
    const { stripe, paid, fake, later } = await aStripe();
    const first = await paid(39_000);
    await paid(2501, undefined, "usd");
    later(60);
    fake.refund(first.intent, 9000);
    fake.dispute((await paid(5000)).intent);
    const posted = await stripe.balanceTransactions.list({ limit: 1 }).autoPagingToArray({ limit: 100 });
    expect(posted).toHaveLength(5);
    for (const [currency, sums] of Object.entries(fake.sums())) {
      const net = posted.filter((one) => one.currency === currency).reduce((sum, one) => sum + one.net, 0);
      expect(net).toBe(sums.paidMinor - sums.refundedMinor - sums.disputedMinor - sums.feesMinor);
      expect(net).toBe(sums.netMinor);
    }
    expect(fake.sums().usd).toMatchObject({ paidMinor: 2501, feesMinor: 103 });
  });

  test("is listed by time and type, each line with its source", async () => {
    const { stripe, paid, fake, later, clock } = await aStripe();
    const { intent } = await paid(39_000);
    later(60);
    const { id } = fake.refund(intent, 9000);
    const [charged, refunded] = [NOON, clock.now].map((time) => time.getTime() / 1000);
    const recent = await stripe.balanceTransactions.list({ created: { gte: refunded }, expand: ["data.source"] });
    expect(recent.data).toMatchObject([{ type: "refund", amount: -9000, source: { id, object: "refund" } }]);
    const before = await stripe.balanceTransactions.list({ created: { lte: charged }, type: "charge" });
    expect(before.data).toMatchObject([{ type: "charge", amount: 39_000 }]);
    await expect(stripe.balanceTransactions.list({ expand: ["data.colour"] })).rejects.toThrow("cannot be expanded");
  });

  test("may hear of a payment's fee only later", async () => {
    const { stripe, paid, fake } = await aStripe();
    fake.feesComeLater = true;
    const { session } = await paid(39_000);
    const early = await stripe.checkout.sessions.retrieve(session, EXPANDED);
    expect(early.payment_intent).toMatchObject({ latest_charge: { balance_transaction: null } });
    fake.settleFees();
    const late = await stripe.checkout.sessions.retrieve(session, EXPANDED);
    expect(late.payment_intent).toMatchObject({ latest_charge: { balance_transaction: { fee: 1161 } } });
    expect(fake.events("charge.updated")).toHaveLength(1);
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

import Stripe from "stripe";
import { afterEach, describe, expect, test } from "vitest";
import { donation } from "./stripe/contract";
import { planFaults } from "./stripe/faults";
import { startReceiver } from "./stripe/receiver";
import { type FakeStripeOptions, startFakeStripe } from "./stripe/start";

const KEY = "sk_test_of_the_tests";
const SECRET = "whsec_tests";
const FIXED = donation();

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function aStripe(options: Partial<FakeStripeOptions> = {}) {
  const fake = await startFakeStripe({ secretKey: KEY, webhookSecret: SECRET, ...options });
  open.push(fake);
  const stripe = new Stripe(KEY, { ...fake.connection, maxNetworkRetries: 0 });
  const create = (idempotencyKey: string, given = FIXED) => stripe.checkout.sessions.create(given, { idempotencyKey });
  return { fake, stripe, create };
}

async function withReceiver(options: Partial<FakeStripeOptions> = {}) {
  const receiver = await startReceiver(SECRET);
  open.push(receiver);
  return { receiver, ...(await aStripe({ webhookUrl: receiver.url, ...options })) };
}

describe("an idempotency key", () => {
  test("gives the first answer again, and marks it as such", async () => {
    const { fake, create } = await aStripe();
    const first = await create("one");
    const second = await create("one");
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect(first.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
    expect(fake.sessionsOf("attempt-1")).toHaveLength(1);
  });

  test("is refused with other parameters, though not with the same in another order", async () => {
    const { create } = await aStripe();
    const first = await create("one");
    await expect(create("one", donation({ amountMinor: 5000 }))).rejects.toMatchObject({
      statusCode: 400,
      rawType: "idempotency_error",
    });
    const { mode, ...rest } = FIXED;
    expect((await create("one", { ...rest, mode })).id).toBe(first.id);
  });

  test("of many at once is executed for one, and the others are told that it is in use", async () => {
    const { fake, create } = await aStripe();
    fake.faults.next("slow", { ms: 3000 });
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => create("one")));
    const refused = answers.filter((answer) => answer.status === "rejected");
    expect(refused).toHaveLength(19);
    for (const { reason } of refused) expect(reason).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
    expect(fake.sessionsOf("attempt-1")).toHaveLength(1);
  });

  test("keeps a no that came of executing, and forgets one to the parameters", async () => {
    const { create } = await aStripe();
    const tooSmall = donation({ amountMinor: 100 });
    await expect(create("small", tooSmall)).rejects.toMatchObject({ code: "amount_too_small" });
    await expect(create("small", tooSmall)).rejects.toMatchObject({
      code: "amount_too_small",
      headers: { "idempotent-replayed": "true" },
    });
    await expect(create("small")).rejects.toMatchObject({ rawType: "idempotency_error" });
    await expect(create("soon", donation({ minutes: 1 }))).rejects.toThrow("at least 30 minutes");
    expect((await create("soon")).status).toBe("open");
  });

  test("keeps a refund from being made twice", async () => {
    const { fake, stripe, create } = await aStripe();
    const { id } = await create("one");
    fake.pay(id);
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(id);
    const refund = () =>
      stripe.refunds.create({ payment_intent: String(intent), amount: 1000 }, { idempotencyKey: "r" });
    expect((await refund()).id).toBe((await refund()).id);
    expect(fake.sums().uah?.refundedMinor).toBe(1000);
  });

  test("is forgotten after a day", async () => {
    const clock = { now: new Date() };
    const { create } = await aStripe({ now: () => clock.now });
    await create("one");
    clock.now = new Date(clock.now.getTime() + 25 * 3_600_000);
    const fresh = donation({ now: clock.now });
    expect((await create("one", fresh)).status).toBe("open");
  });
});

describe("a request", () => {
  test("answered by 429 or 500 was not executed, and its key is free", async () => {
    const { fake, create } = await aStripe();
    fake.faults.next("rateLimited");
    await expect(create("one")).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    fake.faults.next("serverError");
    await expect(create("one")).rejects.toMatchObject({ statusCode: 500, rawType: "api_error" });
    expect(fake.sessionsOf("attempt-1")).toEqual([]);
    expect((await create("one")).status).toBe("open");
    expect(fake.faults.counts).toMatchObject({ rateLimited: 1, serverError: 1 });
    expect(fake.faults.log).toEqual([
      "rateLimited POST /v1/checkout/sessions",
      "serverError POST /v1/checkout/sessions",
    ]);
  });

  test("whose 500 is kept gets it again under the same key, and works under another", async () => {
    const { fake, create } = await aStripe();
    fake.faults.next("serverErrorKept");
    await expect(create("one")).rejects.toMatchObject({ statusCode: 500 });
    await expect(create("one")).rejects.toMatchObject({ statusCode: 500 });
    expect((await create("two")).status).toBe("open");
  });

  test("cut off before it was executed has done nothing", async () => {
    const { fake, create } = await aStripe();
    // the SDK asks once more by itself when a connection is closed
    fake.faults.next("reset", { times: 2 });
    await expect(create("one")).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(fake.sessionsOf("attempt-1")).toEqual([]);
  });

  test("whose answer is lost was executed, and its key finds what was made", async () => {
    const { fake, create } = await aStripe();
    fake.faults.next("answerLost", { times: 2 });
    await expect(create("one")).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    const [made] = fake.payableSessions();
    expect((await create("one")).id).toBe(made?.id);
    expect(fake.sessionsOf("attempt-1")).toHaveLength(1);
  });

  test("that is slow is executed half-way, even when nobody waits for it", async () => {
    const { fake, stripe } = await aStripe();
    fake.faults.next("slow", { ms: 2000 });
    await expect(stripe.checkout.sessions.create(FIXED, { timeout: 50 })).rejects.toThrow("timeout");
    expect(fake.sessionsOf("attempt-1")).toEqual([]);
    await expect.poll(() => fake.sessionsOf("attempt-1").length, { timeout: 10_000 }).toBe(1);
  });

  test("is picked by what it asks for", async () => {
    const { fake, stripe, create } = await aStripe();
    fake.faults.set({ serverError: { share: 1, on: "GET /v1/events" } });
    expect((await create("one")).status).toBe("open");
    await expect(stripe.events.list()).rejects.toMatchObject({ statusCode: 500 });
    fake.faults.set({ serverError: null });
    expect((await stripe.events.list()).data).toEqual([]);
  });
});

describe("the fault plan", () => {
  const fates = (seed: number) => {
    const plan = planFaults(seed);
    plan.faults.set({ slow: 0.2, rateLimited: 0.2, serverError: 0.2, answerLost: 0.2 });
    const drawn = Array.from({ length: 5000 }, () => plan.forRequest("POST /v1/refunds"));
    return { drawn, counts: plan.faults.counts };
  };

  test("decides alike for one seed, and otherwise for another", () => {
    expect(fates(7).drawn).toEqual(fates(7).drawn);
    expect(fates(7).drawn).not.toEqual(fates(8).drawn);
  });

  test("keeps to the shares, and refuses more than there is", () => {
    const { counts } = fates(7);
    for (const fault of ["slow", "rateLimited", "serverError", "answerLost"] as const) {
      expect(counts[fault] / 5000).toBeCloseTo(0.2, 1);
    }
    expect(counts.reset).toBe(0);
    expect(() => planFaults(1).faults.set({ reset: 0.6, answerLost: 0.5 })).toThrow(RangeError);
  });
});

describe("a webhook", () => {
  const OF_A_PAYMENT = [
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
  ];

  test("is signed, carries the SDK's version, and comes in order", async () => {
    const { fake, receiver, create } = await withReceiver();
    const session = await create("one");
    fake.pay(session.id);
    await fake.webhooksDone();
    expect(receiver.types()).toEqual(OF_A_PAYMENT);
    expect(receiver.received.at(-1)).toMatchObject({
      api_version: Stripe.API_VERSION,
      data: { object: { id: session.id, payment_status: "paid" } },
    });
    expect(fake.events().every((event) => event.pending_webhooks === 0)).toBe(true);
  });

  test("signed with another secret is a forgery", async () => {
    const { fake, receiver, create } = await withReceiver({ webhookSecret: "whsec_other" });
    fake.pay((await create("one")).id);
    await fake.webhooksDone();
    expect(receiver.received).toEqual([]);
    expect(receiver.forged).toBe(4);
  });

  test("can be delivered by hand", async () => {
    const { fake, stripe, create } = await aStripe();
    await stripe.checkout.sessions.expire((await create("one")).id);
    const [expired] = fake.events("checkout.session.expired");
    const { body, headers } = fake.webhookOf(expired?.id ?? "");
    const event = stripe.webhooks.constructEvent(body, headers["stripe-signature"], SECRET);
    expect(event).toMatchObject({ id: expired?.id, request: { id: expect.stringMatching(/^req_/) } });
    expect(() => stripe.webhooks.constructEvent(`${body} `, headers["stripe-signature"], SECRET)).toThrow();
  });

  test("is tried again until it is taken", async () => {
    const { fake, receiver, create } = await withReceiver({ retryMs: Array(40).fill(50) });
    receiver.status = 500;
    fake.pay((await create("one")).id);
    await expect.poll(() => receiver.received.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(8);
    expect(fake.events().every((event) => event.pending_webhooks === 1)).toBe(true);
    receiver.status = 200;
    await fake.webhooksDone();
    expect(fake.events().every((event) => event.pending_webhooks === 0)).toBe(true);
    expect(new Set(receiver.types())).toEqual(new Set(OF_A_PAYMENT));
  });

  test("may be dropped, and is then listed and can be sent again", async () => {
    const { fake, stripe, receiver, create } = await withReceiver();
    fake.faults.next("dropped", { on: "checkout.session" });
    fake.pay((await create("one")).id);
    await fake.webhooksDone();
    expect(receiver.types()).toEqual(OF_A_PAYMENT.slice(0, 3));
    const listed = await stripe.events.list({ types: ["checkout.session.completed"] });
    fake.resend(listed.data[0]?.id ?? "");
    await fake.webhooksDone();
    expect(receiver.types()).toEqual(OF_A_PAYMENT);
  });

  test("may come in copies, at most five", async () => {
    const { fake, receiver, create } = await withReceiver();
    fake.faults.set({ duplicated: { share: 1, copies: 99 } });
    for (const key of ["one", "two", "three"]) fake.pay((await create(key)).id);
    await fake.webhooksDone();
    const copies = fake.events().map(({ id }) => receiver.received.filter((event) => event.id === id).length);
    expect(Math.min(...copies)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...copies)).toBe(5);
  });

  test("may let the next one overtake it, or come late", async () => {
    const { fake, receiver, create } = await withReceiver();
    fake.faults.next("reordered", { on: "charge.succeeded", ms: 15_000 });
    fake.faults.next("delayed", { on: "payment_intent.created", ms: 300 });
    const from = Date.now();
    fake.pay((await create("one")).id);
    await fake.webhooksDone();
    const types = receiver.types();
    expect(types.indexOf("charge.succeeded")).toBeGreaterThan(types.indexOf("payment_intent.succeeded"));
    expect(types.at(-1)).toBe("payment_intent.created");
    expect(Date.now() - from).toBeGreaterThanOrEqual(300);
    expect(Date.now() - from).toBeLessThan(10_000);
    expect(fake.faults.counts).toMatchObject({ reordered: 1, delayed: 1 });
  });

  test("goes where the address says, and nowhere when there is none", async () => {
    const { fake, receiver, create } = await withReceiver();
    fake.webhookUrl = null;
    fake.pay((await create("one")).id);
    await fake.webhooksDone();
    expect(receiver.received).toEqual([]);
    expect(fake.events().every((event) => event.pending_webhooks === 0)).toBe(true);
    fake.webhookUrl = receiver.url;
    fake.pay((await create("two")).id);
    await fake.webhooksDone();
    expect(receiver.types()).toEqual(OF_A_PAYMENT);
  });
});

import { describe, expect, test } from "vitest";
import { aStripe, NOON } from "./stripe/a-stripe";

const REFUNDS_PENDING = "4000 0000 0000 7726";
const LATER = "4000 0000 0000 6009";
const EXPANDED = { expand: ["payment_intent.latest_charge.balance_transaction"] };

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

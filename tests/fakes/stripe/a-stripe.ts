import Stripe from "stripe";
import { afterEach, expect } from "vitest";
import { donation } from "./contract";
import { type FakeStripeOptions, startFakeStripe } from "./start";

export const NOON = new Date("2026-03-29T12:00:00Z");
const KEY = "sk_test_of_the_tests";

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A fake of the test's own that stands at noon until moved, and the SDK to ask it with; it is closed after the test. */
export async function aStripe(options: Partial<FakeStripeOptions> = {}) {
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

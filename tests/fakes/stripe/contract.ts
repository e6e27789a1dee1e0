import { randomUUID } from "node:crypto";
import Stripe from "stripe";
import { expect } from "vitest";

interface Donation {
  amountMinor?: number;
  currency?: string;
  /** Until it expires. */
  minutes?: number;
  now?: Date;
}

/** What the product asks of Checkout for one donation. */
export function donation({ amountMinor = 39_000, currency = "uah", minutes = 35, now = new Date() }: Donation = {}) {
  return {
    mode: "payment",
    submit_type: "donate",
    locale: "en",
    adaptive_pricing: { enabled: false },
    client_reference_id: "attempt-1",
    expires_at: Math.floor(now.getTime() / 1000) + minutes * 60,
    line_items: [
      {
        quantity: 1,
        price_data: { currency, unit_amount: amountMinor, product_data: { name: "Кобзар — фонд «Світло»" } },
      },
    ],
    metadata: { attempt: "a1", community: "c1" },
    payment_intent_data: { description: "A book for the fund", metadata: { attempt: "a1" } },
    success_url: "https://books.example/done?session={CHECKOUT_SESSION_ID}",
    cancel_url: "https://books.example/back",
  } satisfies Stripe.Checkout.SessionCreateParams;
}

/** What the product relies on, asked of any Stripe: the fake one, or the real one by a test key. */
export async function askContract(stripe: Stripe) {
  const { sessions } = stripe.checkout;
  const given = donation();
  const idempotencyKey = randomUUID();

  const session = await sessions.create(given, { idempotencyKey });
  expect(session).toMatchObject({
    object: "checkout.session",
    mode: "payment",
    status: "open",
    payment_status: "unpaid",
    submit_type: "donate",
    locale: "en",
    currency: "uah",
    amount_total: 39_000,
    client_reference_id: given.client_reference_id,
    expires_at: given.expires_at,
    metadata: given.metadata,
    payment_intent: null,
    livemode: false,
  });
  expect(session.id).toMatch(/^cs_test_/);
  expect(session.url).toMatch(/^http/);

  const again = await sessions.create(given, { idempotencyKey });
  expect(again.id).toBe(session.id);
  await expect(sessions.create(donation({ amountMinor: 39_100 }), { idempotencyKey })).rejects.toBeInstanceOf(
    Stripe.errors.StripeIdempotencyError,
  );

  expect(await sessions.retrieve(session.id)).toMatchObject({ id: session.id, status: "open", url: session.url });
  expect(await sessions.expire(session.id)).toMatchObject({ id: session.id, status: "expired", url: null });
  await expect(sessions.expire(session.id)).rejects.toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
  await expect(sessions.create(donation({ amountMinor: 100 }))).rejects.toMatchObject({ code: "amount_too_small" });
  await expect(sessions.retrieve("cs_test_of_nobody")).rejects.toMatchObject({ code: "resource_missing" });
}

import { and, eq, isNotNull } from "drizzle-orm";
import { db, one } from "@/db/client";
import { donations, paymentAttempts, providerEvents, refunds } from "@/db/schema";
import type { ClaimRef } from "@/lib/claims/moves";
import { env } from "@/lib/core/env";
import { startClaimCheckout } from "@/lib/donations/card/checkout";
import { handleEvents } from "@/lib/donations/card/events";
import { ProviderFault } from "@/lib/donations/card/fault";
import { fulfil } from "@/lib/donations/card/fulfil";
import { takeStripeWebhook } from "@/lib/donations/card/webhooks";
import { type FakeStripe, type FakeStripeOptions, startFakeStripe } from "../../fakes/stripe/start";
import { NOON } from "../../support/times";
import { aClaim, aStage } from "../stage";

export const WEBHOOK_SECRET = "whsec_ours";

/** The time by which everything of a test happens; Stripe's clock and ours are the same. */
export type Clock = { now: Date };

/** A Stripe of one's own, which the product is set to use from now on. */
export async function openFakeStripe(clock: Clock, options: Partial<FakeStripeOptions> = {}): Promise<FakeStripe> {
  const secretKey = "sk_test_ours";
  const fake = await startFakeStripe({ secretKey, webhookSecret: WEBHOOK_SECRET, now: () => clock.now, ...options });
  Object.assign(env, {
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    STRIPE_API_URL: fake.url,
  });
  return fake;
}

export const aCardStage = (overrides: Parameters<typeof aStage>[0] = {}) => aStage({ cards: "stripe", ...overrides });

/** A member's claim with its payment page open at Stripe, and the session there. */
export async function aCheckout(
  fake: FakeStripe,
  campaign: Parameters<typeof aClaim>[0],
  {
    lateChoice = "refund",
    now = NOON,
    ...wish
  }: Parameters<typeof aClaim>[1] & { lateChoice?: "refund" | "keep" } = {},
) {
  const claim = await aClaim(campaign, { now, ...wish });
  const url = await startClaimCheckout(claim.claimant, claim.ref, { lateChoice, locale: "uk" }, now);
  const attempt = await attemptOfClaim(claim.ref);
  return {
    ...claim,
    url,
    attempt,
    sessionId: attempt.providerRef ?? "",
    session: fake.session(attempt.providerRef ?? ""),
  };
}

/** The latest attempt of a claim's donation, wherever its money went. */
export async function attemptOfClaim(ref: ClaimRef) {
  const last = (await attemptsOfClaim(ref)).at(-1);
  if (!last) throw new Error("The claim has no attempt");
  return last;
}

/** All of them, in order. */
export async function attemptsOfClaim({ communityId, claimId }: ClaimRef) {
  const rows = await db
    .select({ attempt: paymentAttempts })
    .from(paymentAttempts)
    .innerJoin(
      donations,
      and(eq(donations.communityId, paymentAttempts.communityId), eq(donations.id, paymentAttempts.donationId)),
    )
    .where(and(eq(donations.communityId, communityId), eq(donations.claimId, claimId)))
    .orderBy(paymentAttempts.id);
  return rows.map(({ attempt }) => attempt);
}

/** The donor returns from Stripe. The page shows what is known when Stripe is silent. */
export async function comeBack(ref: ClaimRef, now: Date): Promise<void> {
  const attempt = (await attemptsOfClaim(ref)).at(-1);
  if (!attempt) return;
  await fulfil({ communityId: attempt.communityId, attemptId: attempt.id }, {}, now).catch((error) => {
    if (!(error instanceof ProviderFault)) throw error;
  });
}

export const attemptById = async (id: string) =>
  one(await db.select().from(paymentAttempts).where(eq(paymentAttempts.id, id)));

export const refundsOf = (communityId: string) =>
  db.select().from(refunds).where(eq(refunds.communityId, communityId)).orderBy(refunds.id);

/** Delivers all that Stripe has told so far, as its webhooks do, and goes through it. */
export async function hearStripe(fake: FakeStripe, now: Date): Promise<void> {
  for (const { id } of fake.events()) {
    const { body, headers } = fake.webhookOf(id);
    await takeStripeWebhook(Buffer.from(body), headers["stripe-signature"]);
  }
  // they were signed and kept by the real clock
  await db.update(providerEvents).set({ askAt: now }).where(isNotNull(providerEvents.askAt));
  await handleEvents(now);
}

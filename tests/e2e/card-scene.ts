import { eq } from "drizzle-orm";
import { db, one } from "@/db/client";
import { type Campaign, claims, paymentAttempts, refunds } from "@/db/schema";
import { claimBook, receiveBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { env } from "@/lib/core/env";
import { startClaimCheckout, startDonationCheckout } from "@/lib/donations/card/checkout";
import { fulfil } from "@/lib/donations/card/fulfil";
import { pledgeDonation } from "@/lib/donations/pledge";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import { type PersonActor, visitorOf } from "@/lib/identity/actor";
import { startFakeStripe } from "../fakes/stripe/start";
import { aListedBook, aMember } from "../support/factories";

const LATER = "4000 0000 0000 6009"; // the bank takes its time
const FAILING = "4000 0000 0000 7007";
const SLOW_REFUND = "4000 0000 0000 7726";

type Paying = Awaited<ReturnType<typeof claim>>;

/** Whatever can become of card money, each on the private page of a claim or of a donation: the tokens by the state. */
export async function cardStates(campaign: Campaign, staff: PersonActor) {
  const secretKey = "sk_test_scene";
  const stripe = await startFakeStripe({ secretKey, webhookSecret: "whsec_scene" });
  Object.assign(env, {
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: "whsec_scene",
    STRIPE_API_URL: stripe.url,
  });
  const claimed: Record<string, string> = {};
  const given: Record<string, string> = {};

  const begin = async (lateChoice: "refund" | "keep" = "refund", method: "card" | "transfer" = "card") => {
    const paying = await claim(campaign, method);
    await startClaimCheckout(paying.taker, paying.ref, { lateChoice, locale: "uk" });
    return { ...paying, attempt: await lastAttempt() };
  };
  const sessionOf = ({ attempt }: { attempt: { providerRef: string | null } }) => attempt.providerRef ?? "";
  const look = ({ attempt }: { attempt: { communityId: string; id: string } }) =>
    fulfil({ communityId: attempt.communityId, attemptId: attempt.id }, { whole: true });
  const paid = async (card?: string) => {
    const paying = await begin();
    stripe.pay(sessionOf(paying), card);
    await look(paying);
    return paying;
  };
  /** The page's end was missed and the book went to somebody else; then the money came. */
  const late = async (lateChoice: "refund" | "keep", card?: string) => {
    const paying = await begin(lateChoice);
    stripe.pay(sessionOf(paying), card);
    await letGo(paying);
    await claim(campaign, "transfer", paying.bookId);
    await look(paying);
    return paying;
  };
  const back = (code: string, amountMinor?: number) =>
    refundDonation(staff, { code, amountMinor, reason: "Так домовилися" });

  claimed.card = (await claim(campaign, "card")).token;
  claimed.cardOrTransfer = (await claim(campaign, "transfer")).token;
  claimed.cardOrCash = (await claim(campaign, "cash")).token;
  claimed.cardUnverified = await guestClaim(campaign, "card");
  claimed.transferUnverified = await guestClaim(campaign, "transfer");
  claimed.open = (await begin()).token;
  claimed.openKeep = (await begin("keep", "transfer")).token;

  const expired = await begin();
  await db
    .update(paymentAttempts)
    .set({ status: "expired", url: null })
    .where(eq(paymentAttempts.id, expired.attempt.id));
  claimed.pageExpired = expired.token;
  const declined = await begin();
  stripe.pay(sessionOf(declined), FAILING);
  stripe.settle(sessionOf(declined), false);
  await look(declined);
  claimed.declined = declined.token;
  const refused = await begin();
  await db
    .update(paymentAttempts)
    .set({ status: "failed", url: null })
    .where(eq(paymentAttempts.id, refused.attempt.id));
  claimed.refusedByProvider = refused.token;
  const unheard = await begin();
  await db
    .update(claims)
    .set({ expiresAt: new Date(Date.now() - 60_000) })
    .where(eq(claims.id, unheard.ref.claimId));
  claimed.unheard = unheard.token;
  claimed.processing = (await paid(LATER)).token;

  claimed.paid = (await paid()).token;
  const part = await paid();
  await back(part.code, 15_000);
  claimed.refundedInPart = part.token;
  const onTheWay = await paid(SLOW_REFUND);
  await back(onTheWay.code);
  claimed.refundOnTheWay = onTheWay.token;
  const notTaken = await paid();
  stripe.settleRefund(stripe.refund(sessionOf(notTaken)).id, false);
  await look(notTaken);
  claimed.refundFailed = notTaken.token;
  const all = await paid();
  await back(all.code);
  claimed.refundedWhole = all.token;
  const handedOver = await paid();
  await receiveBook(handedOver.taker, handedOver.ref);
  await back(handedOver.code);
  claimed.refundedWithBook = handedOver.token;
  const disputed = await paid();
  stripe.dispute(sessionOf(disputed));
  await look(disputed);
  claimed.disputed = disputed.token;

  claimed.lateOnTheWay = (await late("refund", SLOW_REFUND)).token;
  claimed.lateRefunded = (await late("refund")).token;
  claimed.lateKept = (await late("keep")).token;
  const lost = await late("refund", SLOW_REFUND);
  stripe.settleRefund(one(refundsAt(lost)).id, false);
  await look(lost);
  claimed.lateRefundFailed = lost.token;

  const twice = await begin("keep");
  const amountMinor = 40_000;
  const parts = [{ code: twice.code, amountMinor }];
  await confirmTransfer(staff, { reference: `S-${twice.code}`, amountMinor, parts });
  stripe.pay(sessionOf(twice));
  await look(twice);
  claimed.paidTwice = twice.token;

  given.card = (await pledge("card")).token;
  given.transfer = (await pledge("transfer")).token;
  given.open = (await gift()).token;
  given.processing = (await gift(LATER)).token;
  given.confirmed = (await gift("")).token;
  const returned = await gift("");
  await back(returned.code);
  given.refunded = returned.token;
  const contested = await gift("");
  stripe.dispute(sessionOf(contested));
  await look(contested);
  given.disputed = contested.token;

  await stripe.close();
  // the product has another Stripe: of these it knows nothing, and need not ask
  const ours = { askAt: null };
  await db.update(paymentAttempts).set(ours).where(eq(paymentAttempts.communityId, campaign.communityId));
  await db.update(refunds).set(ours).where(eq(refunds.communityId, campaign.communityId));
  return { claims: claimed, donations: given, campaign: campaign.slug };

  async function pledge(method: "card" | "transfer") {
    const donor = await aMember(campaign.communityId);
    const promise = { campaignId: campaign.id, amountMinor: 50_000, method, locale: "uk" } as const;
    const { donation, token } = await pledgeDonation(donor, promise);
    return { donor, token, code: donation.code, ref: { communityId: donation.communityId, donationId: donation.id } };
  }

  /** A donation without a book with its page open; paid with a card when one is named, the good one when it is blank. */
  async function gift(card?: string) {
    const pledged = await pledge("card");
    await startDonationCheckout(pledged.donor, pledged.ref, { lateChoice: "refund", locale: "uk" });
    const paying = { ...pledged, attempt: await lastAttempt() };
    if (card === undefined) return paying;
    stripe.pay(sessionOf(paying), card || undefined);
    await look(paying);
    return paying;
  }

  function refundsAt({ attempt }: { attempt: { providerRef: string | null } }) {
    const intent = stripe.session(attempt.providerRef ?? "")?.payment_intent;
    return stripe
      .events("refund.created")
      .map(({ data }) => data.object as { id: string; payment_intent: string })
      .filter(({ payment_intent }) => payment_intent === intent);
  }
}

async function claim(campaign: Campaign, method: "card" | "transfer" | "cash", taken?: string) {
  const taker = await aMember(campaign.communityId);
  const bookId = taken ?? (await aListedBook(campaign)).id;
  const { claim, token } = await claimBook(taker, { bookId, amountMinor: 40_000, method, locale: "uk" });
  return { taker, token, code: claim.code, bookId, ref: { communityId: claim.communityId, claimId: claim.id } };
}

async function guestClaim(campaign: Campaign, method: "card" | "transfer"): Promise<string> {
  const { id: bookId } = await aListedBook(campaign);
  const contact = { name: "Гість Картковий", email: `${method}-${bookId}@example.org`, locale: "uk" } as const;
  const input = { bookId, amountMinor: 40_000, method, locale: "uk", contact } as const;
  return (await claimBook(visitorOf(campaign.communityId), input)).token;
}

async function lastAttempt() {
  const rows = await db.select().from(paymentAttempts).orderBy(paymentAttempts.id);
  const last = rows.at(-1);
  if (!last) throw new Error("No attempt was made");
  return last;
}

async function letGo({ ref, attempt }: Paying & { attempt: { id: string } }): Promise<void> {
  const past = new Date(Date.now() - 60_000);
  await db.update(paymentAttempts).set({ status: "expired", askAt: null }).where(eq(paymentAttempts.id, attempt.id));
  await db.update(claims).set({ expiresAt: past }).where(eq(claims.id, ref.claimId));
  await expireOverdueClaims();
}

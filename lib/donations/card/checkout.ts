import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, type SQL } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { changeDue, requisites } from "@/db/requisites";
import { books, campaigns, donations, type LateChoice, paymentAttempts, people, requisiteChanges } from "@/db/schema";
import { type ClaimRef, lockClaim } from "@/lib/claims/moves";
import { isOverdue } from "@/lib/claims/rules";
import { holdForPayment } from "@/lib/claims/steps";
import type { Locale } from "@/lib/core/i18n/locale";
import { cardPaymentWords } from "@/lib/core/i18n/messages/card-payment";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { openLink } from "@/lib/identity/links";
import { type Found, lockMoney, lockMoneyOf } from "../moves";
import { findAttempt, payableAttempt } from "./attempts";
import { ProviderFault } from "./fault";
import { closePayment, isPayable, openAtProvider } from "./fulfil";
import { requireCards } from "./providers";
import { HOLD_GRACE_MS, PAY_WITHIN_MS, REUSE_LEFT_MS } from "./rules";

export type Checkout = { lateChoice: LateChoice; locale: Locale };

/**
 * Begins a card payment of a claim's pledge and answers where the donor pays. The claim keeps its book at least until the page has
 * ended. A second tab gets the same page; another choice gets another, after the first can take no money any more.
 * Refuses: not one's own claim, `notAllowedNow` (the time is up, or a proof was sent), `alreadyPaid`, `cardsOff`, `cardMinimum`,
 * `providerSilent`, `providerRefused`; nothing is created below the provider's minimum.
 */
export async function startClaimCheckout(
  actor: Actor,
  ref: ClaimRef,
  checkout: Checkout,
  now = new Date(),
): Promise<string> {
  const isOwn = (claimantId: string) => claimantId === actor.personId && ref.communityId === actor.communityId;
  return start(checkout, now, async (tx) => {
    const { claim } = await lockClaim(tx, ref);
    if (!isOwn(claim.claimantId)) throw new Refusal("claims.notFound");
    const found = one(await lockMoney(tx, ref.communityId, [claim.code], now));
    if (found.claim?.id !== claim.id) throw new Refusal("donations.notAllowedNow");
    if (found.donation.status === "confirmed") throw new Refusal("donations.alreadyPaid");
    if (claim.status !== "held" || isOverdue(claim, now)) throw new Refusal("claims.notAllowedNow");
    return found;
  });
}

/** The same for a donation without a claim. Refuses as `startClaimCheckout` does. */
export async function startDonationCheckout(
  actor: Actor,
  { communityId, donationId }: { communityId: string; donationId: string },
  checkout: Checkout,
  now = new Date(),
): Promise<string> {
  return start(checkout, now, async (tx) => {
    const found = await lockMoneyOf(tx, { communityId, donationId }, now);
    const isOwn = found.donation.donorId === actor.personId && actor.communityId === communityId;
    if (!isOwn || found.claim) throw new Refusal("donations.notFound");
    if (found.donation.status === "confirmed") throw new Refusal("donations.alreadyPaid");
    if (found.donation.status !== "pledged") throw new Refusal("donations.notAllowedNow");
    return found;
  });
}

const TRIES = 10;
const WAIT_MS = 300;

async function start(checkout: Checkout, now: Date, lock: (tx: Tx) => Promise<Found>): Promise<string> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { attempt, isUsable } = await db.transaction(async (tx) => freeze(tx, await lock(tx), checkout, now));
    const ref = { communityId: attempt.communityId, attemptId: attempt.id };
    try {
      if (isUsable && attempt.url) return attempt.url;
      if (!isUsable) {
        await closePayment(ref, now); // may find it paid: then the lock above refuses
        const closed = await findAttempt(ref);
        if (closed && isPayable(closed)) throw new Refusal("donations.providerSilent");
        continue;
      }
      const opened = await openAtProvider(ref, now);
      if (opened?.attempt.url) return opened.attempt.url;
      if (!opened) await sleep(WAIT_MS); // another tab is being answered just now
    } catch (fault) {
      if (!(fault instanceof ProviderFault)) throw fault;
      throw new Refusal(fault.kind === "refused" ? "donations.providerRefused" : "donations.providerSilent");
    }
  }
  throw new Refusal("donations.providerSilent");
}

/** The attempt that is there, or a new one with its request frozen. One that asks something else is to be closed first. */
async function freeze(tx: Tx, { donation, claim }: Found, { lateChoice, locale }: Checkout, now: Date) {
  const { campaign, fundName } = one(
    await tx
      .select({ campaign: campaigns, fundName: requisites.fundName })
      .from(campaigns)
      .leftJoin(requisiteChanges, changeDue(now))
      .where(and(eq(campaigns.communityId, donation.communityId), eq(campaigns.id, donation.campaignId))),
  );
  const amountMinor = claim?.pledgeMinor ?? donation.pledgedMinor;
  const { provider } = requireCards(campaign, amountMinor, locale);
  const standing = await payableAttempt(tx, donation);
  if (standing) {
    const isSame =
      standing.provider === provider.name && standing.amountMinor === amountMinor && standing.lateChoice === lateChoice;
    const hasTime = standing.expiresAt.getTime() - now.getTime() > REUSE_LEFT_MS;
    return {
      attempt: standing,
      isUsable: isSame && hasTime && (standing.status === "created" || standing.url !== null),
    };
  }

  const expiresAt = new Date(now.getTime() + PAY_WITHIN_MS);
  if (claim)
    await holdForPayment(
      tx,
      { communityId: claim.communityId, claimId: claim.id },
      new Date(expiresAt.getTime() + HOLD_GRACE_MS),
    );
  const { communityId } = donation;
  const attempt = one(
    await tx
      .insert(paymentAttempts)
      .values({
        communityId,
        donationId: donation.id,
        provider: provider.name,
        amountMinor,
        currency: donation.currency,
        locale,
        lateChoice,
        request: await requestOf(tx, fundName, { donation, claim }, locale),
        expiresAt,
        askAt: now,
        createdAt: now,
      })
      .returning(),
  );
  await openLink(tx, "donation", communityId, donation.id);
  return { attempt, isUsable: true };
}

async function requestOf(tx: Tx, fundName: string, { donation, claim }: Found, locale: Locale) {
  const { communityId, donorId, code } = donation;
  const [book] = claim
    ? await tx
        .select({ title: books.title })
        .from(books)
        .where(and(eq(books.communityId, communityId), eq(books.id, claim.bookId)))
    : [];
  const [donor] = donorId
    ? await tx
        .select({ email: people.email })
        .from(people)
        .where(and(eq(people.communityId, communityId), eq(people.id, donorId)))
    : [];
  const t = cardPaymentWords(locale);
  const words = { fund: fundName, code };
  return {
    description: book ? t("forBook", { ...words, book: book.title }) : t("plain", words),
    email: donor?.email ?? null,
  };
}

/** Closes what can be paid by card for a claim, so that the claim can be let go. Refuses `providerSilent`. */
export function closeClaimPayments({ communityId, claimId }: ClaimRef, now = new Date()): Promise<void> {
  return closePayments(and(eq(donations.communityId, communityId), eq(donations.claimId, claimId)), now);
}

/** The same for the donation of a code: a refund lets its claim go, too. */
export function closeDonationPayments(communityId: string, code: string, now = new Date()): Promise<void> {
  return closePayments(and(eq(donations.communityId, communityId), eq(donations.code, code)), now);
}

async function closePayments(ofDonation: SQL | undefined, now: Date): Promise<void> {
  const [donation] = await db
    .select({ communityId: donations.communityId, id: donations.id })
    .from(donations)
    .where(ofDonation);
  const attempt = donation && (await payableAttempt(db, donation));
  if (!attempt) return;
  try {
    await closePayment({ communityId: attempt.communityId, attemptId: attempt.id }, now);
  } catch (fault) {
    if (fault instanceof ProviderFault) throw new Refusal("donations.providerSilent");
    throw fault;
  }
}

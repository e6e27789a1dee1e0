import { db, type Tx } from "@/db/client";
import type { Book, Campaign, Claim, PaymentMethod } from "@/db/schema";
import { lockBook } from "@/lib/catalog/moves";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, type PersonActor, requirePermission } from "@/lib/identity/actor";
import { linkToken } from "@/lib/identity/links";
import { actorOf, knownPerson, personByPhone } from "@/lib/identity/people";
import { beginClaim, type ClaimRef, lockClaim, move, openClaim } from "./moves";
import { holdUntil } from "./rules";
import { campaignOf, refuseTerms, runningCampaign } from "./terms";
import { passOn, takePlace } from "./waiting/moves";

// What an organizer does for somebody else. Each says why, and the reason stays with the claim.

const HOUR_MS = 3_600_000;

/** Somebody an organizer speaks for: known by an e-mail address, or by a phone number alone. */
export type OnBehalf = { name: string; email?: string | undefined; phone?: string | undefined; locale: Locale };

/**
 * Gives a hold more hours, from where it ends now, and tells its holder. Not beyond the campaign's end.
 * Refuses `identity.notAllowed`, `claims.reasonNeeded`, `claims.holdTooLong`, and `claims.notAllowedNow` for a claim that waits for
 * no money, or whose time is up.
 */
export async function extendClaim(
  actor: Actor,
  ref: ClaimRef,
  { hours, reason }: { hours: number; reason: string },
  now = new Date(),
): Promise<Claim> {
  requirePermission(actor, "claims.manage");
  refuseSilence(reason);
  return db.transaction(async (tx) => {
    const found = await lockClaim(tx, ref);
    const { claim, book } = found;
    const current = await openClaim(tx, book, now);
    if (current?.id !== claim.id || claim.status !== "held") throw new Refusal("claims.notAllowedNow");
    const from = Math.max(claim.expiresAt?.getTime() ?? 0, now.getTime());
    const expiresAt = new Date(from + hours * HOUR_MS);
    if (expiresAt > (await campaignOf(tx, book)).closesAt) throw new Refusal("claims.holdTooLong");
    return move(tx, found, "extend", actor, now, { expiresAt, endingToldAt: null, reason });
  });
}

/**
 * Gives a book that is reserved and not paid for to another person: the first one's claim is cancelled, the second has a full hold
 * for the same amount, and both are told. Nobody in line is asked. The token opens the new claim's private page.
 * Refuses `identity.notAllowed`, `claims.reasonNeeded`, `claims.notAllowedNow` unless it is held, `claims.paymentOpen`, and whoever
 * has the book already or gives it.
 */
export async function reassignClaim(
  actor: Actor,
  ref: ClaimRef,
  { to, reason }: { to: OnBehalf; reason: string },
  now = new Date(),
): Promise<{ claim: Claim; token: string }> {
  requirePermission(actor, "claims.manage");
  refuseSilence(reason);
  const claim = await db.transaction(async (tx) => {
    const found = await lockClaim(tx, ref);
    const { claim: first, book } = found;
    const current = await openClaim(tx, book, now);
    if (current?.id !== first.id || first.status !== "held") throw new Refusal("claims.notAllowedNow");
    const campaign = await runningCampaign(tx, book, now);
    const reader = await readerOf(tx, book, to, now);
    if (reader.personId === first.claimantId) throw new Refusal("claims.sameClaimant");

    await move(tx, found, "cancel", actor, now, { reason, isGivenOn: true });
    const { method, pledgeMinor } = first;
    return holdFor(tx, { campaign, book, reader, method, amountMinor: pledgeMinor }, actor, reason, now);
  });
  return { claim, token: linkToken("claim", claim.communityId, claim.id) };
}

export type ClaimFor = { bookId: string; amountMinor: number; method: PaymentMethod; who: OnBehalf; reason: string };

/**
 * Reserves a free book for somebody who called, or wrote elsewhere: a full hold, without a code. A book that is kept for the next in
 * line is for them alone. Refuses `identity.notAllowed`, `claims.reasonNeeded`, and what `claimBook` refuses about book and terms.
 */
export async function claimFor(
  actor: Actor,
  { bookId, amountMinor, method, who, reason }: ClaimFor,
  now = new Date(),
): Promise<{ claim: Claim; token: string }> {
  requirePermission(actor, "claims.manage");
  refuseSilence(reason);
  const claim = await db.transaction(async (tx) => {
    const book = await lockBook(tx, actor.communityId, bookId);
    const campaign = await runningCampaign(tx, book, now);
    if (book.status !== "listed") throw new Refusal("catalog.notListed");
    refuseTerms(campaign, book, { amountMinor, method, locale: who.locale });
    const reader = await readerOf(tx, book, who, now);

    const current = await openClaim(tx, book, now);
    if (current) throw new Refusal(current.claimantId === reader.personId ? "claims.sameClaimant" : "claims.bookTaken");
    const offer = await passOn(tx, book, now);
    if (offer && offer.personId !== reader.personId) throw new Refusal("claims.bookOffered");
    return holdFor(tx, { campaign, book, reader, method, amountMinor }, actor, reason, now);
  });
  return { claim, token: linkToken("claim", claim.communityId, claim.id) };
}

function refuseSilence(reason: string): void {
  if (reason.trim() === "") throw new Refusal("claims.reasonNeeded");
}

/** Whom an organizer speaks for. Refuses `claims.contactNeeded`, and whoever gives the book. */
async function readerOf(tx: Tx, book: Book, { name, email, phone, locale }: OnBehalf, now: Date) {
  if (!email && !phone) throw new Refusal("claims.contactNeeded");
  const { communityId } = book;
  const person = email
    ? await knownPerson(tx, communityId, { name, email, phone, locale }, now)
    : await personByPhone(tx, communityId, { name, phone: phone ?? "", locale }, now);
  if (person.id === book.giverId) throw new Refusal("claims.giversOwn");
  return actorOf(tx, communityId, person.id);
}

type Hold = { campaign: Campaign; book: Book; reader: PersonActor; method: PaymentMethod; amountMinor: number };

/** An organizer's word counts as a proved address. */
async function holdFor(
  tx: Tx,
  { campaign, book, reader, method, amountMinor }: Hold,
  by: Actor,
  reason: string,
  now: Date,
): Promise<Claim> {
  await takePlace(tx, book, reader.personId, now);
  const held = {
    claimantId: reader.personId,
    method,
    pledgeMinor: amountMinor,
    verifiedAt: now,
    expiresAt: holdUntil(campaign, reader, true, now),
  };
  return beginClaim(tx, book, held, by, now, reason);
}

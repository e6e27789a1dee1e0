import { and, count, eq, gt } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { type Book, type Campaign, type Claim, claims, type PaymentMethod, people } from "@/db/schema";
import { lockBook } from "@/lib/catalog/moves";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, can, requirePermission } from "@/lib/identity/actor";
import { issueCode, spendCode } from "@/lib/identity/codes";
import { linkToken } from "@/lib/identity/links";
import { actorOf, type Contact } from "@/lib/identity/people";
import { notify } from "@/lib/messages/notify";
import { NO_CREDIT, recordLead } from "@/lib/referrals/leads";
import type { Source } from "@/lib/referrals/touches";
import { sideOf } from "./handovers/rules";
import { beginClaim, type ClaimRef, lockClaim, move, openClaim } from "./moves";
import { holdUntil } from "./rules";
import { campaignOf, claimantOf, refuseTerms, runningCampaign } from "./terms";
import { move as moveInLine, passOn } from "./waiting/moves";
import { whyKept } from "./waiting/offers";

export type ClaimBook = {
  bookId: string;
  amountMinor: number;
  method: PaymentMethod;
  locale: Locale; // of the refusals that name an amount
  contact?: Contact | undefined; // of a guest; a signed-in person is known
  source?: Source | undefined; // where the person came from, as the page knows it
};

/**
 * Holds a book for whoever asks first. A guest gets the campaign's short hold (30 minutes by default) and a code by e-mail;
 * a signed-in person gets the full one at once. A second click finds the same claim. The token opens the claim's private page.
 * Whoever waited for the book and is asked now takes their place by it; for others it is not free meanwhile.
 * Refuses: campaign not running, book taken, kept for the next in line or gone, one's own book, less than the minimum, too many
 * unpaid claims.
 */
export async function claimBook(
  actor: Actor,
  input: ClaimBook,
  now = new Date(),
): Promise<{ claim: Claim; token: string }> {
  const { communityId } = actor;
  const outcome = await db.transaction(async (tx) => {
    const book = await lockBook(tx, communityId, input.bookId);
    const campaign = await runningCampaign(tx, book, now);
    if (book.status !== "listed") throw new Refusal("catalog.notListed");
    refuseTerms(campaign, book, input);

    const current = await openClaim(tx, book, now);
    const offer = current ? undefined : await passOn(tx, book, now);
    // said after the commit: whom the book was passed on to stays asked
    const keptFrom = offer && (await whyKept(tx, offer, actor, input.contact, now));
    if (keptFrom) return keptFrom;

    const claimant = await claimantOf(tx, actor, input.contact, now);
    if (claimant.personId === book.giverId) throw new Refusal("claims.ownBook");
    if (current && current.claimantId === claimant.personId) return { claim: current, isNew: false };
    if (current) throw new Refusal("claims.bookTaken");

    await refuseHoarding(tx, campaign, claimant.personId, now);
    if (offer) await moveInLine(tx, offer, "take", now);
    return { claim: await hold(tx, campaign, book, claimant, actor.kind === "person", input, now), isNew: true };
  });
  if (typeof outcome === "string") throw new Refusal(outcome);

  const { claim, isNew } = outcome;
  // A proof may already hang on an unverified claim: then only its own link opens it.
  const isTheirs = actor.kind === "person" || isNew || (claim.verifiedAt === null && claim.status === "held");
  if (isTheirs) return { claim, token: linkToken("claim", communityId, claim.id) };
  // Somebody typed the address of a person who has proved it: the link goes to that address, not to whoever typed it.
  await db.transaction((tx) =>
    notify(tx, { communityId, personId: claim.claimantId, subjectId: claim.id, kind: "claim_held" }, now),
  );
  throw new Refusal("claims.alreadyYours");
}

/** The typed code turns the short hold into the full one. Typing it again changes nothing. Refuses a wrong or spent code. */
export async function verifyClaim(actor: Actor, ref: ClaimRef, code: string, now = new Date()): Promise<Claim> {
  const seen = await ownClaim(actor, ref);
  if (seen.verifiedAt) return seen;
  await spendCode("claim", ref.claimId, code, now);
  return db.transaction(async (tx) => {
    const found = await lockClaim(tx, ref);
    const { claim, book } = found;
    if (claim.verifiedAt) return claim;
    const current = await openClaim(tx, book, now);
    if (current?.id !== claim.id || claim.status !== "held") throw new Refusal("claims.notAllowedNow");
    const claimant = await actorOf(tx, claim.communityId, claim.claimantId);
    const inFull = holdUntil(await campaignOf(tx, book), claimant, true, now);
    const given = claim.expiresAt ?? inFull; // longer when an organizer has extended it meanwhile
    return move(tx, found, "verify", claimant, now, {
      verifiedAt: now,
      expiresAt: new Date(Math.max(given.getTime(), inFull.getTime())),
    });
  });
}

/** Sends a fresh code for a hold that is not verified yet. */
export async function resendClaimCode(actor: Actor, ref: ClaimRef, now = new Date()): Promise<void> {
  await ownClaim(actor, ref);
  await db.transaction(async (tx) => {
    const { claim, book } = await lockClaim(tx, ref);
    const current = await openClaim(tx, book, now);
    if (current?.id !== claim.id || claim.verifiedAt) throw new Refusal("claims.notAllowedNow");
    await sendCode(tx, claim, now);
  });
}

/** The claimant lets a hold go before paying; an organizer can also free one that waits for money, with a reason. */
export async function cancelClaim(actor: Actor, ref: ClaimRef, reason?: string, now = new Date()): Promise<Claim> {
  return db.transaction(async (tx) => {
    const found = await lockClaim(tx, ref);
    const isOwn = found.claim.claimantId === actor.personId;
    if (isOwn && found.claim.status === "cancelled") return found.claim;
    if (!isOwn || found.claim.status !== "held") {
      if (isOwn && !can(actor, "claims.manage")) throw new Refusal("claims.notAllowedNow");
      requirePermission(actor, "claims.manage");
      if (!reason) throw new Refusal("claims.reasonNeeded");
    }
    if (found.claim.status === "cancelled") return found.claim;
    return move(tx, found, "cancel", actor, now, { reason });
  });
}

/** The reader has the book. Said by the claimant, the giver or an organizer; saying it twice changes nothing. */
export async function receiveBook(actor: Actor, ref: ClaimRef, now = new Date()): Promise<Claim> {
  return db.transaction(async (tx) => {
    const found = await lockClaim(tx, ref);
    sideOf(actor, found);
    if (found.claim.status === "fulfilled") return found.claim;
    return move(tx, found, "receive", actor, now);
  });
}

/** Not yours and not there look the same. */
async function ownClaim(actor: Actor, { communityId, claimId }: ClaimRef): Promise<Claim> {
  const [claim] = await db
    .select()
    .from(claims)
    .where(and(eq(claims.communityId, communityId), eq(claims.id, claimId)));
  const isOwn = claim?.claimantId === actor.personId && claim?.communityId === actor.communityId;
  if (!claim || !(isOwn || can(actor, "claims.manage"))) throw new Refusal("claims.notFound");
  return claim;
}

/** Under the person's row lock, taken after the book's: two claims of one person are counted one after the other. */
async function refuseHoarding(tx: Tx, campaign: Campaign, personId: string, now: Date): Promise<void> {
  const { communityId, maxOpenClaims } = campaign;
  await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.communityId, communityId), eq(people.id, personId)))
    .for("no key update");
  const [open] = await tx
    .select({ unpaid: count() })
    .from(claims)
    .where(
      and(
        eq(claims.communityId, communityId),
        eq(claims.campaignId, campaign.id),
        eq(claims.claimantId, personId),
        eq(claims.status, "held"),
        gt(claims.expiresAt, now),
      ),
    );
  const unpaid = open?.unpaid ?? 0;
  if (unpaid >= maxOpenClaims) throw new Refusal("claims.tooManyOpen", { count: unpaid });
}

async function hold(
  tx: Tx,
  campaign: Campaign,
  book: Book,
  claimant: Actor & { personId: string },
  isVerified: boolean,
  input: ClaimBook,
  now: Date,
): Promise<Claim> {
  const { communityId } = book;
  const { personId } = claimant;
  const credit = input.source
    ? await recordLead(tx, { communityId, campaignId: campaign.id, personId, cause: "claim" }, input.source, now)
    : NO_CREDIT;
  const held = {
    ...credit,
    claimantId: claimant.personId,
    method: input.method,
    pledgeMinor: input.amountMinor,
    verifiedAt: isVerified ? now : null,
    expiresAt: holdUntil(campaign, claimant, isVerified, now),
  };
  const claim = await beginClaim(tx, book, held, claimant, now);
  if (!isVerified) await sendCode(tx, claim, now);
  return claim;
}

async function sendCode(tx: Tx, claim: Claim, now: Date): Promise<void> {
  const code = await issueCode(tx, "claim", claim.id, now);
  const { communityId, claimantId: personId, id: subjectId } = claim;
  await notify(tx, { communityId, personId, subjectId, kind: "claim_code", payload: { code } }, now);
}

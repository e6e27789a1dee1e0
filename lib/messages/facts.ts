import { and, desc, eq, inArray, lt, or, sql } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { changeDue, requisites } from "@/db/requisites";
import {
  books,
  campaigns,
  claims,
  communities,
  donations,
  ledgerEntries,
  type MessageKind,
  memberships,
  messages,
  openStatuses,
  privateLinks,
  refunds,
  requisiteChanges,
  waitlist,
} from "@/db/schema";
import { hashToken } from "@/lib/core/codes";
import { linkToken } from "@/lib/identity/links";
import { readHandover } from "./handover";
import { changeFor, proposalFor, removalFor } from "./people-facts";
import { ABOUT_PROMOS, promoFor } from "./promo-facts";
import { thanksFor } from "./thanks";

export type Message = typeof messages.$inferSelect;
export type Facts = Awaited<ReturnType<typeof readFacts>>;

const ABOUT_REFUNDS: MessageKind[] = ["donation_refunded", "refund_failed"];

/**
 * A step: what is true of a message's subject at the moment it is sent, not when it was promised. The subject is a claim, a
 * donation or a book: ids are unique over all tables, so whichever of them is there is taken.
 */
export async function readFacts(tx: Tx, message: Message, now = new Date()) {
  const { communityId, personId, subjectId, kind } = message;
  const community = one(
    await tx
      .select({ slug: communities.slug, name: communities.name, timeZone: communities.timeZone })
      .from(communities)
      .where(eq(communities.id, communityId)),
  );
  const claim = subjectId ? await claimFor(tx, communityId, personId, subjectId) : undefined;
  const donation = subjectId ? await donationFor(tx, communityId, claim?.id ?? subjectId) : undefined;
  const wait = subjectId ? await waitFor(tx, communityId, subjectId) : undefined;
  const book = subjectId ? await bookFor(tx, communityId, claim?.bookId ?? wait?.bookId ?? subjectId) : undefined;
  const isAbout = (about: MessageKind) => (kind === about ? subjectId : null);
  const proposed = isAbout("organizer_proposed");
  const removed = isAbout("organizer_removed");
  const changing = isAbout("requisites_changing");
  const thanking = isAbout("campaign_thanks");
  const thanks = thanking ? await thanksFor(tx, communityId, personId, thanking) : undefined;
  const promo = subjectId && ABOUT_PROMOS.includes(kind) ? await promoFor(tx, communityId, kind, subjectId) : undefined;
  const change = changing ? await changeFor(tx, message, changing) : undefined;
  const campaignId = book?.campaignId ?? donation?.campaignId ?? change?.campaignId ?? thanking;
  const campaign = campaignId ? await campaignFor(tx, communityId, campaignId, now) : undefined;
  const managedId = book?.id ?? thanks?.onlyLeftId;
  return {
    community,
    claim,
    wait,
    donation,
    book,
    campaign,
    change,
    promo,
    thanks,
    removal: removed ? await removalFor(tx, message, removed) : undefined,
    proposal: proposed ? await proposalFor(tx, communityId, proposed) : undefined,
    handover:
      claim && kind.startsWith("handover_") ? await readHandover(tx, communityId, claim.id, personId) : undefined,
    isOfCommunity: (await tx.$count(memberships, isTheirs(communityId, personId))) > 0,
    hasBook: claim !== undefined && (openStatuses as readonly string[]).includes(claim.status),
    money: donation && (await moneyOf(tx, communityId, donation.id)),
    /** The one that ended when the message was promised; nothing when it has been undone since. */
    refund: donation && ABOUT_REFUNDS.includes(kind) ? await refundOf(tx, message, donation.id) : undefined,
    manageToken: managedId && (await workingToken(tx, "book", communityId, managedId)),
    donationToken: donation && (await workingToken(tx, "donation", communityId, donation.id)),
  };
}

/** The claim itself, the one a donation was for, or this person's latest on a book. */
async function claimFor(tx: Tx, communityId: string, personId: string, subjectId: string) {
  const ofDonation = tx
    .select({ id: donations.claimId })
    .from(donations)
    .where(and(eq(donations.communityId, communityId), eq(donations.id, subjectId)));
  const ofBook = and(eq(claims.bookId, subjectId), eq(claims.claimantId, personId));
  const [claim] = await tx
    .select({
      id: claims.id,
      bookId: claims.bookId,
      code: claims.code,
      status: claims.status,
      method: claims.method,
      pledgeMinor: claims.pledgeMinor,
      currency: claims.currency,
      verifiedAt: claims.verifiedAt,
      expiresAt: claims.expiresAt,
    })
    .from(claims)
    .where(
      and(eq(claims.communityId, communityId), or(eq(claims.id, subjectId), inArray(claims.id, ofDonation), ofBook)),
    )
    .orderBy(desc(claims.createdAt))
    .limit(1);
  return claim;
}

async function waitFor(tx: Tx, communityId: string, waitId: string) {
  const [wait] = await tx
    .select({
      id: waitlist.id,
      bookId: waitlist.bookId,
      status: waitlist.status,
      verifiedAt: waitlist.verifiedAt,
      offerEndsAt: waitlist.offerEndsAt,
    })
    .from(waitlist)
    .where(and(eq(waitlist.communityId, communityId), eq(waitlist.id, waitId)));
  return wait;
}

async function donationFor(tx: Tx, communityId: string, claimOrDonationId: string) {
  const [donation] = await tx
    .select({
      id: donations.id,
      campaignId: donations.campaignId,
      code: donations.code,
      status: donations.status,
      decision: donations.decision,
      method: donations.method,
      pledgedMinor: donations.pledgedMinor,
      currency: donations.currency,
    })
    .from(donations)
    .where(
      and(
        eq(donations.communityId, communityId),
        or(eq(donations.claimId, claimOrDonationId), eq(donations.id, claimOrDonationId)),
      ),
    );
  return donation;
}

async function bookFor(tx: Tx, communityId: string, bookId: string) {
  const [book] = await tx
    .select({
      id: books.id,
      campaignId: books.campaignId,
      code: books.code,
      title: books.title,
      minimumMinor: books.minimumMinor,
      currency: books.currency,
      city: books.city,
      pickupPoint: books.pickupPoint,
    })
    .from(books)
    .where(and(eq(books.communityId, communityId), eq(books.id, bookId)));
  return book;
}

async function campaignFor(tx: Tx, communityId: string, campaignId: string, now: Date) {
  return one(
    await tx
      .select({
        slug: campaigns.slug,
        name: campaigns.name,
        status: campaigns.status,
        ...requisites,
        guestHoldHours: campaigns.guestHoldHours,
        memberHoldHours: campaigns.memberHoldHours,
        confirmHours: campaigns.confirmHours,
      })
      .from(campaigns)
      .leftJoin(requisiteChanges, changeDue(now))
      .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId))),
  );
}

/**
 * A donation's money from the ledger, in minor units: what was given and when, null while nothing has arrived or that was undone;
 * what of it stands; and what the donor's bank held back last.
 */
async function moneyOf(tx: Tx, communityId: string, donationId: string) {
  const rows = await tx
    .select({
      id: ledgerEntries.id,
      kind: ledgerEntries.kind,
      fromAccount: ledgerEntries.fromAccount,
      toAccount: ledgerEntries.toAccount,
      amountMinor: ledgerEntries.amountMinor,
      externalRef: ledgerEntries.externalRef,
      at: ledgerEntries.at,
    })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.communityId, communityId), eq(ledgerEntries.donationId, donationId)))
    .orderBy(ledgerEntries.id);
  const undone = new Set(rows.filter(({ kind }) => kind === "undo").map(({ externalRef }) => externalRef));
  const given = rows.findLast(({ id, kind }) => kind === "donation" && !undone.has(`undo:${id}`));
  return {
    givenMinor: given?.amountMinor ?? null,
    givenAt: given?.at ?? null,
    standingMinor: rows.reduce((sum, { fromAccount, toAccount, amountMinor }) => {
      if (fromAccount === "donors") return sum + amountMinor;
      return toAccount === "donors" ? sum - amountMinor : sum;
    }, 0),
    disputedMinor: rows.findLast(({ kind }) => kind === "dispute")?.amountMinor ?? null,
  };
}

/** Several can end at one moment, each with a message of its own: the first message is about the first of them. */
async function refundOf(tx: Tx, message: Message, donationId: string) {
  const { communityId, personId, channel, kind, subjectId, createdAt, id } = message;
  const before = await tx.$count(
    messages,
    and(
      eq(messages.communityId, communityId),
      eq(messages.personId, personId),
      eq(messages.channel, channel),
      eq(messages.createdAt, createdAt),
      eq(messages.kind, kind),
      eq(messages.subjectId, subjectId ?? donationId),
      lt(messages.id, id),
    ),
  );
  const [refund] = await tx
    .select({
      cause: refunds.cause,
      amountMinor: refunds.amountMinor,
      attemptId: refunds.attemptId,
      reason: refunds.reason,
      problem: refunds.problem,
    })
    .from(refunds)
    .where(
      and(
        eq(refunds.communityId, communityId),
        eq(refunds.donationId, donationId),
        eq(refunds.settledAt, createdAt),
        eq(refunds.status, kind === "refund_failed" ? "failed" : "done"),
      ),
    )
    .orderBy(refunds.id)
    .offset(before)
    .limit(1);
  return refund;
}

/** Only outsiders manage a book by a private link, and only a donation that was promised on the site has a page of its own. */
async function workingToken(
  tx: Tx,
  kind: "book" | "donation",
  communityId: string,
  subjectId: string,
): Promise<string | undefined> {
  const token = linkToken(kind, communityId, subjectId);
  const works = await tx.$count(
    privateLinks,
    and(eq(privateLinks.tokenHash, hashToken(token)), sql`${privateLinks.revokedAt} is null`),
  );
  return works > 0 ? token : undefined;
}

function isTheirs(communityId: string, personId: string) {
  return and(eq(memberships.communityId, communityId), eq(memberships.personId, personId));
}

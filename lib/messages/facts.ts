import { and, desc, eq, inArray, or, sql } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import {
  books,
  campaigns,
  claims,
  communities,
  donations,
  ledgerEntries,
  memberships,
  type messages,
  privateLinks,
} from "@/db/schema";
import { hashToken } from "@/lib/core/codes";
import { linkToken } from "@/lib/identity/links";

export type Message = typeof messages.$inferSelect;
export type Facts = Awaited<ReturnType<typeof readFacts>>;

/**
 * A step: what is true of a message's subject at the moment it is sent, not when it was promised. The subject is a claim, a
 * donation or a book: ids are unique over all tables, so whichever of them is there is taken.
 */
export async function readFacts(tx: Tx, { communityId, personId, subjectId }: Message) {
  const community = one(
    await tx
      .select({ slug: communities.slug, name: communities.name, timeZone: communities.timeZone })
      .from(communities)
      .where(eq(communities.id, communityId)),
  );
  const claim = subjectId ? await claimFor(tx, communityId, personId, subjectId) : undefined;
  const donation = subjectId ? await donationFor(tx, communityId, claim?.id ?? subjectId) : undefined;
  const book = subjectId ? await bookFor(tx, communityId, claim?.bookId ?? subjectId) : undefined;
  const campaignId = book?.campaignId ?? donation?.campaignId;
  const campaign = campaignId ? await campaignFor(tx, communityId, campaignId) : undefined;
  return {
    community,
    claim,
    donation,
    book,
    campaign,
    isOfCommunity: (await tx.$count(memberships, isTheirs(communityId, personId))) > 0,
    receivedMinor: donation ? await receivedFor(tx, communityId, donation.id) : 0,
    manageToken: book && (await manageTokenOf(tx, communityId, book.id)),
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

async function donationFor(tx: Tx, communityId: string, claimOrDonationId: string) {
  const [donation] = await tx
    .select({
      id: donations.id,
      campaignId: donations.campaignId,
      code: donations.code,
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

async function campaignFor(tx: Tx, communityId: string, campaignId: string) {
  return one(
    await tx
      .select({
        slug: campaigns.slug,
        name: campaigns.name,
        fundName: campaigns.fundName,
        jarUrl: campaigns.jarUrl,
        iban: campaigns.iban,
        edrpou: campaigns.edrpou,
        guestHoldHours: campaigns.guestHoldHours,
        memberHoldHours: campaigns.memberHoldHours,
        confirmHours: campaigns.confirmHours,
      })
      .from(campaigns)
      .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId))),
  );
}

/** What arrived, from the ledger: donors gave it, less what was taken back. */
async function receivedFor(tx: Tx, communityId: string, donationId: string): Promise<number> {
  const { sum } = one(
    await tx
      .select({
        sum: sql`coalesce(sum(case when ${ledgerEntries.fromAccount} = 'donors' then ${ledgerEntries.amountMinor}
                                   when ${ledgerEntries.toAccount} = 'donors' then -${ledgerEntries.amountMinor} else 0 end), 0)`.mapWith(
          Number,
        ),
      })
      .from(ledgerEntries)
      .where(and(eq(ledgerEntries.communityId, communityId), eq(ledgerEntries.donationId, donationId))),
  );
  return sum;
}

/** Only outsiders manage a book by a private link. */
async function manageTokenOf(tx: Tx, communityId: string, bookId: string): Promise<string | undefined> {
  const token = linkToken("book", communityId, bookId);
  const works = await tx.$count(
    privateLinks,
    and(eq(privateLinks.tokenHash, hashToken(token)), sql`${privateLinks.revokedAt} is null`),
  );
  return works > 0 ? token : undefined;
}

function isTheirs(communityId: string, personId: string) {
  return and(eq(memberships.communityId, communityId), eq(memberships.personId, personId));
}

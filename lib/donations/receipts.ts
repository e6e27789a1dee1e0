import { and, asc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { books, campaigns, claims, communities, donations, type EntryKind, ledgerEntries, people } from "@/db/schema";
import type { ClaimRef } from "@/lib/claims/moves";
import { keepsBook } from "@/lib/claims/rules";
import type { DonationRef } from "./pledge";

export type Receipt = NonNullable<Awaited<ReturnType<typeof receiptOf>>>;

/**
 * What a donor can show of a donation: what was given to which fund, what went back, and what stands, in minor units. Nothing while
 * no money has come, or when it was entered by mistake. `disputedMinor` is held back by the donor's bank for the time being. The
 * book is the one the donor has for it; an erased donor has no name. For whoever may see the donation: the caller decides that.
 */
export async function receiptOf({ communityId, donationId }: DonationRef) {
  const [[found], money] = await Promise.all([factsOf(communityId, donationId), moneyOf(communityId, donationId)]);
  if (!found || !money) return undefined;

  const { claimStatus, title, donorName, status, ...facts } = found;
  const { givenMinor, givenAt, refundedMinor, heldMinor } = money;
  const isDisputed = status === "disputed"; // a dispute that was lost is money gone back
  return {
    ...facts,
    donorName: donorName ?? null,
    bookTitle: claimStatus && keepsBook(claimStatus) ? title : null,
    givenMinor,
    givenAt,
    refundedMinor: refundedMinor + (isDisputed ? 0 : heldMinor),
    disputedMinor: isDisputed ? heldMinor : 0,
    standsMinor: givenMinor - refundedMinor - heldMinor,
  };
}

/** The donation that pays for a claim now; nothing while there is none, or once it pays for another. */
export async function donationOfClaim({ communityId, claimId }: ClaimRef): Promise<DonationRef | undefined> {
  const [donation] = await db
    .select({ id: donations.id })
    .from(donations)
    .where(and(eq(donations.communityId, communityId), eq(donations.claimId, claimId)));
  return donation && { communityId, donationId: donation.id };
}

function factsOf(communityId: string, donationId: string) {
  return db
    .select({
      code: donations.code,
      method: donations.method,
      status: donations.status,
      currency: donations.currency,
      donorName: sql<string | null>`case when ${people.erasedAt} is null then ${people.name} end`,
      claimStatus: claims.status,
      title: books.title,
      campaign: { slug: campaigns.slug, name: campaigns.name },
      fund: { name: campaigns.fundName, edrpou: campaigns.edrpou, iban: campaigns.iban },
      community: { slug: communities.slug, name: communities.name, timeZone: communities.timeZone },
    })
    .from(donations)
    .innerJoin(campaigns, and(eq(campaigns.communityId, donations.communityId), eq(campaigns.id, donations.campaignId)))
    .innerJoin(communities, eq(communities.id, donations.communityId))
    .leftJoin(people, and(eq(people.communityId, donations.communityId), eq(people.id, donations.donorId)))
    .leftJoin(claims, and(eq(claims.communityId, donations.communityId), eq(claims.id, donations.claimId)))
    .leftJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .where(and(eq(donations.communityId, communityId), eq(donations.id, donationId)));
}

async function moneyOf(communityId: string, donationId: string) {
  const rows = await db
    .select({
      id: ledgerEntries.id,
      kind: ledgerEntries.kind,
      amountMinor: ledgerEntries.amountMinor,
      externalRef: ledgerEntries.externalRef,
      at: ledgerEntries.at,
    })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.communityId, communityId), eq(ledgerEntries.donationId, donationId)))
    .orderBy(asc(ledgerEntries.id));
  const credit = rows.findLast(
    ({ id, kind }) => kind === "donation" && !rows.some(({ externalRef }) => externalRef === `undo:${id}`),
  );
  if (!credit) return undefined;
  const sumOf = (of: EntryKind) =>
    rows.reduce((sum, { kind, amountMinor }) => sum + (kind === of ? amountMinor : 0), 0);
  return {
    givenMinor: credit.amountMinor,
    givenAt: credit.at,
    refundedMinor: sumOf("refund") - sumOf("refund_failed"),
    heldMinor: sumOf("dispute") - sumOf("dispute_won"),
  };
}

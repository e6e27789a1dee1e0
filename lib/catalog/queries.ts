import { and, asc, count, desc, eq, gt, lte, ne } from "drizzle-orm";
import { db } from "@/db/client";
import { changeDue, requisites } from "@/db/requisites";
import { books, campaigns, claims, communities, requisiteChanges } from "@/db/schema";
import { bookCodeToFind } from "@/lib/core/codes";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, can } from "@/lib/identity/actor";
import { publicColumns } from "./columns";
import { isFree, keepsBook, keptBy, photosOf, stateOf } from "./state";

/** What anyone may know about a campaign. */
const publicCampaign = {
  communityId: campaigns.communityId,
  id: campaigns.id,
  communitySlug: communities.slug,
  communityName: communities.name,
  locale: communities.locale,
  timeZone: communities.timeZone,
  slug: campaigns.slug,
  name: campaigns.name,
  description: campaigns.description,
  status: campaigns.status,
  fund: {
    name: requisites.fundName,
    jarUrl: requisites.jarUrl,
    iban: requisites.iban,
    edrpou: requisites.edrpou,
  },
  currency: campaigns.currency,
  goalMinor: campaigns.goalMinor,
  defaultMinimumMinor: campaigns.defaultMinimumMinor,
  opensAt: campaigns.opensAt,
  closesAt: campaigns.closesAt,
  unverifiedHoldMinutes: campaigns.unverifiedHoldMinutes,
  guestHoldHours: campaigns.guestHoldHours,
  memberHoldHours: campaigns.memberHoldHours,
  maxOpenClaims: campaigns.maxOpenClaims,
  confirmHours: campaigns.confirmHours,
  offerHours: campaigns.offerHours,
  allowsCash: campaigns.allowsCash,
  cards: campaigns.cards,
  pickupPoints: campaigns.pickupPoints,
  topics: campaigns.topics,
  notAccepted: campaigns.notAccepted,
};

const selectCampaigns = (now: Date) =>
  db
    .select(publicCampaign)
    .from(campaigns)
    .innerJoin(communities, eq(communities.id, campaigns.communityId))
    .leftJoin(requisiteChanges, changeDue(now));

export type PublicCampaign = Awaited<ReturnType<typeof listOpenCampaigns>>[number];

/** One campaign by its address, open or over; drafts do not show. */
export async function findCampaign(
  communitySlug: string,
  campaignSlug: string,
  now = new Date(),
): Promise<PublicCampaign | undefined> {
  const [campaign] = await selectCampaigns(now).where(
    and(eq(communities.slug, communitySlug), eq(campaigns.slug, campaignSlug), ne(campaigns.status, "draft")),
  );
  return campaign;
}

/** The campaign a listing is in, for whoever gives the book: also one that is still being prepared and shows to nobody else. */
export async function findCampaignOf(
  { communityId, campaignId }: { communityId: string; campaignId: string },
  now = new Date(),
): Promise<PublicCampaign | undefined> {
  const [campaign] = await selectCampaigns(now).where(
    and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId)),
  );
  return campaign;
}

/** Campaigns that run now, in all communities; the one that ends first comes first. */
export async function listOpenCampaigns(now = new Date()) {
  return selectCampaigns(now)
    .where(and(eq(campaigns.status, "open"), lte(campaigns.opensAt, now), gt(campaigns.closesAt, now)))
    .orderBy(asc(campaigns.closesAt), asc(campaigns.id))
    .limit(100);
}

/** A community's campaigns, the newest first; drafts do not show. */
export async function listCampaigns(communitySlug: string, now = new Date()): Promise<PublicCampaign[]> {
  return selectCampaigns(now)
    .where(and(eq(communities.slug, communitySlug), ne(campaigns.status, "draft")))
    .orderBy(desc(campaigns.opensAt), desc(campaigns.id))
    .limit(100);
}

/** The desk's campaigns of the actor's community, drafts included for those who manage them. */
export async function listDeskCampaigns(actor: Actor, now = new Date()): Promise<PublicCampaign[]> {
  if (!can(actor, "desk.see")) return [];
  return selectCampaigns(now)
    .where(
      and(
        eq(campaigns.communityId, actor.communityId),
        can(actor, "campaigns.manage") ? undefined : ne(campaigns.status, "draft"),
      ),
    )
    .orderBy(desc(campaigns.opensAt), desc(campaigns.id))
    .limit(100);
}

/**
 * All that anyone may know about one listed book: not who gave it, nor who reserved it. The code is read as people type it.
 * Nothing for a book that is not shown.
 */
export async function findBook(communityId: string, campaignId: string, code: string, now = new Date()) {
  const plain = bookCodeToFind(code);
  const [row] = await db
    .select({ ...publicColumns, claim: keptBy(now) })
    .from(books)
    .leftJoin(claims, keepsBook(now))
    .where(
      and(
        eq(books.communityId, communityId),
        eq(books.campaignId, campaignId),
        eq(books.code, plain),
        eq(books.status, "listed"),
      ),
    );
  if (!row) return undefined;
  const { claim, ...book } = row;
  const pictures = await photosOf(communityId, [book.id]);
  return { ...book, state: stateOf(claim), photos: pictures.get(book.id) ?? [] };
}

export type PublicBook = NonNullable<Awaited<ReturnType<typeof findBook>>>;

/** How many copies of this edition a campaign already offers, and how many of them are free: "one more copy?", never an error. */
export async function otherCopies(communityId: string, campaignId: string, isbn13: string, now = new Date()) {
  const ofEdition = and(
    eq(books.communityId, communityId),
    eq(books.campaignId, campaignId),
    eq(books.isbn13, isbn13),
    eq(books.status, "listed"),
  );
  const [[all], [free]] = await Promise.all([
    db.select({ copies: count() }).from(books).where(ofEdition),
    db
      .select({ copies: count() })
      .from(books)
      .where(and(ofEdition, isFree(now))),
  ]);
  return { copies: all?.copies ?? 0, available: free?.copies ?? 0 };
}

/** For addresses that name a campaign and a book: refuses `catalog.notFound` when the book, whatever its state, is not of the campaign. */
export async function requireOfCampaign(communityId: string, campaignId: string, code: string): Promise<void> {
  const [book] = await db
    .select({ campaignId: books.campaignId })
    .from(books)
    .where(and(eq(books.communityId, communityId), eq(books.code, bookCodeToFind(code))));
  if (book?.campaignId !== campaignId) throw new Refusal("catalog.notFound");
}

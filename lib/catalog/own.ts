import { and, desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { books, campaigns, claims, communities } from "@/db/schema";
import { bookCodeToFind } from "@/lib/core/codes";
import type { Actor } from "@/lib/identity/actor";
import { findLink } from "@/lib/identity/links";
import { ownColumns, publicColumns } from "./columns";
import { keepsBook, keptBy, ownStateOf, photosOf } from "./state";

const OWN_MAX = 500;

/** A listing as its giver sees it, with what it says in full, so that an edit form can be filled. Never who holds it. */
const ownListing = {
  ...publicColumns,
  ...ownColumns,
  campaignSlug: campaigns.slug,
  campaignName: campaigns.name,
  communitySlug: communities.slug,
  /** The campaign is closed: a free book of it is one that nobody took. */
  isOver: sql<boolean>`${campaigns.status} = 'closed'`,
  /** The copy is listed in the next campaign. */
  wentOn: sql<boolean>`exists (select 1 from books further
    where further.community_id = ${books.communityId} and further.left_from_id = ${books.id})`,
};

const selectListings = (now: Date) =>
  db
    .select({ ...ownListing, claim: keptBy(now) })
    .from(books)
    .innerJoin(campaigns, and(eq(campaigns.communityId, books.communityId), eq(campaigns.id, books.campaignId)))
    .innerJoin(communities, eq(communities.id, books.communityId))
    .leftJoin(claims, keepsBook(now));

type Row = Awaited<ReturnType<typeof selectListings>>[number];
export type OwnListing = Awaited<ReturnType<typeof asListings>>[number];

/** The books the actor gives, newest first, whatever their state; of one campaign when it is named. At most 500. */
export async function findOwnBooks(actor: Actor, campaignId?: string, now = new Date()): Promise<OwnListing[]> {
  if (actor.personId === null) return [];
  const rows = await selectListings(now)
    .where(
      and(
        eq(books.communityId, actor.communityId),
        eq(books.giverId, actor.personId),
        campaignId === undefined ? undefined : eq(books.campaignId, campaignId),
      ),
    )
    .orderBy(desc(books.createdAt), desc(books.id))
    .limit(OWN_MAX);
  return asListings(actor.communityId, rows);
}

/** One book the actor gives, by its code as people type it, or nothing. */
export async function findOwnBook(actor: Actor, code: string, now = new Date()): Promise<OwnListing | undefined> {
  if (actor.personId === null) return undefined;
  const rows = await selectListings(now).where(
    and(
      eq(books.communityId, actor.communityId),
      eq(books.giverId, actor.personId),
      eq(books.code, bookCodeToFind(code)),
    ),
  );
  return (await asListings(actor.communityId, rows))[0];
}

/** The listing a private link leads to, or nothing. */
export async function findManagedBook(token: string, now = new Date()): Promise<OwnListing | undefined> {
  const link = await findLink("book", token);
  if (!link) return undefined;
  const rows = await selectListings(now).where(
    and(eq(books.communityId, link.communityId), eq(books.id, link.subjectId)),
  );
  return (await asListings(link.communityId, rows))[0];
}

async function asListings(communityId: string, rows: Row[]) {
  const pictures = await photosOf(
    communityId,
    rows.map(({ id }) => id),
  );
  return rows.map(({ claim, ...row }) => ({
    ...row,
    state: ownStateOf(row.status, claim),
    photos: pictures.get(row.id) ?? [],
  }));
}

import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { books, campaigns, claims } from "@/db/schema";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { keepsBook } from "./state";

/** Copies a page of stickers has: ten sheets of 24. */
export const STICKERS_MAX = 240;

export type Stickers = { items: { code: string; title: string; campaignSlug: string }[]; hasMore: boolean };

/** The copies of a campaign that are in the catalog and not yet with their readers, the oldest first. Refuses `identity.notAllowed`. */
export async function listStickers(actor: Actor, campaignId: string, page = 1, now = new Date()): Promise<Stickers> {
  requirePermission(actor, "catalog.review");
  return stickersWhere(and(eq(books.communityId, actor.communityId), eq(books.campaignId, campaignId)), page, now);
}

/** The same of one's own books, of all campaigns. */
export async function listOwnStickers(actor: Actor, now = new Date()): Promise<Stickers> {
  if (actor.personId === null) return { items: [], hasMore: false };
  return stickersWhere(and(eq(books.communityId, actor.communityId), eq(books.giverId, actor.personId)), 1, now);
}

async function stickersWhere(whose: SQL | undefined, page: number, now: Date): Promise<Stickers> {
  const rows = await db
    .select({ code: books.code, title: books.title, campaignSlug: campaigns.slug })
    .from(books)
    .innerJoin(campaigns, and(eq(campaigns.communityId, books.communityId), eq(campaigns.id, books.campaignId)))
    .leftJoin(claims, keepsBook(now))
    .where(and(whose, eq(books.status, "listed"), sql`${claims.status} is distinct from 'fulfilled'`))
    .orderBy(asc(books.createdAt), asc(books.id))
    .offset((page - 1) * STICKERS_MAX)
    .limit(STICKERS_MAX + 1);
  return { items: rows.slice(0, STICKERS_MAX), hasMore: rows.length > STICKERS_MAX };
}

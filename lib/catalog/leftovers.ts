import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { db, type Tx } from "@/db/client";
import { type Book, books, campaigns, people, photos } from "@/db/schema";
import { plainAmount } from "@/lib/core/money";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { record as note } from "@/lib/identity/audit";
import { leadOn } from "@/lib/identity/links";
import { insertBook } from "./commands";
import { toCsv } from "./export";
import { keepCampaign } from "./locks";
import { isTaken, lockBook, move, record } from "./moves";
import { isFree } from "./state";

// What nobody took. A copy goes on to the next campaign as a new listing, and the old one leaves the catalog: what happened to it stays.

const EXPORT_MAX = 50_000;
const AT_ONCE = 100;
const MOVED_MAX = 10_000;

export const leftoversInput = z.object({
  limit: z.coerce.number().int().min(1, "fields.check").max(100, "fields.check").default(24),
  cursor: z.guid("fields.check").optional(),
});
export type LeftoversPage = z.infer<typeof leftoversInput>;
export type Leftover = Awaited<ReturnType<typeof leftovers>>[number];

/**
 * The books of a campaign that are still free, the oldest first, with who gives each and how to reach them as long as that is kept.
 * The cursor is that of the page before. Refuses `identity.notAllowed`.
 */
export async function listLeftovers(
  actor: Actor,
  campaignId: string,
  { limit, cursor }: LeftoversPage,
  now = new Date(),
): Promise<{ items: Leftover[]; nextCursor: string | null }> {
  requirePermission(actor, "catalog.review");
  const rows = await leftovers(actor.communityId, campaignId, { limit: limit + 1, after: cursor }, now);
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** How many books of a campaign are still free. Refuses `identity.notAllowed`. */
export async function countLeftovers(actor: Actor, campaignId: string, now = new Date()): Promise<number> {
  requirePermission(actor, "catalog.review");
  return db.$count(books, isLeft(actor.communityId, campaignId, now));
}

const HEADER = [
  "code",
  "title",
  "authors",
  "isbn13",
  "condition",
  "suggested_donation",
  "currency",
  "pickup_point",
  "city",
  "giver",
  "listed_at",
];

/** The same books as CSV, for a walk along the shelf. Nobody's address is in it. Refuses `identity.notAllowed`. */
export async function exportLeftovers(actor: Actor, campaignId: string, now = new Date()): Promise<string> {
  requirePermission(actor, "catalog.review");
  const rows = await leftovers(actor.communityId, campaignId, { limit: EXPORT_MAX }, now);
  return toCsv(
    HEADER,
    rows.map((book) => [
      book.code,
      book.title,
      book.authors.join("; "),
      book.isbn13,
      book.condition,
      plainAmount(book.minimumMinor),
      book.currency,
      book.pickupPoint,
      book.city,
      book.giver.name,
      book.listedAt?.toISOString(),
    ]),
  );
}

/**
 * Lists what a closed campaign left over in the campaign that was copied from it: each copy as a new listing with its photos and its
 * giver's private link, and the old one withdrawn. A book that somebody has got again by late money stays. Doing it twice moves
 * nothing twice; answers how many went on, 10,000 at most.
 * Refuses `identity.notAllowed`, `catalog.campaignNotFound`, `catalog.notClosed`, `catalog.notItsCopy`.
 */
export async function moveLeftovers(
  actor: Actor,
  { fromId, toId }: { fromId: string; toId: string },
  now = new Date(),
): Promise<number> {
  requirePermission(actor, "campaigns.manage");
  const { communityId } = actor;
  const passed: string[] = []; // looked at, whether or not they went on
  let moved = 0;
  while (passed.length < MOVED_MAX) {
    const due = await leftovers(communityId, fromId, { limit: AT_ONCE, after: passed.at(-1) }, now);
    // checked where there is nothing to move as well
    moved += await db.transaction(async (tx) => {
      let count = 0;
      const locked: Book[] = [];
      for (const { id } of due) locked.push(await lockBook(tx, communityId, id)); // in the order of their ids
      const to = await nextCampaign(tx, communityId, fromId, toId);
      for (const book of locked) if (await moveOn(tx, actor, book, to.id, now)) count++;
      if (count > 0) await note(tx, actor, "leftovers_moved", { subjectId: toId, details: { count } }, now);
      return count;
    });
    if (due.length < AT_ONCE) break;
    passed.push(...due.map(({ id }) => id));
  }
  return moved;
}

/** How many copies of a campaign went on to others. */
export async function countMovedOn(communityId: string, fromId: string): Promise<number> {
  const ofCampaign = db
    .select({ id: books.id })
    .from(books)
    .where(and(eq(books.communityId, communityId), eq(books.campaignId, fromId)));
  return db.$count(books, and(eq(books.communityId, communityId), inArray(books.leftFromId, ofCampaign)));
}

function leftovers(
  communityId: string,
  campaignId: string,
  { limit, after }: { limit: number; after?: string | undefined },
  now: Date,
) {
  return db
    .select({
      id: books.id,
      code: books.code,
      title: books.title,
      authors: books.authors,
      isbn13: books.isbn13,
      condition: books.condition,
      minimumMinor: books.minimumMinor,
      currency: books.currency,
      pickupPoint: books.pickupPoint,
      city: books.city,
      listedAt: books.listedAt,
      giver: {
        id: people.id,
        name: people.name,
        email: people.email,
        phone: people.phone,
        telegram: people.telegram,
        isOutsider: people.isOutsider,
      },
    })
    .from(books)
    .innerJoin(people, and(eq(people.communityId, books.communityId), eq(people.id, books.giverId)))
    .where(and(isLeft(communityId, campaignId, now), after === undefined ? undefined : gt(books.id, after)))
    .orderBy(asc(books.id))
    .limit(limit);
}

function isLeft(communityId: string, campaignId: string, now: Date) {
  return and(
    eq(books.communityId, communityId),
    eq(books.campaignId, campaignId),
    eq(books.status, "listed"),
    isFree(now),
  );
}

/** Neither of the two is closed or opened while books go from one to the other. */
async function nextCampaign(tx: Tx, communityId: string, fromId: string, toId: string) {
  const from = await keepCampaign(tx, communityId, fromId);
  const to = await keepCampaign(tx, communityId, toId);
  if (!from || !to) throw new Refusal("catalog.campaignNotFound");
  if (from.status !== "closed") throw new Refusal("catalog.notClosed");
  if (to.copiedFromId !== from.id || to.status === "closed") throw new Refusal("catalog.notItsCopy");
  return to;
}

async function moveOn(tx: Tx, actor: Actor, book: Book, campaignId: string, now: Date): Promise<boolean> {
  if (book.status !== "listed" || (await isTaken(tx, book, now))) return false;
  await move(tx, book, "withdraw", actor, now);
  const { communityId, id: leftFromId } = book;
  const { id: _, code: _c, importKey: _k, rejectReason: _r, ...says } = book;
  const listing = await insertBook(tx, {
    ...says,
    campaignId,
    leftFromId,
    status: "listed",
    listedAt: now,
    createdAt: now,
  });
  await tx
    .update(photos)
    .set({ bookId: listing.id })
    .where(and(eq(photos.communityId, communityId), eq(photos.bookId, leftFromId)));
  await leadOn(tx, "book", communityId, leftFromId, listing.id);
  await record(tx, listing, "list", actor, now);
  return true;
}

/** Campaigns that began with a campaign's settings and are not closed, the newest first. */
export async function copiesOf(actor: Actor, campaignId: string) {
  requirePermission(actor, "campaigns.manage");
  return db
    .select({ id: campaigns.id, slug: campaigns.slug, name: campaigns.name, status: campaigns.status })
    .from(campaigns)
    .where(
      and(
        eq(campaigns.communityId, actor.communityId),
        eq(campaigns.copiedFromId, campaignId),
        isNull(campaigns.closedAt),
      ),
    )
    .orderBy(sql`${campaigns.createdAt} desc`)
    .limit(20);
}

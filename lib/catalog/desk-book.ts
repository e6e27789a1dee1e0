import { and, asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { bookEvents, books, campaigns, claims, people } from "@/db/schema";
import { bookCodeToFind } from "@/lib/core/codes";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { keepsBook, keptBy, ownStateOf, photosOf } from "./state";

const HISTORY_MAX = 500;

/** All that an organizer may know about one book, in any state, with what happened to its listing. Nothing when there is none. */
export async function findDeskBook(actor: Actor, code: string, now = new Date()) {
  requirePermission(actor, "catalog.review");
  const { communityId } = actor;
  const [row] = await db
    .select({
      book: books,
      campaignSlug: campaigns.slug,
      giver: { name: people.name, email: people.email, isOutsider: people.isOutsider },
      claim: keptBy(now),
    })
    .from(books)
    .innerJoin(campaigns, and(eq(campaigns.communityId, books.communityId), eq(campaigns.id, books.campaignId)))
    .innerJoin(people, and(eq(people.communityId, books.communityId), eq(people.id, books.giverId)))
    .leftJoin(claims, keepsBook(now))
    .where(and(eq(books.communityId, communityId), eq(books.code, bookCodeToFind(code))));
  if (!row) return undefined;

  const { book, claim, ...rest } = row;
  const [photos, events] = await Promise.all([photosOf(communityId, [book.id]), historyOf(communityId, book.id)]);
  return { ...book, ...rest, state: ownStateOf(book.status, claim), photos: photos.get(book.id) ?? [], events };
}

export type DeskBookInFull = NonNullable<Awaited<ReturnType<typeof findDeskBook>>>;

async function historyOf(communityId: string, bookId: string) {
  return db
    .select({
      id: bookEvents.id,
      event: bookEvents.event,
      reason: bookEvents.reason,
      at: bookEvents.at,
      by: people.name,
    })
    .from(bookEvents)
    .leftJoin(people, and(eq(people.communityId, bookEvents.communityId), eq(people.id, bookEvents.actorId)))
    .where(and(eq(bookEvents.communityId, communityId), eq(bookEvents.bookId, bookId)))
    .orderBy(asc(bookEvents.at), asc(bookEvents.id))
    .limit(HISTORY_MAX);
}

import { and, asc, desc, eq, gt, isNotNull, lte, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { books, claimEvents, claims, people } from "@/db/schema";
import { type Actor, requirePermission } from "@/lib/identity/actor";

const LIST_MAX = 200;
const HISTORY_MAX = 500;

/** Full holds of a campaign that end between now and `until`, the soonest first, with whom to ask. For organizers; 200 at most. */
export async function listHoldsEnding(actor: Actor, campaignId: string, until: Date, now = new Date()) {
  requirePermission(actor, "claims.manage");
  return db
    .select({
      id: claims.id,
      code: claims.code,
      expiresAt: claims.expiresAt,
      pledgeMinor: claims.pledgeMinor,
      currency: claims.currency,
      bookCode: books.code,
      bookTitle: books.title,
      claimantName: people.name,
      claimantEmail: people.email,
    })
    .from(claims)
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .innerJoin(people, and(eq(people.communityId, claims.communityId), eq(people.id, claims.claimantId)))
    .where(
      and(
        eq(claims.communityId, actor.communityId),
        eq(claims.campaignId, campaignId),
        eq(claims.status, "held"),
        isNotNull(claims.verifiedAt), // the short holds of half an hour are nobody's worry
        gt(claims.expiresAt, now),
        lte(claims.expiresAt, until),
      ),
    )
    .orderBy(asc(claims.expiresAt), asc(claims.id))
    .limit(LIST_MAX);
}

/** Claims of a campaign that keep a book and wait for money, what was reported first, then by the deadline. For organizers; 200 at most. */
export async function listOpenHolds(actor: Actor, campaignId: string, now = new Date()) {
  requirePermission(actor, "claims.manage");
  return db
    .select({
      id: claims.id,
      code: claims.code,
      status: claims.status,
      pledgeMinor: claims.pledgeMinor,
      currency: claims.currency,
      expiresAt: claims.expiresAt,
      bookCode: books.code,
      bookTitle: books.title,
      claimant: contactOf(people),
    })
    .from(claims)
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .innerJoin(people, and(eq(people.communityId, claims.communityId), eq(people.id, claims.claimantId)))
    .where(
      and(
        eq(claims.communityId, actor.communityId),
        eq(claims.campaignId, campaignId),
        or(eq(claims.status, "reported"), and(eq(claims.status, "held"), gt(claims.expiresAt, now))),
      ),
    )
    .orderBy(sql`${claims.expiresAt} asc nulls first`, asc(claims.createdAt))
    .limit(LIST_MAX);
}

export type Contactable = { name: string; email: string | null; phone: string | null; telegram: string | null };

/** The claims a book has had, the newest first, with whose they are. For organizers; 200 at most. */
export async function listClaimsOfBook(actor: Actor, bookId: string) {
  requirePermission(actor, "claims.manage");
  return db
    .select({
      id: claims.id,
      code: claims.code,
      status: claims.status,
      pledgeMinor: claims.pledgeMinor,
      currency: claims.currency,
      expiresAt: claims.expiresAt,
      createdAt: claims.createdAt,
      claimantName: people.name,
    })
    .from(claims)
    .innerJoin(people, and(eq(people.communityId, claims.communityId), eq(people.id, claims.claimantId)))
    .where(and(eq(claims.communityId, actor.communityId), eq(claims.bookId, bookId)))
    .orderBy(desc(claims.createdAt), desc(claims.id))
    .limit(LIST_MAX);
}

/** What happened to the claims of a book, the oldest first, with who acted and why. For organizers; the latest 500. */
export async function claimHistoryOf(actor: Actor, bookId: string) {
  requirePermission(actor, "claims.manage");
  const rows = await db
    .select({
      id: claimEvents.id,
      event: claimEvents.event,
      reason: claimEvents.reason,
      at: claimEvents.at,
      code: claims.code,
      claimantName: people.name,
      by: actors.name,
    })
    .from(claimEvents)
    .innerJoin(claims, and(eq(claims.communityId, claimEvents.communityId), eq(claims.id, claimEvents.claimId)))
    .innerJoin(people, and(eq(people.communityId, claims.communityId), eq(people.id, claims.claimantId)))
    .leftJoin(actors, and(eq(actors.communityId, claimEvents.communityId), eq(actors.id, claimEvents.actorId)))
    .where(and(eq(claims.communityId, actor.communityId), eq(claims.bookId, bookId)))
    .orderBy(desc(claimEvents.at), desc(claimEvents.id))
    .limit(HISTORY_MAX);
  return rows.toReversed();
}

const actors = alias(people, "actor");

function contactOf(table: typeof people) {
  return { name: table.name, email: table.email, phone: table.phone, telegram: table.telegram };
}

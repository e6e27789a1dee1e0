import { and, desc, eq, gt, inArray, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { changeDue, requisites } from "@/db/requisites";
import { books, campaigns, claims, communities, openStatuses, people, requisiteChanges } from "@/db/schema";
import { type Actor, can, type PersonActor } from "@/lib/identity/actor";
import { findLink } from "@/lib/identity/links";
import type { ClaimRef } from "./moves";

const LIST_MAX = 200;

const summary = {
  id: claims.id,
  code: claims.code,
  status: claims.status,
  method: claims.method,
  pledgeMinor: claims.pledgeMinor,
  currency: claims.currency,
  verifiedAt: claims.verifiedAt,
  expiresAt: claims.expiresAt,
  createdAt: claims.createdAt,
  bookId: books.id,
  bookCode: books.code,
  bookTitle: books.title,
  bookAuthors: books.authors,
  category: books.category,
  pickupPoint: books.pickupPoint,
  city: books.city,
  campaignId: campaigns.id,
  campaignSlug: campaigns.slug,
  campaignName: campaigns.name,
};

/** A hold whose time is up is shown as expired, whether or not the sweep has been by. */
type Timed = { status: (typeof claims.$inferSelect)["status"]; expiresAt: Date | null };
function asOf<Row extends Timed>(row: Row, now: Date): Row {
  const isOver = row.status === "held" && row.expiresAt !== null && row.expiresAt <= now;
  return isOver ? { ...row, status: "expired", expiresAt: null } : row;
}

/** All that a claim's private page shows, for the person whose claim it is. */
export async function findClaim({ communityId, claimId }: ClaimRef, now: Date) {
  const [claim] = await db
    .select({
      ...summary,
      communityId: claims.communityId,
      communitySlug: communities.slug,
      timeZone: communities.timeZone,
      claimantName: people.name,
      claimantEmail: people.email,
      ...requisites,
      confirmHours: campaigns.confirmHours,
    })
    .from(claims)
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .innerJoin(campaigns, and(eq(campaigns.communityId, claims.communityId), eq(campaigns.id, claims.campaignId)))
    .innerJoin(communities, eq(communities.id, claims.communityId))
    .innerJoin(people, and(eq(people.communityId, claims.communityId), eq(people.id, claims.claimantId)))
    .leftJoin(requisiteChanges, changeDue(now))
    .where(and(eq(claims.communityId, communityId), eq(claims.id, claimId)));
  return claim && asOf(claim, now);
}

export type ClaimView = NonNullable<Awaited<ReturnType<typeof findClaim>>>;

/** A private link's claim, and its holder as the person whose claim it is, without any role: the link opens this claim and nothing else. */
export async function claimByToken(token: string): Promise<{ actor: PersonActor; ref: ClaimRef } | undefined> {
  const link = await findLink("claim", token);
  if (!link) return undefined;
  const { communityId, subjectId: claimId } = link;
  const [claim] = await db
    .select({ personId: claims.claimantId })
    .from(claims)
    .where(and(eq(claims.communityId, communityId), eq(claims.id, claimId)));
  if (!claim) return undefined;
  return { actor: { kind: "person", communityId, personId: claim.personId, roles: [] }, ref: { communityId, claimId } };
}

/** A claim of this community by its code. Not yours and not there look the same. */
export async function findClaimRef(actor: Actor, code: string): Promise<ClaimRef | undefined> {
  const [claim] = await db
    .select({ claimId: claims.id })
    .from(claims)
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .where(and(eq(claims.communityId, actor.communityId), eq(claims.code, code), visibleTo(actor)));
  return claim && { communityId: actor.communityId, claimId: claim.claimId };
}

/** The person's own claims, newest first, 200 at most. */
export async function listOwnClaims(actor: PersonActor, now = new Date()) {
  const rows = await claimsWhere(and(eq(claims.communityId, actor.communityId), eq(claims.claimantId, actor.personId)));
  return rows.map((row) => asOf(row, now));
}

/** The claims that keep the books this person gives: who waits for a book of theirs, newest first. */
export async function listClaimsOnGiven(actor: PersonActor, now = new Date()) {
  const rows = await claimsWhere(
    and(
      eq(claims.communityId, actor.communityId),
      eq(books.giverId, actor.personId),
      inArray(claims.status, [...openStatuses]),
      or(sql`${claims.status} <> 'held'`, gt(claims.expiresAt, now)),
    ),
  );
  return rows.map((row) => asOf(row, now));
}

function claimsWhere(condition: SQL | undefined) {
  return db
    .select(summary)
    .from(claims)
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .innerJoin(campaigns, and(eq(campaigns.communityId, claims.communityId), eq(campaigns.id, claims.campaignId)))
    .where(condition)
    .orderBy(desc(claims.createdAt))
    .limit(LIST_MAX);
}

function visibleTo(actor: Actor): SQL | undefined {
  if (can(actor, "claims.manage") || can(actor, "money.see")) return undefined;
  if (actor.personId === null) return sql`false`;
  return or(eq(claims.claimantId, actor.personId), eq(books.giverId, actor.personId));
}

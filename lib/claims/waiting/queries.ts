import { and, asc, desc, eq, isNotNull, lt, or } from "drizzle-orm";
import { db } from "@/db/client";
import { books, campaigns, claims, communities, people, waitlist } from "@/db/schema";
import { type Actor, type PersonActor, requirePermission } from "@/lib/identity/actor";
import { findLink } from "@/lib/identity/links";
import type { WaitRef } from "./commands";
import { inLine } from "./moves";
import { isOver } from "./rules";

const LIST_MAX = 200;

/** A private link's place in line, and its holder as that person, without any role: the link opens this place and nothing else. */
export async function waitByToken(token: string): Promise<{ actor: PersonActor; ref: WaitRef } | undefined> {
  const link = await findLink("wait", token);
  if (!link) return undefined;
  const { communityId, subjectId: waitId } = link;
  const [entry] = await db
    .select({ personId: waitlist.personId })
    .from(waitlist)
    .where(and(eq(waitlist.communityId, communityId), eq(waitlist.id, waitId)));
  if (!entry) return undefined;
  return { actor: { kind: "person", communityId, personId: entry.personId, roles: [] }, ref: { communityId, waitId } };
}

/**
 * All that a place's private page shows, for the person who stands there: how many are before them (none for whoever is asked),
 * and the claim they took the book with. An offer whose time is up is shown as lapsed, whether or not the sweep has been by.
 */
export async function findWait({ communityId, waitId }: WaitRef, now: Date) {
  const [row] = await selectWaits().where(and(eq(waitlist.communityId, communityId), eq(waitlist.id, waitId)));
  if (!row) return undefined;
  const [ahead, claimId] = await Promise.all([countAhead(row), latestClaimOf(row)]);
  return { ...asOf(row, now), ahead, claimId };
}

export type WaitView = NonNullable<Awaited<ReturnType<typeof findWait>>>;

/** The lines this person stands in, what is offered first, then the latest; 200 at most. */
export async function listOwnWaits(actor: PersonActor, now = new Date()) {
  const rows = await selectWaits()
    .where(and(eq(waitlist.communityId, actor.communityId), eq(waitlist.personId, actor.personId), inLine))
    .orderBy(desc(waitlist.status), desc(waitlist.createdAt))
    .limit(LIST_MAX);
  const own = rows.map((row) => asOf(row, now)).filter(({ status }) => status !== "lapsed");
  return Promise.all(own.map(async (row) => ({ ...row, ahead: await countAhead(row) })));
}

/** How many stand in line for a book: those who proved their address. */
export async function countWaiting(communityId: string, bookId: string): Promise<number> {
  return db.$count(
    waitlist,
    and(eq(waitlist.communityId, communityId), eq(waitlist.bookId, bookId), inLine, isNotNull(waitlist.verifiedAt)),
  );
}

/** The line for a book in its order, for organizers; whoever has not proved their address is named as such. 200 at most. */
export async function listLine(actor: Actor, bookId: string) {
  requirePermission(actor, "claims.manage");
  return db
    .select({
      id: waitlist.id,
      status: waitlist.status,
      verifiedAt: waitlist.verifiedAt,
      offerEndsAt: waitlist.offerEndsAt,
      createdAt: waitlist.createdAt,
      personName: people.name,
    })
    .from(waitlist)
    .innerJoin(people, and(eq(people.communityId, waitlist.communityId), eq(people.id, waitlist.personId)))
    .where(and(eq(waitlist.communityId, actor.communityId), eq(waitlist.bookId, bookId), inLine))
    .orderBy(asc(waitlist.createdAt), asc(waitlist.id))
    .limit(LIST_MAX);
}

const selectWaits = () =>
  db
    .select({
      id: waitlist.id,
      communityId: waitlist.communityId,
      personId: waitlist.personId,
      status: waitlist.status,
      verifiedAt: waitlist.verifiedAt,
      offerEndsAt: waitlist.offerEndsAt,
      createdAt: waitlist.createdAt,
      personName: people.name,
      personEmail: people.email,
      bookId: books.id,
      bookCode: books.code,
      bookTitle: books.title,
      bookAuthors: books.authors,
      bookStatus: books.status,
      category: books.category,
      language: books.language,
      campaignId: campaigns.id,
      campaignSlug: campaigns.slug,
      campaignName: campaigns.name,
      offerHours: campaigns.offerHours,
      communitySlug: communities.slug,
      timeZone: communities.timeZone,
    })
    .from(waitlist)
    .innerJoin(books, and(eq(books.communityId, waitlist.communityId), eq(books.id, waitlist.bookId)))
    .innerJoin(campaigns, and(eq(campaigns.communityId, waitlist.communityId), eq(campaigns.id, waitlist.campaignId)))
    .innerJoin(communities, eq(communities.id, waitlist.communityId))
    .innerJoin(people, and(eq(people.communityId, waitlist.communityId), eq(people.id, waitlist.personId)));

type Row = Awaited<ReturnType<typeof selectWaits>>[number];

function asOf(row: Row, now: Date): Row {
  return isOver(row, now) ? { ...row, status: "lapsed" as const, offerEndsAt: null } : row;
}

async function countAhead({ communityId, bookId, status, createdAt, id }: Row): Promise<number> {
  if (status !== "waiting") return 0;
  const isBefore = or(lt(waitlist.createdAt, createdAt), and(eq(waitlist.createdAt, createdAt), lt(waitlist.id, id)));
  return db.$count(
    waitlist,
    and(
      eq(waitlist.communityId, communityId),
      eq(waitlist.bookId, bookId),
      or(eq(waitlist.status, "offered"), and(eq(waitlist.status, "waiting"), isNotNull(waitlist.verifiedAt), isBefore)),
    ),
  );
}

async function latestClaimOf({ communityId, bookId, personId, status, verifiedAt }: Row): Promise<string | null> {
  if (status !== "taken" || !verifiedAt) return null; // a link that proved no address opens no claim
  const [claim] = await db
    .select({ id: claims.id })
    .from(claims)
    .where(and(eq(claims.communityId, communityId), eq(claims.bookId, bookId), eq(claims.claimantId, personId)))
    .orderBy(desc(claims.createdAt))
    .limit(1);
  return claim?.id ?? null;
}

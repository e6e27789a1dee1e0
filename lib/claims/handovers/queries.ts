import { and, asc, desc, eq, inArray, max, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { books, campaigns, claimEvents, claims, communities, handoverEvents, handovers, people } from "@/db/schema";
import { type Actor, can, requirePermission } from "@/lib/identity/actor";
import type { ClaimRef } from "../moves";
import { CODE_TRIES_MAX, lateness, type Side } from "./rules";

const LIST_MAX = 200;
const HOUR_MS = 3_600_000;

/** The other side of a hand-over, as far as they let themselves be seen; organizers see all of both. */
export type Contact = { name: string; email: string | null; phone: string | null; telegram: string | null };

const givers = alias(people, "giver");

const columns = {
  communityId: handovers.communityId,
  claimId: handovers.claimId,
  handoverId: handovers.id,
  status: handovers.status,
  way: handovers.way,
  place: handovers.place,
  meetsAt: handovers.meetsAt,
  proposedBy: handovers.proposedBy,
  city: handovers.city,
  branch: handovers.branch,
  waybill: handovers.waybill,
  parcelStatus: handovers.parcelStatus,
  codeTries: handovers.codeTries,
  createdAt: handovers.createdAt,
  claimCode: claims.code,
  claimStatus: claims.status,
  verifiedAt: claims.verifiedAt,
  bookId: books.id,
  bookCode: books.code,
  bookTitle: books.title,
  bookPoint: books.pickupPoint,
  bookCity: books.city,
  campaignId: campaigns.id,
  campaignSlug: campaigns.slug,
  points: campaigns.pickupPoints,
  communitySlug: communities.slug,
  communityName: communities.name,
  timeZone: communities.timeZone,
  taker: contactOf(people),
  giver: contactOf(givers),
};

const selectRows = () =>
  db
    .select(columns)
    .from(handovers)
    .innerJoin(claims, and(eq(claims.communityId, handovers.communityId), eq(claims.id, handovers.claimId)))
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .innerJoin(campaigns, and(eq(campaigns.communityId, claims.communityId), eq(campaigns.id, claims.campaignId)))
    .innerJoin(communities, eq(communities.id, claims.communityId))
    .innerJoin(people, and(eq(people.communityId, claims.communityId), eq(people.id, claims.claimantId)))
    .innerJoin(givers, and(eq(givers.communityId, books.communityId), eq(givers.id, books.giverId)));

type Row = Awaited<ReturnType<typeof selectRows>>[number];
export type HandoverView = Awaited<ReturnType<typeof views>>[number];

/**
 * A hand-over as one who takes part in it, or an organizer, sees it; nothing to anybody else, and nothing before the donation
 * was confirmed. Not yours and not there look the same.
 */
export async function findHandoverView(
  actor: Actor,
  ref: ClaimRef,
  now = new Date(),
): Promise<HandoverView | undefined> {
  if (actor.communityId !== ref.communityId) return undefined;
  const rows = await selectRows().where(
    and(eq(handovers.communityId, ref.communityId), eq(handovers.claimId, ref.claimId), hasMoney()),
  );
  return (await views(actor, rows, now))[0];
}

/** What a person has to hand over now, the longest waiting first; of one book when it is named. At most 200. */
export async function listToGive(actor: Actor, bookId?: string, now = new Date()): Promise<HandoverView[]> {
  if (actor.personId === null) return [];
  const rows = await selectRows()
    .where(
      and(
        eq(handovers.communityId, actor.communityId),
        eq(books.giverId, actor.personId),
        eq(claims.status, "confirmed"),
        bookId === undefined ? undefined : eq(books.id, bookId),
      ),
    )
    .orderBy(asc(handovers.createdAt))
    .limit(LIST_MAX);
  return views(actor, rows, now);
}

/** Paid books of a campaign that their readers do not have yet: what is overdue first, then the longest waiting. For organizers; 200 at most. */
export async function listHandovers(actor: Actor, campaignId: string, now = new Date()): Promise<HandoverView[]> {
  requirePermission(actor, "claims.manage");
  const rows = await selectRows()
    .where(
      and(
        eq(handovers.communityId, actor.communityId),
        eq(claims.campaignId, campaignId),
        eq(claims.status, "confirmed"),
      ),
    )
    .orderBy(asc(handovers.createdAt))
    .limit(LIST_MAX);
  const found = await views(actor, rows, now);
  return [...found.filter(({ late }) => late), ...found.filter(({ late }) => !late)];
}

/** How long books took from the confirmed donation to their readers: how many, the middle one of them, in hours. For organizers. */
export async function handoverTimes(
  actor: Actor,
  campaignId: string,
): Promise<{ count: number; medianHours: number | null }> {
  requirePermission(actor, "claims.manage");
  const times = db
    .select({
      took: sql<number>`extract(epoch from max(${claimEvents.at}) filter (where ${claimEvents.event} = 'receive')
        - max(${claimEvents.at}) filter (where ${claimEvents.event} = 'confirm'))`.as("took"),
    })
    .from(claimEvents)
    .innerJoin(claims, and(eq(claims.communityId, claimEvents.communityId), eq(claims.id, claimEvents.claimId)))
    .where(
      and(
        eq(claims.communityId, actor.communityId),
        eq(claims.campaignId, campaignId),
        eq(claims.status, "fulfilled"),
        inArray(claimEvents.event, ["confirm", "receive"]),
      ),
    )
    .groupBy(claimEvents.claimId)
    .as("times");
  const [found] = await db
    .select({
      count: sql<number>`count(*)::int`,
      seconds: sql<number | null>`percentile_cont(0.5) within group (order by ${times.took})`,
    })
    .from(times);
  const seconds = found?.seconds ?? null;
  return { count: found?.count ?? 0, medianHours: seconds === null ? null : Number(seconds) / (HOUR_MS / 1000) };
}

/** What happened to a hand-over, in order, with who did it. For organizers; 200 at most. */
export async function handoverHistory(actor: Actor, { communityId, claimId }: ClaimRef) {
  requirePermission(actor, "claims.manage");
  return db
    .select({
      id: handoverEvents.id,
      event: handoverEvents.event,
      status: handoverEvents.status,
      reason: handoverEvents.reason,
      at: handoverEvents.at,
      byName: people.name,
    })
    .from(handoverEvents)
    .innerJoin(
      handovers,
      and(eq(handovers.communityId, handoverEvents.communityId), eq(handovers.id, handoverEvents.handoverId)),
    )
    .leftJoin(people, and(eq(people.communityId, handoverEvents.communityId), eq(people.id, handoverEvents.actorId)))
    .where(
      and(
        eq(handovers.communityId, actor.communityId),
        eq(handovers.communityId, communityId),
        eq(handovers.claimId, claimId),
      ),
    )
    .orderBy(desc(handoverEvents.at), desc(handoverEvents.id))
    .limit(LIST_MAX);
}

/** Where a book can be fetched: its own pick-up point first, then the campaign's others. */
export function pointsOf({ bookPoint, points }: Pick<Row, "bookPoint" | "points">): string[] {
  return [...new Set([...(bookPoint ? [bookPoint] : []), ...points])];
}

async function views(actor: Actor, rows: Row[], now: Date) {
  const seen = rows.flatMap((row) => {
    const side = sideOrNone(actor, row);
    return side ? [{ row, side }] : [];
  });
  const times = await eventTimes(
    actor.communityId,
    seen.map(({ row }) => row.handoverId),
  );
  return seen.map(({ row, side }) => {
    const { taker, giver, codeTries, proposedBy, ...shown } = row;
    const at = times.get(row.handoverId);
    const openedAt = at?.openedAt ?? row.createdAt;
    return {
      ...shown,
      side,
      /** Whose proposal waits for an answer. */
      proposal: !proposedBy ? null : proposedBy === actor.personId ? ("own" as const) : ("theirs" as const),
      codeTriesLeft: CODE_TRIES_MAX - codeTries,
      openedAt,
      late: row.claimStatus === "confirmed" ? lateness(row, openedAt, at?.changedAt ?? openedAt, now) : undefined,
      taker: shownTo(side === "organizer" || side === "taker", taker),
      giver: shownTo(side === "organizer" || side === "giver", giver),
    };
  });
}

function sideOrNone(actor: Actor, { taker, giver }: Row): Side | undefined {
  if (actor.personId !== null && actor.personId === taker.id) return "taker";
  if (actor.personId !== null && actor.personId === giver.id) return "giver";
  return can(actor, "claims.manage") ? "organizer" : undefined;
}

/** Nothing but the name, unless the person said otherwise. */
function shownTo(seesAll: boolean, { name, email, phone, telegram, shares }: Row["taker"]): Contact {
  const shown = (way: string, value: string | null) => (seesAll || shares.includes(way) ? value : null);
  return { name, email: shown("email", email), phone: shown("phone", phone), telegram: shown("telegram", telegram) };
}

async function eventTimes(communityId: string, handoverIds: string[]) {
  if (handoverIds.length === 0) return new Map<string, { openedAt: Date; changedAt: Date }>();
  const rows = await db
    .select({
      id: handoverEvents.handoverId,
      openedAt: sql<string | null>`max(${handoverEvents.at}) filter (where ${handoverEvents.event} = 'open')`,
      changedAt: max(handoverEvents.at),
    })
    .from(handoverEvents)
    .where(and(eq(handoverEvents.communityId, communityId), inArray(handoverEvents.handoverId, handoverIds)))
    .groupBy(handoverEvents.handoverId);
  return new Map(
    rows.flatMap(({ id, openedAt, changedAt }) =>
      changedAt ? [[id, { openedAt: openedAt ? new Date(openedAt) : changedAt, changedAt }] as const] : [],
    ),
  );
}

function hasMoney(): SQL | undefined {
  return inArray(claims.status, ["confirmed", "fulfilled"]);
}

function contactOf(table: typeof people | typeof givers) {
  return {
    id: table.id,
    name: table.name,
    email: table.email,
    phone: table.phone,
    telegram: table.telegram,
    shares: table.shares,
  };
}

import { and, asc, eq, gte, inArray, lt, notInArray, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { communities, placements, promos } from "@/db/schema";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import {
  COLLISION_MS,
  collisionsOf,
  earliestSlot,
  mondayOf,
  timeOf,
  type Warning,
  warningsOf,
  weekBounds,
} from "./calendar-rules";
import { leadsOf } from "./settings";

const LIST_MAX = 1_000;

export type CalendarItem = CalendarRow & { at: Date | null; warnings: Warning[] };
export type Calendar = {
  /** The first day of the week that is shown. */
  monday: string;
  /** When its days begin, and when the next week does. */
  days: Date[];
  timeZone: string;
  /** The community's placements of that week, of all promos, in order of time. */
  week: CalendarItem[];
  /** The promo's own, of all times; without a time last. Up to 1,000. */
  own: CalendarItem[];
  /** By network, of those the promo has: from when on a placement is taken. */
  slots: { network: string; leadHours: number; from: Date }[];
};

/**
 * A promo's placements and the week around them: what else the community posts then, which two collide, and what is late. The week
 * is the one asked for by its Monday, or that of the promo's next placement, or this one. Refuses `identity.notAllowed`.
 */
export async function loadCalendar(
  actor: Actor,
  promoId: string,
  { week }: { week?: string | undefined } = {},
  now = new Date(),
): Promise<Calendar> {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  const ofPromo = and(eq(placements.communityId, communityId), eq(placements.promoId, promoId));
  const [leads, [community], own] = await Promise.all([
    leadsOf(db, communityId),
    db.select({ timeZone: communities.timeZone }).from(communities).where(eq(communities.id, communityId)),
    rows()
      .where(ofPromo)
      .orderBy(sql`coalesce(${placements.publishedAt}, ${placements.scheduledAt}) asc nulls last`, asc(placements.id))
      .limit(LIST_MAX),
  ]);
  const timeZone = community?.timeZone ?? "Europe/Kyiv";
  const times = own.flatMap((row) => timeOf(row) ?? []);
  const monday = week ?? mondayOf(times.find((at) => at >= now) ?? times.at(-1) ?? now, timeZone);
  const days = weekBounds(monday, timeZone);
  const [from = now, until = now] = [days[0], days[7]];

  // a collision may lie just beyond the week, and the promo's own may lie in any other
  const reach = (start: Date, end: Date) =>
    and(
      gte(placements.scheduledAt, new Date(start.getTime() - COLLISION_MS)),
      lt(placements.scheduledAt, new Date(end.getTime() + COLLISION_MS)),
    );
  const near = await rows()
    .where(
      and(
        eq(placements.communityId, communityId),
        notInArray(placements.status, ["cancelled"]),
        or(reach(from, until), and(eq(placements.promoId, promoId)), nearOwn(communityId, promoId)),
      ),
    )
    .limit(LIST_MAX * 2);
  const collisions = collisionsOf(near);
  const judged = (row: CalendarRow): CalendarItem => ({
    ...row,
    at: timeOf(row),
    warnings: warningsOf(row, row.promo, {
      leadHours: leads.get(row.network) ?? 0,
      collides: collisions.has(row.id),
      now,
    }),
  });
  const networks = [...new Set(own.map(({ network }) => network))];
  return {
    monday,
    days,
    timeZone,
    week: near
      .map(judged)
      .filter(({ at }) => at !== null && at >= from && at < until)
      .sort((a, b) => (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0)),
    own: own.map(judged),
    slots: networks.map((network) => {
      const leadHours = leads.get(network) ?? 0;
      return { network, leadHours, from: earliestSlot(now, leadHours, timeZone) };
    }),
  };
}

/** Those of other promos within an hour of one of the promo's own, in its networks. */
function nearOwn(communityId: string, promoId: string) {
  return inArray(
    placements.id,
    db
      .select({ id: sql<string>`other.id` })
      .from(
        sql`placements other join placements mine on mine.community_id = other.community_id and mine.network = other.network
          and other.scheduled_at > mine.scheduled_at - interval '1 hour' and other.scheduled_at < mine.scheduled_at + interval '1 hour'`,
      )
      .where(sql`mine.community_id = ${communityId} and mine.promo_id = ${promoId} and other.promo_id <> ${promoId}`),
  );
}

function rows() {
  return db
    .select({
      id: placements.id,
      promoId: placements.promoId,
      network: placements.network,
      format: placements.format,
      content: placements.content,
      title: placements.title,
      status: placements.status,
      isSpare: placements.isSpare,
      scheduledAt: placements.scheduledAt,
      publishedAt: placements.publishedAt,
      contentBy: placements.contentBy,
      promo: {
        name: promos.name,
        startsAt: promos.startsAt,
        endsAt: promos.endsAt,
        contentBy: promos.contentBy,
      },
    })
    .from(placements)
    .innerJoin(promos, and(eq(promos.communityId, placements.communityId), eq(promos.id, placements.promoId)));
}

export type CalendarRow = Awaited<ReturnType<typeof rows>>[number];

import { and, asc, eq, gt, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { contingencies, meetings, type PlacementStatus, placements, promos } from "@/db/schema";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { areDue } from "./numbers/due";
import { numbersDue, STORY_LIVES_MS } from "./numbers/kinds";

const SHOWN_MAX = 100;
const HOUR_MS = 3_600_000;
const SOON_MS = 48 * HOUR_MS;

type OfPlacement = {
  promoId: string;
  promo: string;
  placementId: string;
  network: string;
  format: string;
  name: string;
  status: PlacementStatus;
  scheduledAt: Date | null;
  publishedAt: Date | null;
};

/**
 * What promos need of somebody now: placements to look at, to change, to post by hand, numbers due (the ones about to vanish first),
 * lines of plans that fired and were not settled, deadlines within two days, meetings of the day ahead. For those who manage promos.
 */
export async function promoTasks(actor: Actor, now = new Date()) {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  const soon = new Date(now.getTime() + SOON_MS);
  const isGoing = and(eq(promos.communityId, communityId), sql`${promos.status} not in ('reported', 'cancelled')`);
  const placed = (which: SQL | undefined, ...order: SQL[]) => placementsWhere(and(isGoing, which), order);
  const is = (status: PlacementStatus) => eq(placements.status, status);
  const inAnHour = lte(placements.scheduledAt, new Date(now.getTime() + HOUR_MS));
  const stillShown = gt(placements.publishedAt, new Date(now.getTime() - STORY_LIVES_MS));
  const vanishing = sql`(${placements.format} = 'story' and ${stillShown}) desc`;
  const [reviews, changes, toPost, published] = await Promise.all([
    placed(is("in_review")),
    placed(is("changes_requested")),
    placed(and(is("scheduled"), inAnHour)),
    placed(and(is("published"), areDue(now)), vanishing, asc(placements.publishedAt)),
  ]);
  const [fired, deadlines, ahead] = await Promise.all([
    db
      .select({
        id: contingencies.id,
        promoId: promos.id,
        promo: promos.name,
        metric: contingencies.metric,
        value: contingencies.value,
        threshold: contingencies.threshold,
        action: contingencies.action,
        what: contingencies.what,
        currency: promos.currency,
      })
      .from(contingencies)
      .innerJoin(promos, and(eq(promos.communityId, contingencies.communityId), eq(promos.id, contingencies.promoId)))
      .where(
        and(
          eq(contingencies.communityId, communityId),
          eq(contingencies.status, "fired"),
          isNull(contingencies.doneAt),
          sql`${promos.status} <> 'cancelled'`,
        ),
      )
      .orderBy(asc(contingencies.judgedAt))
      .limit(SHOWN_MAX),
    db
      .select({
        promoId: promos.id,
        promo: promos.name,
        status: promos.status,
        contentBy: promos.contentBy,
        reportBy: promos.reportBy,
        unfinished: sql<number>`(select count(*)::int from placements where placements.community_id = promos.community_id
          and placements.promo_id = promos.id and not is_spare
          and placements.status in ('draft', 'in_review', 'changes_requested'))`,
      })
      .from(promos)
      .where(
        and(isGoing, or(lte(promos.contentBy, soon), and(eq(promos.status, "measuring"), lte(promos.reportBy, soon)))),
      )
      .limit(SHOWN_MAX),
    db
      .select({ id: meetings.id, promoId: promos.id, promo: promos.name, at: meetings.at, place: meetings.place })
      .from(meetings)
      .innerJoin(promos, and(eq(promos.communityId, meetings.communityId), eq(promos.id, meetings.promoId)))
      .where(
        and(
          isGoing,
          isNotNull(meetings.at),
          gt(meetings.at, new Date(now.getTime() - HOUR_MS)),
          lte(meetings.at, new Date(now.getTime() + 24 * HOUR_MS)),
        ),
      )
      .orderBy(asc(meetings.at))
      .limit(SHOWN_MAX),
  ]);
  return {
    fired,
    numbers: dueNow(published, now),
    toPost,
    reviews,
    changes,
    deadlines: deadlines.flatMap((promo) => deadlineOf(promo, soon)),
    meetings: ahead,
  };
}
export type PromoTasks = Awaited<ReturnType<typeof promoTasks>>;

/** Each kind has its own places on the page: none pushes another off it. */
function placementsWhere(which: SQL | undefined, order: SQL[]): Promise<OfPlacement[]> {
  return db
    .select({
      promoId: promos.id,
      promo: promos.name,
      placementId: placements.id,
      network: placements.network,
      format: placements.format,
      name: sql<string>`coalesce(nullif(${placements.title}, ''), ${placements.content})`,
      status: placements.status,
      scheduledAt: placements.scheduledAt,
      publishedAt: placements.publishedAt,
    })
    .from(placements)
    .innerJoin(promos, and(eq(promos.communityId, placements.communityId), eq(promos.id, placements.promoId)))
    .where(which)
    .orderBy(...order, asc(placements.scheduledAt), asc(placements.id))
    .limit(SHOWN_MAX);
}

function dueNow(published: OfPlacement[], now: Date) {
  return published
    .flatMap((placement) => {
      const due = placement.publishedAt && numbersDue(placement.format, placement.publishedAt);
      return due && due.dueAt <= now ? [{ ...placement, goneAt: due.goneAt }] : [];
    })
    .sort((one, other) => (one.goneAt?.getTime() ?? Infinity) - (other.goneAt?.getTime() ?? Infinity));
}

type Deadlined = {
  promoId: string;
  promo: string;
  status: string;
  contentBy: Date | null;
  reportBy: Date | null;
  unfinished: number;
};

/** Content that is not approved yet, or a report that is not written. */
function deadlineOf({ promoId, promo, status, contentBy, reportBy, unfinished }: Deadlined, soon: Date) {
  const what =
    status === "measuring" && reportBy && reportBy <= soon
      ? ({ kind: "report", at: reportBy } as const)
      : contentBy && contentBy <= soon && unfinished > 0
        ? ({ kind: "content", at: contentBy } as const)
        : undefined;
  return what ? [{ promoId, promo, unfinished, ...what }] : [];
}

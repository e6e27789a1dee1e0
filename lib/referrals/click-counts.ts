import type { PendingQuery, Row, TransactionSql } from "postgres";
import { sql } from "@/db/client";
import { clicksOf, dayCounts, EVERY_LINK, inHours, linksOf, rowOfLink, rowsOf } from "./rollup";

/** The days asked for, both included, as `YYYY-MM-DD` in the community's time zone; no bound is open. */
export type Span = { from?: string | undefined; to?: string | undefined };
/** A span of one campaign as instants, and how far its clicks are counted. */
export type Window = { communityId: string; campaignId: string; timeZone: string; currency: string } & Span & {
    startsAt: string; // as the database writes it; -infinity without a bound
    endsAt: string;
    countedUntil: string; // everything before it is in `click_days`
  };

export type ClickCounts = {
  clicks: number; // of people, one per visitor, link and hour
  qr: number; // of these, by a printed code
  bots: number; // requests of robots
  visitors: number; // different ones
  orphans: number; // requests of people while the link was off
};

/** What the span of a campaign is. Nothing when there is no such campaign. Clicks counted in another time zone are read anew. */
export async function findWindow(
  tx: TransactionSql,
  { communityId, campaignId }: { communityId: string; campaignId: string },
  { from, to }: Span,
): Promise<Window | undefined> {
  const midnight = (day: string | undefined, plus: number, open: string) =>
    day
      ? sql`((${day}::date + ${plus}::int)::timestamp at time zone communities.time_zone)`
      : sql`${open}::timestamptz`;
  const [found] = await tx<Omit<Window, "communityId" | "campaignId" | "from" | "to">[]>`
    select communities.time_zone as "timeZone", campaigns.currency,
      ${midnight(from, 0, "-infinity")}::text as "startsAt", ${midnight(to, 1, "infinity")}::text as "endsAt",
      coalesce(click_marks.until, 'epoch')::text as "countedUntil"
    from campaigns join communities on communities.id = campaigns.community_id
    left join click_marks on click_marks.community_id = campaigns.community_id
      and click_marks.campaign_id = campaigns.id and click_marks.time_zone = communities.time_zone
    where campaigns.community_id = ${communityId} and campaigns.id = ${campaignId}`;
  return found && { communityId, campaignId, from, to, ...found };
}

/**
 * A campaign's clicks by row of the sources page, and under `*` of all rows together: counted days, and the rows since. Every figure is
 * what counting the rows alone would give, the visitors of any span of days too. To be asked in one snapshot with `findWindow`.
 */
export async function countClicks(tx: TransactionSql, window: Window): Promise<Map<string, ClickCounts>> {
  const counts = new Map<string, ClickCounts>();
  const at = (row: string) => {
    const kept = counts.get(row) ?? { clicks: 0, qr: 0, bots: 0, visitors: 0, orphans: 0 };
    counts.set(row, kept);
    return kept;
  };
  const everything = at(EVERY_LINK);
  for (const { row, ...found } of await tx<(Omit<ClickCounts, "visitors"> & { row: string })[]>`
      select row_of as row, sum(clicks)::int as clicks, sum(qr)::int as qr, sum(bots + orphan_bots)::int as bots,
        sum(orphans)::int as orphans
      from (${daysOf(window)}) day group by row_of`)
    for (const counted of [at(row), everything]) {
      counted.clicks += found.clicks;
      counted.qr += found.qr;
      counted.bots += found.bots;
      counted.orphans += found.orphans;
    }
  for (const { row, visitors } of [...(await countedVisitors(tx, window)), ...(await visitorsSince(tx, window))])
    at(row).visitors += visitors;
  return counts;
}

/** A campaign's clicks by day, those of links that were off apart. */
export async function countClicksByDay(tx: TransactionSql, window: Window) {
  return tx<{ day: string; clicks: number; bots: number }[]>`
    select day, sum(clicks)::int as clicks, sum(bots + orphan_bots)::int as bots
    from (${daysOf(window)}) day group by day order by day`;
}

type Fragment = PendingQuery<Row[]>;

/** The counted days of the span, and the uncounted rows of it as days of the same shape. */
function daysOf(window: Window): Fragment {
  const { communityId, campaignId, timeZone, from = "", to = "9999-12-31" } = window;
  return sql`
    select ${rowOfLink()} as row_of, day, clicks, qr, bots, orphans, orphan_bots
    from links join click_days on click_days.community_id = links.community_id and click_days.link_id = links.id
    where links.community_id = ${communityId} and links.campaign_id = ${campaignId}
      and day between ${from} and ${to} and ${isCounted(window)}
    union all
    select row_of, day, clicks, qr, bots, orphans, orphan_bots from (
      select row_of, day, ${dayCounts()}
      from (${inHours(uncounted(window), timeZone)}) visit group by row_of, link_id, day) since`;
}

/** Days of another time zone are none. */
const isCounted = ({ countedUntil }: Window) => sql`${countedUntil}::timestamptz > 'epoch'::timestamptz`;

const uncounted = (window: Window) =>
  rowsOf(
    window,
    sql`greatest(${window.countedUntil}::timestamptz, ${window.startsAt}::timestamptz)`,
    sql`${window.endsAt}::timestamptz`,
  );

/** Whoever came on a day of the span, and not on another before it. */
async function countedVisitors(tx: TransactionSql, window: Window) {
  const { communityId, campaignId, from = "", to = "9999-12-31" } = window;
  return tx<{ row: string; visitors: number }[]>`
    select scope as row, sum(visitors)::int as visitors from visitor_days
    where community_id = ${communityId} and campaign_id = ${campaignId} and day between ${from} and ${to}
      and (last_day < ${from} or last_day = '') and ${isCounted(window)}
    group by scope`;
}

/** Whoever came since the days were counted, and in the span not before that: each visitor is looked up once, for all rows. */
async function visitorsSince(tx: TransactionSql, window: Window) {
  const { startsAt, countedUntil } = window;
  const earlier = clicksOf(window, "came", sql`${startsAt}::timestamptz`, sql`${countedUntil}::timestamptz`);
  return tx<{ row: string; visitors: number }[]>`
    with came as materialized (
      select visitor, array_agg(distinct row_of) as rows, min(at) as first_at from (${uncounted(window)}) click
      where not is_bot and not is_orphan
      group by visitor),
    theirs as materialized (${earlier}),
    before as (
      select theirs.visitor, array_agg(distinct ${rowOfLink()}) as rows
      from theirs ${linksOf(window, "theirs")} group by theirs.visitor),
    known as (
      select came.rows, coalesce(before.rows, '{}') as before from came left join before on before.visitor = came.visitor)
    select ${EVERY_LINK} as row, count(*)::int as visitors from known where before = '{}'
    union all
    select row, count(*)::int from known cross join lateral unnest(rows) row where row <> all(before) group by row`;
}

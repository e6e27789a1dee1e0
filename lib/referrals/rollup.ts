import type { PendingQuery, Row, TransactionSql } from "postgres";
import { sql } from "@/db/client";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SETTLE_MS = 5 * 60_000; // a click is written within seconds of its request
const RECENT_MS = 3 * DAY_MS;
const PIECES_MAX = 2_000; // days of campaigns in one run; the next run goes on

/** Which row of the sources page a link's clicks belong to: its own, or that of all links readers share in a network. Of `links`. */
export const rowOfLink = () =>
  sql`(case when links.origin = 'shared' then 'shared:' || links.network else 'link:' || links.id end)`;
/** The scope of everybody who came to a campaign by any link. */
export const EVERY_LINK = "*";

type Ref = { communityId: string; campaignId: string };
type Mark = { timeZone: string; until: string; checkedAt: string };

/**
 * Counts the clicks of hours that are over into days, up to five minutes ago, campaign by campaign and day by day, each in a
 * transaction that also moves the mark: it may stop anywhere and run twice. Rows that came late are found by their number, those of
 * the last three days at once and older ones within a day, and everything from their day on is counted anew. Answers how many days
 * were counted.
 */
export async function rollUpClicks(now = new Date()): Promise<number> {
  const until = new Date(Math.floor((now.getTime() - SETTLE_MS) / HOUR_MS) * HOUR_MS);
  const campaigns = await sql<(Ref & { timeZone: string })[]>`
    select communities.id as "communityId", campaigns.id as "campaignId", communities.time_zone as "timeZone"
    from campaigns join communities on communities.id = campaigns.community_id
    where exists (select 1 from links where community_id = campaigns.community_id and campaign_id = campaigns.id)`;
  let pieces = 0;
  for (const { timeZone, ...campaign } of campaigns) {
    await sql.begin(async (tx) => recount(tx, campaign, await lockMark(tx, campaign, timeZone, now), timeZone, now));
    while (pieces < PIECES_MAX && (await countNextDay(campaign, timeZone, until, now))) pieces++;
  }
  return pieces;
}

async function lockMark(tx: TransactionSql, { communityId, campaignId }: Ref, timeZone: string, now: Date) {
  await tx`
    insert into click_marks (community_id, campaign_id, time_zone, until, checked_at)
    values (${communityId}, ${campaignId}, ${timeZone}, 'epoch', ${now.toISOString()}) on conflict do nothing`;
  const [mark] = await tx<Mark[]>`
    select time_zone as "timeZone", until, checked_at as "checkedAt" from click_marks
    where community_id = ${communityId} and campaign_id = ${campaignId} for update`;
  if (!mark) throw new Error("A campaign's mark has gone");
  return mark;
}

/** Takes back the days that no longer say what the rows do: all of them when the community's clock has changed. */
async function recount(tx: TransactionSql, campaign: Ref, mark: Mark, timeZone: string, now: Date): Promise<void> {
  const { communityId, campaignId } = campaign;
  const isFullCheck = now.getTime() - new Date(mark.checkedAt).getTime() >= DAY_MS;
  const since = isFullCheck ? "epoch" : new Date(now.getTime() - RECENT_MS).toISOString();
  const day = mark.timeZone === timeZone ? await firstWrongDay(tx, campaign, mark, since) : "";
  if (isFullCheck)
    await tx`
      update click_marks set checked_at = ${now.toISOString()}
      where community_id = ${communityId} and campaign_id = ${campaignId}`;
  if (day === null) return;
  await tx`
    delete from click_days where community_id = ${communityId} and day >= ${day}
      and link_id in (select id from links where community_id = ${communityId} and campaign_id = ${campaignId})`;
  await tx`
    delete from visitor_days
    where community_id = ${communityId} and campaign_id = ${campaignId} and day >= ${day}`;
  const start = day === "" ? sql`'epoch'` : sql`least(until, ${day}::date::timestamp at time zone ${timeZone})`;
  await tx`
    update click_marks set time_zone = ${timeZone}, until = ${start}
    where community_id = ${communityId} and campaign_id = ${campaignId}`;
}

/** The first day since then of which there are more or fewer rows than were counted. */
async function firstWrongDay(tx: TransactionSql, campaign: Ref, mark: Mark, since: string): Promise<string | null> {
  const { communityId, campaignId } = campaign;
  const { timeZone, until } = mark;
  const [found] = await tx<{ day: string | null }[]>`
    with since as (select date_trunc('day', ${since}::timestamptz at time zone ${timeZone}) as midnight),
    there as (
      select link_id, (at at time zone ${timeZone})::date::text as day, count(*) as times
      from (${rowsOf(campaign, sql`(select midnight at time zone ${timeZone} from since)`, sql`${until}::timestamptz`)}) click
      group by 1, 2),
    counted as (
      select link_id, day, requests + bots + orphans + orphan_bots as times from click_days
      where community_id = ${communityId} and day >= (select midnight::date::text from since)
        and link_id in (select id from links where community_id = ${communityId} and campaign_id = ${campaignId}))
    select min(day) as day from there full join counted using (link_id, day)
    where there.times is distinct from counted.times`;
  return found?.day ?? null;
}

/** One step: the clicks of one day since the mark. False when there are none left before `until`. */
async function countNextDay(campaign: Ref, timeZone: string, until: Date, now: Date): Promise<boolean> {
  const { communityId, campaignId } = campaign;
  return sql.begin(async (tx) => {
    const mark = await lockMark(tx, campaign, timeZone, now);
    if (mark.timeZone !== timeZone || new Date(mark.until) >= until) return false;
    const from = sql`${mark.until}::timestamptz`;
    // the first click of each link, from its index: reading all that is left, day after day, would take for ever
    const [next] = await tx<{ end: string | null }[]>`
      select least(${until.toISOString()}::timestamptz,
        ((min(at) at time zone ${timeZone})::date + 1)::timestamp at time zone ${timeZone}) as end
      from (
        select first.at from links cross join lateral (
          select clicks.at from clicks where clicks.community_id = links.community_id and clicks.link_id = links.id
            and clicks.at >= ${from} and clicks.at < ${until.toISOString()}::timestamptz
          order by clicks.at limit 1) first
        where links.community_id = ${communityId} and links.campaign_id = ${campaignId}
        union all (
          select clicks.at from clicks
          where clicks.community_id = ${communityId} and clicks.link_id is null
            and clicks.at >= ${from} and clicks.at < ${until.toISOString()}::timestamptz
            and clicks.orphan_code in (
              select code from links where community_id = ${communityId} and campaign_id = ${campaignId})
          order by clicks.at limit 1)) first
      having min(at) is not null`;
    const end = next?.end ?? until.toISOString();
    if (next) await countPiece(tx, campaign, timeZone, mark.until, end);
    await tx`
      update click_marks set until = ${end} where community_id = ${communityId} and campaign_id = ${campaignId}`;
    return next !== undefined;
  });
}

async function countPiece(tx: TransactionSql, campaign: Ref, timeZone: string, since: string, end: string) {
  const { communityId, campaignId } = campaign;
  const from = sql`${since}::timestamptz`;
  const rows = rowsOf(campaign, from, sql`${end}::timestamptz`);
  await tx`set local jit = off`; // many short look-ups: compiling them costs more than it saves
  await tx`
    insert into click_days (community_id, link_id, day, clicks, qr, requests, bots, orphans, orphan_bots)
    select ${communityId}, link_id, day, ${dayCounts()}
    from (${inHours(rows, timeZone)}) visit
    group by link_id, day
    on conflict (community_id, link_id, day) do update set
      clicks = click_days.clicks + excluded.clicks, qr = click_days.qr + excluded.qr,
      requests = click_days.requests + excluded.requests, bots = click_days.bots + excluded.bots,
      orphans = click_days.orphans + excluded.orphans, orphan_bots = click_days.orphan_bots + excluded.orphan_bots`;
  await tx`
    insert into visitor_days (community_id, campaign_id, scope, day, last_day, visitors)
    with came as materialized (
      select scope, visitor, (at at time zone ${timeZone})::date::text as day, min(at) as first_at
      from (${rows}) click cross join lateral (values (row_of), (${EVERY_LINK})) of (scope)
      where not is_bot and not is_orphan
      group by scope, visitor, day),
    theirs as materialized (${clicksOf(campaign, "came", sql`'-infinity'`, from)}),
    last as (
      select theirs.scope, theirs.visitor, theirs.day as of_day, (max(theirs.at) at time zone ${timeZone})::date::text as day
      from theirs ${linksOf(campaign, "theirs")}
      where theirs.scope in (${EVERY_LINK}, ${rowOfLink()})
      group by theirs.scope, theirs.visitor, theirs.day)
    select ${communityId}, ${campaignId}, came.scope, came.day, coalesce(last.day, ''), count(*)
    from came left join last on last.scope = came.scope and last.visitor = came.visitor and last.of_day = came.day
    where last.day is null or last.day < came.day
    group by came.scope, came.day, coalesce(last.day, '')
    on conflict (community_id, campaign_id, scope, day, last_day)
      do update set visitors = visitor_days.visitors + excluded.visitors`;
}

/**
 * Rows with `visitor` and `first_at`, once for each of that visitor's clicks between two instants, as `link_id` and `at`; the visitor
 * was first seen since the latter instant. Whoever did not agree to be recognised is somebody else each day of UTC (`visitorOf`):
 * nearly all are, and need not be looked up. To be materialized before links are joined: a planner that takes a hundred new links
 * for one would else look everybody up by each.
 */
export function clicksOf({ communityId }: Ref, rows: string, from: Fragment, to: Fragment): Fragment {
  const visitor = sql(`${rows}.visitor`);
  // offset 0: a visitor's clicks are few; the planner would else read all clicks there are
  return sql`
    select ${sql(rows)}.*, click.link_id, click.at from ${sql(rows)}
    cross join lateral (
      select clicks.link_id, clicks.at from clicks
      where clicks.community_id = ${communityId} and clicks.visitor = ${visitor} and clicks.bot_reason is null
        and clicks.at >= ${from} and clicks.at < ${to}
        and (${visitor} not like 'd%' or ${sql(`${rows}.first_at`)} < date_trunc('day', ${to}, 'UTC') + interval '1 day')
      offset 0) click`;
}

/** What joins a campaign's links to rows with their `link_id`. */
export const linksOf = ({ communityId, campaignId }: Ref, rows: string): Fragment => sql`
  join links on links.community_id = ${communityId} and links.id = ${sql(`${rows}.link_id`)} and links.campaign_id = ${campaignId}`;

type Fragment = PendingQuery<Row[]>;

/** A campaign's requests between two instants, and those to links of its that were off. */
export function rowsOf({ communityId, campaignId }: Ref, from: Fragment, to: Fragment): Fragment {
  const columns = sql`links.id as link_id, ${rowOfLink()} as row_of, clicks.at, clicks.visitor, clicks.is_qr,
    clicks.bot_reason is not null as is_bot, clicks.link_id is null as is_orphan`;
  const isOurs = sql`links.community_id = ${communityId} and links.campaign_id = ${campaignId}
    and clicks.at >= ${from} and clicks.at < ${to}`;
  return sql`
    select ${columns} from links
    join clicks on clicks.community_id = links.community_id and clicks.link_id = links.id where ${isOurs}
    union all
    select ${columns} from links
    join clicks on clicks.community_id = links.community_id and clicks.link_id is null and clicks.orphan_code = links.code
    where ${isOurs}`;
}

/** The rows of `rowsOf`, one for each visitor, link and hour of a day. An hour that midnight cuts in two is two. */
export function inHours(rows: Fragment, timeZone: string): Fragment {
  return sql`
    select link_id, row_of, (at at time zone ${timeZone})::date::text as day, is_bot, is_orphan,
      bool_or(is_qr) as is_qr, count(*) as requests
    from (${rows}) click
    group by link_id, row_of, day, visitor, date_bin('1 hour', at, 'epoch'), is_bot, is_orphan`;
}

/** What is counted of the rows of `inHours`, in the order of the columns of `click_days`. */
export function dayCounts(): Fragment {
  return sql`
    count(*) filter (where not is_bot and not is_orphan) as clicks,
    count(*) filter (where not is_bot and not is_orphan and is_qr) as qr,
    coalesce(sum(requests) filter (where not is_bot and not is_orphan), 0) as requests,
    coalesce(sum(requests) filter (where is_bot and not is_orphan), 0) as bots,
    coalesce(sum(requests) filter (where not is_bot and is_orphan), 0) as orphans,
    coalesce(sum(requests) filter (where is_bot and is_orphan), 0) as orphan_bots`;
}

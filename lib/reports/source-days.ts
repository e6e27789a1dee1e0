import type { TransactionSql } from "postgres";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, can, requirePermission } from "@/lib/identity/actor";
import { countClicks, countClicksByDay, findWindow, type Span, type Window } from "@/lib/referrals/click-counts";
import { EVERY_LINK } from "@/lib/referrals/rollup";
import { inSnapshot, isFew, isSpan, type SourceQuery, type TouchKind } from "./sources";

/** A day in the community's time zone. Claims and money are null of every day for whoever could tell few donors apart. */
export type SourceDay = {
  day: string; // YYYY-MM-DD
  clicks: number;
  leads: number; // tracked and entered
  claims: number | null;
  raisedMinor: number | null;
};

/** What happened at a moment: a link was placed (of a promo: its placement went out), or a number was read elsewhere. */
export type SourceNote =
  | { kind: "link"; at: Date; linkId: string; network: string; placement: string; title: string }
  | {
      kind: "reading";
      at: Date;
      metric: string;
      value: number;
      source: string;
      note: string;
      placement: string | null;
      authorName: string | null;
    };

export type SourceDays = { timeZone: string; currency: string; days: SourceDay[]; notes: SourceNote[] };

const DAYS_MAX = 4_000; // eleven years: a campaign that was replayed has days long ago and today
const NOTES_MAX = 500;
const DAY_MS = 86_400_000;

/**
 * A campaign day by day, every day between the first and the last of which there is something, up to 4,000; what was placed and read
 * stands beside it, in order of time. Sums are those of `campaignSources`. Refuses `identity.notAllowed`, `catalog.campaignNotFound`.
 */
export async function sourceDays(
  actor: Actor,
  campaignId: string,
  span: Span = {},
  _now = new Date(),
): Promise<SourceDays> {
  requirePermission(actor, "sources.see");
  return inSnapshot(async (tx) => {
    const window = await windowOf(tx, actor, campaignId, span);
    const clicks = new Map((await countClicksByDay(tx, window)).map(({ day, clicks }) => [day, clicks]));
    const facts = new Map((await factsByDay(tx, window)).map((fact) => [fact.day, fact]));
    const isShielded = !can(actor, "money.see");
    const found = daysBetween([...clicks.keys(), ...facts.keys()]).map((day) => {
      const { leads = 0, claims = 0, raised = "0", donors = 0 } = facts.get(day) ?? {};
      return { day, clicks: clicks.get(day) ?? 0, leads, claims, raisedMinor: Number(raised), donors };
    });
    // one day alone would be told by what is left when the others are taken from the totals
    const isHidden = isShielded && (isSpan(span) || found.some(isFew));
    const days = found.map(({ donors: _, ...day }) => (isHidden ? { ...day, claims: null, raisedMinor: null } : day));
    const { timeZone, currency } = window;
    return { timeZone, currency, days, notes: await notesOf(tx, window) };
  });
}

export type SourceFunnel = {
  reach: number | null; // the latest reading of each placement, added up; null: nobody entered one
  clicks: number;
  visitors: number;
  leads: number;
  claims: number | null; // credited to a link
  confirmed: number | null; // of these, confirmed or fulfilled now
};

/**
 * How many went how far of those whom links brought: reach, clicks, leads, claims, confirmed. Leads are also those that were entered by
 * hand; whoever else came by no link is in none of the steps, so that a later one is not wider for reasons of its own. Refuses `identity.notAllowed`, `catalog.campaignNotFound`.
 */
export async function sourceFunnel(
  actor: Actor,
  campaignId: string,
  query: SourceQuery,
  _now = new Date(),
): Promise<SourceFunnel> {
  requirePermission(actor, "sources.see");
  return inSnapshot(async (tx) => {
    const window = await windowOf(tx, actor, campaignId, query);
    const { clicks = 0, visitors = 0 } = (await countClicks(tx, window)).get(EVERY_LINK) ?? {};
    const { reach, leads, claims, confirmed, donors } = await steps(tx, window, query.touch);
    const isHidden = !can(actor, "money.see") && (isSpan(query) || isFew({ donors, claims, raisedMinor: 0 }));
    return {
      reach,
      clicks,
      visitors,
      leads,
      ...(isHidden ? { claims: null, confirmed: null } : { claims, confirmed }),
    };
  });
}

async function windowOf(tx: TransactionSql, { communityId }: Actor, campaignId: string, span: Span): Promise<Window> {
  const window = await findWindow(tx, { communityId, campaignId }, span);
  if (!window) throw new Refusal("catalog.campaignNotFound");
  return window;
}

type DayFacts = { day: string; leads: number; claims: number; raised: string; donors: number };

async function factsByDay(tx: TransactionSql, window: Window): Promise<DayFacts[]> {
  const { communityId, campaignId, timeZone, startsAt, endsAt } = window;
  return tx<DayFacts[]>`
    with fact as (
      select created_at as at, count as leads, 0 as claims, 0 as net, null::uuid as donor_id from leads
      where community_id = ${communityId} and campaign_id = ${campaignId}
      union all
      select created_at, 0, 1, 0, null from claims where community_id = ${communityId} and campaign_id = ${campaignId}
      union all
      select entry.at, 0, 0, case when from_account = 'donors' then amount_minor
        when to_account = 'donors' then -amount_minor else 0 end, donor_id
      from ledger_entries entry
      join donations on donations.community_id = entry.community_id and donations.id = entry.donation_id
      where entry.community_id = ${communityId} and entry.campaign_id = ${campaignId}),
    giver as (
      select (at at time zone ${timeZone})::date::text as day, donor_id, sum(leads) as leads, sum(claims) as claims,
        sum(net) as net
      from fact where at >= ${startsAt}::timestamptz and at < ${endsAt}::timestamptz group by 1, 2)
    select day, sum(leads)::int as leads, sum(claims)::int as claims, sum(net)::text as raised,
      count(*) filter (where net <> 0)::int as donors
    from giver group by day`;
}

/** Every day from the first to the last of these; when they are too many, the latest. */
function daysBetween(days: readonly string[]): string[] {
  const sorted = days.toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return [];
  const end = Date.parse(last);
  const start = Math.max(Date.parse(first), end - (DAYS_MAX - 1) * DAY_MS);
  return Array.from({ length: Math.round((end - start) / DAY_MS) + 1 }, (_, nth) =>
    new Date(start + nth * DAY_MS).toISOString().slice(0, 10),
  );
}

async function notesOf(tx: TransactionSql, window: Window): Promise<SourceNote[]> {
  const { communityId, campaignId, startsAt, endsAt } = window;
  const placed = await tx<{ at: string; linkId: string; network: string; placement: string; title: string }[]>`
    select at, "linkId", network, placement, title from (
      select case when placements.id is null then links.created_at else published_at end as at, links.id as "linkId",
        links.network, links.content as placement, links.title
      from links left join placements on placements.community_id = links.community_id and placements.link_id = links.id
      where links.community_id = ${communityId} and links.campaign_id = ${campaignId} and origin = 'placed') placed
    where at >= ${startsAt}::timestamptz and at < ${endsAt}::timestamptz
    order by at limit ${NOTES_MAX}`;
  const read = await tx<(Omit<Extract<SourceNote, { kind: "reading" }>, "at" | "kind"> & { at: string })[]>`
    select readings.at, metric, value, source, note, links.content as placement, people.name as "authorName"
    from readings
    left join links on links.community_id = readings.community_id and links.id = readings.link_id
    left join people on people.community_id = readings.community_id and people.id = readings.author_id
    where readings.community_id = ${communityId} and readings.campaign_id = ${campaignId} and removed_at is null and placement_id is null
      and readings.at >= ${startsAt}::timestamptz and readings.at < ${endsAt}::timestamptz
    order by readings.at limit ${NOTES_MAX}`;
  return [
    ...placed.map((note) => ({ kind: "link" as const, ...note, at: new Date(note.at) })),
    ...read.map((note) => ({ kind: "reading" as const, ...note, at: new Date(note.at) })),
  ].sort((one, other) => one.at.getTime() - other.at.getTime());
}

type Steps = { reach: number | null; leads: number; claims: number; confirmed: number; donors: number };

async function steps(tx: TransactionSql, window: Window, touch: TouchKind): Promise<Steps> {
  const { communityId, campaignId, startsAt, endsAt } = window;
  const linkId = tx(`${touch}_link_id`);
  const isWithin = (at: string) => tx`${tx(at)} >= ${startsAt}::timestamptz and ${tx(at)} < ${endsAt}::timestamptz`;
  const isOurs = tx`community_id = ${communityId} and campaign_id = ${campaignId}`;
  const [found] = await tx<Steps[]>`
    select
      (select sum(value)::int from (
        select distinct on (coalesce(placement_id, link_id)) value from readings
        where ${isOurs} and removed_at is null and metric = 'reach' and ${isWithin("at")} order by coalesce(placement_id, link_id), at desc) latest) as reach,
      (select coalesce(sum(count), 0)::int from leads
        where ${isOurs} and ${isWithin("created_at")} and (${linkId} is not null or author_id is not null)) as leads,
      brought.claims, brought.confirmed, brought.donors
    from (
      select count(*)::int as claims, count(*) filter (where status in ('confirmed', 'fulfilled'))::int as confirmed,
        count(distinct claimant_id) filter (where status in ('confirmed', 'fulfilled'))::int as donors
      from claims where ${isOurs} and ${linkId} is not null and ${isWithin("created_at")}) brought`;
  return found ?? { reach: null, leads: 0, claims: 0, confirmed: 0, donors: 0 };
}

import type { TransactionSql } from "postgres";
import type { Promo } from "@/db/schema";
import type { Metric } from "@/lib/promos/metrics";
import { ENGAGING } from "@/lib/promos/numbers/kinds";
import { published } from "../published";

/** What a promo brought, counted from the facts of its window. Amounts are whole minor units of `currency`. */
export type PromoFigures = {
  clicks: number; // of people at the promo's links, one per visitor, link and hour
  botClicks: number;
  visitors: number; // different ones
  leadsTracked: number;
  leadsEntered: number;
  leads: number; // tracked + entered; a person once
  /** Of the campaign it is for, or quotes; none for a promo without one. */
  campaign: CampaignFigures | null;
  /** What was entered by hand for the promo itself, by metric. */
  entered: Record<string, EnteredFigure>;
  /** Of its placements, the latest of each added up, by metric: views, reach, … */
  placed: Record<string, number>;
  /** Reactions, comments, shares, saves and replies together; null while none is entered. */
  engagement: number | null;
  spendMinor: number; // entered; else what its placements and links cost
  currency: string;
};

export type CampaignFigures = {
  booksBefore: number; // of those in the catalog now, listed before the window
  booksListed: number;
  booksExchanged: number;
  sellThrough: number; // 0–1
  raisedMinor: number;
  averageMinor: number;
  outsideParticipants: number; // people from outside with a published book or a confirmed claim, in the window
  claims: number; // credited to the promo's links, first or last touch
  exchanged: number; // of these, confirmed or fulfilled now
  booksAdded: number; // listed in the window
  /** Null in a report when few donors stand behind it. */
  creditedMinor: number | null; // raised from people the promo's links brought, first or last touch, in the window
};

/** A number that was read more than once: how it was first and how it is. */
export type EnteredFigure = { first: number; latest: number; times: number };

/** What a metric stands at; null while nobody has entered it, or the promo has no campaign to count it in. */
export function metricValue(metric: Metric, { campaign, entered, placed, ...figures }: PromoFigures): number | null {
  const read = entered[metric];
  switch (metric) {
    case "leads":
      return figures.leads;
    case "page-visits":
      return figures.visitors;
    case "claims":
      return campaign?.claims ?? null;
    case "exchanged":
      return campaign?.exchanged ?? null;
    case "raised":
      return campaign?.creditedMinor == null ? null : Math.floor(campaign.creditedMinor / 100);
    case "listed":
      return campaign?.booksAdded ?? null;
    case "outside-participants":
      return campaign?.outsideParticipants ?? null;
    case "group-members":
      return read && read.times > 1 ? read.latest - read.first : null;
    case "engagement":
      return figures.engagement;
    default:
      return read?.latest ?? placed[metric] ?? null;
  }
}

/** Reactions, comments, shares, saves and replies together; an own reading of the sum goes before. */
export function engagementOf(placed: Record<string, number>): number | null {
  if (placed.engagement !== undefined) return placed.engagement;
  const parts = ENGAGING.flatMap((metric) => placed[metric] ?? []);
  return parts.length === 0 ? null : parts.reduce((sum, part) => sum + part, 0);
}

/** What of a promo its figures are counted by. */
export type Window = Pick<Promo, "communityId" | "id" | "campaignId" | "tag" | "currency" | "startsAt" | "endsAt">;

/**
 * A promo's figures from one snapshot. Its links are its placements', and others that carry its tag. Leads are distinct people credited to one of them, by
 * first or last touch, who showed interest in the window, and those entered for it by hand (the table of metrics in the product's
 * description). A campaign's own sums are those of today: every hryvnia counts, whoever brought it.
 */
export async function promoFigures(tx: TransactionSql, promo: Window, counted?: Visits): Promise<PromoFigures> {
  const { communityId, campaignId } = promo;
  const [visits, leads, entered, placed, cost] = [
    counted ?? (await visitsOf(tx, promo)),
    await leadsOf(tx, promo),
    await enteredOf(tx, promo),
    await placedNumbers(tx, promo),
    await costOf(tx, promo),
  ];
  const { spend } = entered;
  return {
    ...visits.all,
    ...leads,
    campaign: campaignId ? await campaignOf(tx, { ...promo, communityId, campaignId }) : null,
    entered,
    placed,
    engagement: entered.engagement?.latest ?? engagementOf(placed),
    spendMinor: spend ? spend.latest * 100 : cost,
    currency: promo.currency,
  };
}

const startOf = ({ startsAt }: Window) => startsAt?.toISOString() ?? "-infinity";
const endOf = ({ endsAt }: Window) => endsAt?.toISOString() ?? "infinity";

/** The promo's links: its placements', whatever tag they carry, and others with its tag that are no placement's of another promo. */
const linksOf = (tx: TransactionSql, { communityId, id, campaignId, tag }: Window) => tx`
  select link_id as id from placements where community_id = ${communityId} and promo_id = ${id} and link_id is not null
  union
  select id from links where community_id = ${communityId} and tag = ${tag} and origin = 'placed'
    and campaign_id is not distinct from ${campaignId}
    and not exists (select 1 from placements other where other.community_id = links.community_id
      and other.link_id = links.id and other.promo_id <> ${id})`;

/** Visits of a promo's links: of all together, and of each. */
export type Visits = { all: Visited; byLink: ReadonlyMap<string, Visited> };
type Visited = { clicks: number; botClicks: number; visitors: number };
const NONE: Visited = { clicks: 0, botClicks: 0, visitors: 0 };

/**
 * Who came by a promo's links in its window, counted once for the report's sums and its placements. Visitors are told apart by half of
 * their hash, 64 bits, which sorts in a third of the time.
 */
export async function visitsOf(tx: TransactionSql, promo: Window): Promise<Visits> {
  const ours = tx`
    from clicks where community_id = ${promo.communityId} and link_id in (${linksOf(tx, promo)})
      and at >= ${startOf(promo)}::timestamptz and at < ${endOf(promo)}::timestamptz`;
  const rows = await tx<(Visited & { linkId: string | null })[]>`
    with visits as (
      select link_id, hashtextextended(visitor, 0) as who ${ours} and bot_reason is null
      group by 1, 2, date_bin('1 hour', at, 'epoch'))
    select link_id as "linkId", count(*)::int as clicks, 0 as "botClicks", count(distinct who)::int as visitors
    from visits group by grouping sets ((link_id), ())`;
  const [robots] = await tx<{ count: number }[]>`select count(*)::int as count ${ours} and bot_reason is not null`;
  const byLink = new Map(rows.flatMap(({ linkId, ...visited }) => (linkId ? [[linkId, visited] as const] : [])));
  const { linkId: _, ...all } = rows.find(({ linkId }) => linkId === null) ?? { linkId: null, ...NONE };
  return { all: { ...all, botClicks: robots?.count ?? 0 }, byLink };
}

async function leadsOf(tx: TransactionSql, promo: Window) {
  const [found] = await tx<{ leadsTracked: number; leadsEntered: number; leads: number }[]>`
    select coalesce(sum(count) filter (where cause <> 'entered'), 0)::int as "leadsTracked",
      coalesce(sum(count) filter (where cause = 'entered'), 0)::int as "leadsEntered", coalesce(sum(count), 0)::int as leads
    from leads
    where community_id = ${promo.communityId} and campaign_id = ${promo.campaignId}
      and created_at >= ${startOf(promo)}::timestamptz and created_at < ${endOf(promo)}::timestamptz
      and (promo_id = ${promo.id} or first_link_id in (${linksOf(tx, promo)}) or last_link_id in (${linksOf(tx, promo)}))`;
  return found ?? { leadsTracked: 0, leadsEntered: 0, leads: 0 };
}

/** Of the promo, and of its campaign in the window: how a group grew is often entered for the campaign. */
async function enteredOf(tx: TransactionSql, promo: Window): Promise<Record<string, EnteredFigure>> {
  const rows = await tx<({ metric: string } & EnteredFigure)[]>`
    select metric, (array_agg(value order by at, id))[1] as first, (array_agg(value order by at desc, id desc))[1] as latest,
      count(*)::int as times
    from readings
    where community_id = ${promo.communityId} and removed_at is null and placement_id is null and link_id is null
      and (promo_id = ${promo.id} or (promo_id is null and campaign_id = ${promo.campaignId}
        and at >= ${startOf(promo)}::timestamptz and at < ${endOf(promo)}::timestamptz))
    group by metric`;
  return Object.fromEntries(rows.map(({ metric, ...figure }) => [metric, figure]));
}

/**
 * Readings of a promo's placements, the latest of each and its metric: `thing` is the placement, or a link of the promo that none has.
 * One entered for a placement's link counts as the placement's.
 */
export const latestPlaced = (tx: TransactionSql, promo: Window) => tx`
  select distinct on (thing, metric) thing, metric, value from (
    select coalesce(readings.placement_id, placements.id, readings.link_id) as thing, metric, value, at, readings.id
    from readings left join placements on placements.community_id = readings.community_id
      and placements.link_id = readings.link_id and readings.placement_id is null
    where readings.community_id = ${promo.communityId} and removed_at is null
      and (readings.promo_id = ${promo.id} or readings.link_id in (${linksOf(tx, promo)}))
      and (readings.placement_id is not null or readings.link_id is not null)) placed
  order by thing, metric, at desc, id desc`;

/** By metric, the latest reading of each placement, added up; or of one placement. */
export async function placedNumbers(
  tx: TransactionSql,
  promo: Window,
  placementId?: string,
): Promise<Record<string, number>> {
  const rows = await tx<{ metric: string; value: number }[]>`
    select metric, sum(value)::float8 as value from (${latestPlaced(tx, promo)}) latest
    where ${placementId ?? null}::uuid is null or thing = ${placementId ?? null}::uuid
    group by metric`;
  return Object.fromEntries(rows.map(({ metric, value }) => [metric, value]));
}

/** What placements cost that were not called off, and links that are no placement's. */
async function costOf(tx: TransactionSql, promo: Window): Promise<number> {
  const [found] = await tx<{ cost: string }[]>`
    select (
      (select coalesce(sum(cost_minor), 0) from placements where community_id = ${promo.communityId} and promo_id = ${promo.id}
        and status <> 'cancelled')
      + (select coalesce(sum(cost_minor), 0) from links where community_id = ${promo.communityId} and id in (${linksOf(tx, promo)})
          and id not in (select link_id from placements where community_id = ${promo.communityId} and link_id is not null))
    )::text as cost`;
  return Number(found?.cost ?? 0);
}

/** How many people gave what `creditedMinor` sums up: of the same links, in the same window. */
export async function creditedDonors(tx: TransactionSql, promo: Window): Promise<number> {
  const [found] = await tx<{ donors: number }[]>`
    with ours as materialized (${linksOf(tx, promo)}),
    gifts as (
      select donor_id, sum(case when from_account = 'donors' then amount_minor
        when to_account = 'donors' then -amount_minor else 0 end) as net
      from ledger_entries left join donations on donations.community_id = ledger_entries.community_id
        and donations.id = ledger_entries.donation_id
      where ledger_entries.community_id = ${promo.communityId} and ledger_entries.campaign_id = ${promo.campaignId}
        and at >= ${startOf(promo)}::timestamptz and at < ${endOf(promo)}::timestamptz
        and (ledger_entries.first_link_id in (select id from ours) or ledger_entries.last_link_id in (select id from ours))
      group by 1)
    select count(*) filter (where net > 0)::int as donors from gifts`;
  return found?.donors ?? 0;
}

type Sums = Omit<CampaignFigures, "sellThrough" | "raisedMinor" | "averageMinor" | "creditedMinor"> & {
  raised: string;
  credited: string;
};

async function campaignOf(tx: TransactionSql, promo: Window & { campaignId: string }): Promise<CampaignFigures> {
  const isOurs = tx`community_id = ${promo.communityId} and campaign_id = ${promo.campaignId}`;
  const shown = published((text, ...ids) => tx(text, ...ids), promo.communityId, promo.campaignId);
  const isPaid = tx`status in ('confirmed', 'fulfilled')`;
  const within = (at: string) =>
    tx`${tx(at)} >= ${startOf(promo)}::timestamptz and ${tx(at)} < ${endOf(promo)}::timestamptz`;
  const [sums] = await tx<Sums[]>`
    with ours as materialized (${linksOf(tx, promo)}),
    credited as (
      select status from claims where ${isOurs} and ${within("created_at")}
        and (first_link_id in (select id from ours) or last_link_id in (select id from ours))),
    taking_part as (
      select giver_id as person_id from ${shown} shown where ${within("listed_at")}
      union select claimant_id from claims where ${isOurs} and ${isPaid} and ${within("created_at")})
    select
      (select count(*)::int from ${shown} shown
        where listed_at < ${startOf(promo)}::timestamptz) as "booksBefore",
      (select count(*)::int from ${shown} shown) as "booksListed",
      (select count(*)::int from claims where ${isOurs} and ${isPaid}) as "booksExchanged",
      (select coalesce(sum(case when from_account = 'donors' then amount_minor
          when to_account = 'donors' then -amount_minor else 0 end), 0)::text from ledger_entries where ${isOurs}) as raised,
      (select count(*)::int from taking_part join people on people.community_id = ${promo.communityId}
          and people.id = taking_part.person_id where is_outsider) as "outsideParticipants",
      (select count(*)::int from ${shown} shown where ${within("listed_at")}) as "booksAdded",
      (select coalesce(sum(case when from_account = 'donors' then amount_minor
          when to_account = 'donors' then -amount_minor else 0 end), 0)::text from ledger_entries
        where ${isOurs} and ${within("at")}
          and (first_link_id in (select id from ours) or last_link_id in (select id from ours))) as credited,
      (select count(*)::int from credited) as claims,
      (select count(*)::int from credited where ${isPaid}) as exchanged`;
  if (!sums) throw new Error("A promo's campaign has no sums");
  const { raised, credited, ...counted } = sums;
  const raisedMinor = Number(raised);
  const { booksExchanged, booksListed } = counted;
  return {
    ...counted,
    sellThrough: booksListed === 0 ? 0 : booksExchanged / booksListed,
    raisedMinor,
    creditedMinor: Number(credited),
    averageMinor: booksExchanged === 0 ? 0 : Math.round(raisedMinor / booksExchanged),
  };
}

import type { TransactionSql } from "postgres";
import type { PlacementStatus } from "@/db/schema";
import type { Metric } from "@/lib/promos/metrics";
import { rowsToHide } from "@/lib/reports/sources";
import { engagementOf, latestPlaced, placedNumbers, type Visits, visitsOf, type Window } from "./figures";

/** One placement as a report tells of it. Claims and money are null where too few people stand behind them. */
export type ReportPlacement = {
  id: string;
  network: string;
  format: string;
  content: string;
  title: string;
  status: PlacementStatus;
  isSpare: boolean;
  publishedAt: string | null;
  publishedUrl: string | null;
  mediaId: string | null; // its first picture
  link: string | null; // the code of its tracked link
  clicks: number;
  visitors: number;
  leads: number; // tracked and entered, by last touch, so that a person stands at one placement
  claims: number | null;
  exchanged: number | null;
  raisedMinor: number | null;
  numbers: Record<string, number>; // the latest of each, entered by hand
};

type Row = Omit<ReportPlacement, "numbers" | "raisedMinor" | "publishedAt" | "clicks" | "visitors"> & {
  linkId: string | null;
  publishedAt: string | null;
  claims: number;
  exchanged: number;
  raised: string;
  donors: number;
};

/**
 * A promo's placements in the order they went out, each with what came by its link in the promo's window and what was entered for
 * it. What was called off is left out.
 */
export async function reportPlacements(tx: TransactionSql, promo: Window, visits: Visits): Promise<ReportPlacement[]> {
  const numbers = await numbersOf(tx, promo);
  const counted = await countedPlacements(tx, promo);
  const hidden = rowsToHide(counted);
  return counted.map((row) => {
    const { donors: _, linkId, ...told } = row;
    const { clicks = 0, visitors = 0 } = (linkId && visits.byLink.get(linkId)) || {};
    const open = hidden.has(row) ? { claims: null, exchanged: null, raisedMinor: null } : {};
    return { ...told, clicks, visitors, ...open, numbers: numbers.get(row.id) ?? {} };
  });
}

/**
 * What a metric of one placement stands at, for staff: however few stand behind it. Null while nobody has entered it, and where it is
 * never counted. Money is in whole units.
 */
export async function placedValue(
  tx: TransactionSql,
  promo: Window,
  placementId: string,
  metric: Metric,
): Promise<number | null> {
  const numbers = await placedNumbers(tx, promo, placementId);
  if (metric === "engagement") return engagementOf(numbers);
  const row = (await countedPlacements(tx, promo)).find(({ id }) => id === placementId);
  const { linkId = null } = row ?? {};
  const ofCampaign = linkId && promo.campaignId ? row : undefined;
  switch (metric) {
    case "page-visits":
      return linkId === null ? null : ((await visitsOf(tx, promo)).byLink.get(linkId)?.visitors ?? 0);
    case "leads":
    case "claims":
    case "exchanged":
      return ofCampaign?.[metric] ?? null;
    case "raised":
      return ofCampaign ? Math.floor(ofCampaign.raisedMinor / 100) : null;
    default:
      return numbers[metric] ?? null;
  }
}

async function countedPlacements(tx: TransactionSql, promo: Window) {
  const { communityId, id: promoId, campaignId } = promo;
  const from = promo.startsAt?.toISOString() ?? "-infinity";
  const to = promo.endsAt?.toISOString() ?? "infinity";
  const within = (at: string) => tx`${tx(at)} >= ${from}::timestamptz and ${tx(at)} < ${to}::timestamptz`;
  const isOurs = tx`community_id = ${communityId} and campaign_id = ${campaignId}`;
  const rows = await tx<Row[]>`
    with ours as materialized (
      select * from placements where community_id = ${communityId} and promo_id = ${promoId} and status <> 'cancelled'),
    interest as (
      select last_link_id as link_id, sum(count)::int as leads from leads
      where ${isOurs} and ${within("created_at")} group by 1),
    claimed as (
      select last_link_id as link_id, count(*)::int as claims,
        count(*) filter (where status in ('confirmed', 'fulfilled'))::int as exchanged
      from claims where ${isOurs} and ${within("created_at")} group by 1),
    gifts as (
      select ledger_entries.last_link_id as link_id, donor_id, sum(case when from_account = 'donors' then amount_minor
        when to_account = 'donors' then -amount_minor else 0 end) as net
      from ledger_entries join donations on donations.community_id = ledger_entries.community_id
        and donations.id = ledger_entries.donation_id
      where ledger_entries.community_id = ${communityId} and ledger_entries.campaign_id = ${campaignId} and ${within("at")}
      group by 1, 2),
    money as (
      select link_id, sum(net)::text as raised, count(*) filter (where net > 0)::int as donors from gifts group by 1)
    select ours.id, network, format, content, ours.title, ours.status, is_spare as "isSpare",
      to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "publishedAt", published_url as "publishedUrl",
      (select id from placement_media where community_id = ${communityId} and placement_id = ours.id
        and type like 'image/%' order by position limit 1) as "mediaId",
      (select code from links where community_id = ${communityId} and id = ours.link_id) as link,
      link_id as "linkId", coalesce(leads, 0) as leads,
      coalesce(claims, 0) as claims, coalesce(exchanged, 0) as exchanged, coalesce(raised, '0') as raised,
      coalesce(donors, 0) as donors
    from ours
    left join interest using (link_id) left join claimed using (link_id)
    left join money using (link_id)
    order by published_at nulls last, scheduled_at nulls last, content`;
  return rows.map(({ raised, ...row }) => ({ ...row, raisedMinor: Number(raised) }));
}

async function numbersOf(tx: TransactionSql, promo: Window) {
  const rows = await tx<{ thing: string; numbers: Record<string, number> }[]>`
    select thing, jsonb_object_agg(metric, value) as numbers from (${latestPlaced(tx, promo)}) latest group by thing`;
  return new Map(rows.map(({ thing, numbers }) => [thing, numbers]));
}

import type { TransactionSql } from "postgres";
import { sql } from "@/db/client";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, can, requirePermission } from "@/lib/identity/actor";
import { type ClickCounts, countClicks, findWindow, type Span, type Window } from "@/lib/referrals/click-counts";
import { EVERY_LINK, rowOfLink } from "@/lib/referrals/rollup";

/** Which of the two links somebody came by is credited: the one they came by first, or last. */
export type TouchKind = "first" | "last";
export type SourceQuery = Span & { touch: TouchKind };

/**
 * What one source brought. A link of its own; all links that readers share in a network; what was entered for a network without a
 * link; or `direct`, which has all that is credited to no link.
 */
export type SourceRow = {
  kind: "link" | "shared" | "entered" | "direct";
  network: string; // "direct" of the last row
  placement: string | null;
  link: string | null; // its code
  linkId: string | null;
  title: string;
  hopOf: string | null; // the code of the link whose post this one leads to
  isOn: boolean;
} & SourceFigures;

export type SourceFigures = {
  clicks: number; // of people, one per visitor, link and hour
  botClicks: number; // requests of robots
  qrClicks: number; // of the clicks, those by a printed code
  visitors: number; // different ones
  leadsTracked: number;
  leadsEntered: number;
  claims: number | null; // made; null where too few people stand behind a figure for the one who asks
  exchanged: number | null; // of the claims, those confirmed or fulfilled now
  raisedMinor: number | null; // what donors gave minus what went back, from the ledger's own rows
  costMinor: number; // what the link cost, whenever
};

export type CampaignSources = {
  touch: TouchKind;
  from: string | null;
  to: string | null;
  currency: string;
  rows: SourceRow[]; // by network, placement and link; the direct row last
  orphanClicks: number; // requests of people to links that were off
  totals: SourceFigures; // the rows' sums, but each visitor once
};

/** Fewer donors than these could be told apart by their money. */
export const FEWEST_DONORS = 5;

/**
 * Where a campaign's visitors, leads, claims and money came from, from one snapshot, so that the rows add up to the campaign's totals
 * for either touch. Clicks are counted days and the rows since; days are those of the community's time zone. Who may see sources but
 * not money sees no money and claims of rows with fewer than five donors, nor of a span: one taken from another would tell them.
 * Refuses `identity.notAllowed`, `catalog.campaignNotFound`.
 */
export async function campaignSources(actor: Actor, campaignId: string, query: SourceQuery): Promise<CampaignSources> {
  requirePermission(actor, "sources.see");
  return inSnapshot(async (tx) => {
    const window = await findWindow(tx, { communityId: actor.communityId, campaignId }, query);
    if (!window) throw new Refusal("catalog.campaignNotFound");
    const clicks = await countClicks(tx, window);
    const leads = await leadsByRow(tx, window, query.touch);
    const claims = await claimsByRow(tx, window, query.touch);
    const money = await moneyByRow(tx, window, query.touch);

    const figuresOf = (row: string, costMinor: number) => ({
      ...clickFigures(clicks.get(row)),
      leadsTracked: leads.get(row)?.tracked ?? 0,
      leadsEntered: leads.get(row)?.entered ?? 0,
      claims: claims.get(row)?.claims ?? 0,
      exchanged: claims.get(row)?.exchanged ?? 0,
      raisedMinor: money.get(row)?.raisedMinor ?? 0,
      costMinor,
      donors: money.get(row)?.donors ?? 0,
    });
    const places = await placesOf(tx, window);
    const entered = [...leads.keys()].filter((row) => row.startsWith("entered:")).map(enteredPlace);
    const rows = [...places, ...entered]
      .sort(byPlace)
      .concat(DIRECT)
      .map(({ row, costMinor, ...place }) => ({ ...place, ...figuresOf(row, costMinor) }));
    const totals = {
      ...sumOf(rows),
      visitors: clicks.get(EVERY_LINK)?.visitors ?? 0,
      donors: money.get(EVERY_LINK)?.donors ?? 0,
    };

    const isShielded = !can(actor, "money.see");
    const isAllHidden = isShielded && isSpan(query); // of the whole the campaign's own page says the totals to everyone
    const hidden = isAllHidden ? new Set(rows) : isShielded ? rowsToHide(rows) : new Set();
    return {
      touch: query.touch,
      from: query.from ?? null,
      to: query.to ?? null,
      currency: window.currency,
      rows: rows.map((row) => shown(row, hidden.has(row))),
      orphanClicks: clicks.get(EVERY_LINK)?.orphans ?? 0,
      totals: shown(totals, isAllHidden),
    };
  });
}

/** Reads several things as they stood at one moment. */
export function inSnapshot<Result>(read: (tx: TransactionSql) => Promise<Result>): Promise<Result> {
  return sql.begin("isolation level repeatable read read only", read) as Promise<Result>;
}

type Counted = Pick<SourceFigures, "claims" | "raisedMinor"> & { donors: number };

/** Whether only some days are asked for, and not the whole campaign. */
export const isSpan = ({ from, to }: Span): boolean => from !== undefined || to !== undefined;

/** Whether so few people gave that their money could be told apart. Where nothing is, nothing shows. */
export function isFew({ donors, claims, raisedMinor }: Counted): boolean {
  return donors < FEWEST_DONORS && (donors > 0 || claims !== 0 || raisedMinor !== 0);
}

/** The rows of few donors; and, when the totals would still tell their money, the smallest of the others until they do not. */
export function rowsToHide<Row extends Counted>(rows: readonly Row[]): Set<Row> {
  const hidden = new Set(rows.filter(isFew));
  const others = rows.filter((row) => !hidden.has(row) && row.donors > 0).sort((a, b) => a.donors - b.donors);
  const donors = () => [...hidden].reduce((sum, row) => sum + row.donors, 0);
  while (hidden.size > 0 && (hidden.size < 2 || donors() < FEWEST_DONORS)) {
    const next = others.shift();
    if (!next) break;
    hidden.add(next);
  }
  return hidden;
}

function shown<Row extends SourceFigures & { donors: number }>({ donors: _, ...row }: Row, isHidden: boolean) {
  return isHidden ? { ...row, claims: null, exchanged: null, raisedMinor: null } : row;
}

function clickFigures(found: ClickCounts | undefined) {
  const { clicks = 0, bots = 0, qr = 0, visitors = 0 } = found ?? {};
  return { clicks, botClicks: bots, qrClicks: qr, visitors };
}

function sumOf(rows: readonly SourceFigures[]): SourceFigures {
  const sum = (figure: keyof SourceFigures) => rows.reduce((total, row) => total + (row[figure] ?? 0), 0);
  return {
    clicks: sum("clicks"),
    botClicks: sum("botClicks"),
    qrClicks: sum("qrClicks"),
    visitors: sum("visitors"),
    leadsTracked: sum("leadsTracked"),
    leadsEntered: sum("leadsEntered"),
    claims: sum("claims"),
    exchanged: sum("exchanged"),
    raisedMinor: sum("raisedMinor"),
    costMinor: sum("costMinor"),
  };
}

type Place = Omit<SourceRow, keyof SourceFigures> & { row: string; costMinor: number };

const NO_LINK = { placement: null, link: null, linkId: null, title: "", hopOf: null, isOn: true, costMinor: 0 };
const DIRECT: Place = { ...NO_LINK, row: "direct", kind: "direct", network: "direct" };
const enteredPlace = (row: string): Place => ({
  ...NO_LINK,
  row,
  kind: "entered",
  network: row.slice("entered:".length),
});

function byPlace(one: Place, other: Place): number {
  const words = ({ network, placement, link }: Place) => [network, placement ?? "\uffff", link ?? ""];
  const [a, b] = [words(one), words(other)];
  const differs = a.findIndex((word, place) => word !== b[place]);
  return differs < 0 ? 0 : (a[differs] ?? "") < (b[differs] ?? "") ? -1 : 1;
}

/** The links that were placed, and one place for each network in which readers share their own. */
async function placesOf(tx: TransactionSql, { communityId, campaignId }: Window): Promise<Place[]> {
  const places = await tx<(Omit<Place, "costMinor"> & { costMinor: string })[]>`
    select ${rowOfLink()} as row, 'link' as kind, links.network, links.content as placement, links.code as link,
      links.id as "linkId", links.title, hop.code as "hopOf", links.cost_minor::text as "costMinor",
      links.status = 'active' and (links.expires_at is null or links.expires_at > now()) as "isOn"
    from links left join links hop on hop.community_id = links.community_id and hop.id = links.hop_of
    where links.community_id = ${communityId} and links.campaign_id = ${campaignId} and links.origin = 'placed'
    union all
    select 'shared:' || network, 'shared', network, 'share', null, null, '', null, sum(cost_minor)::text, true from links
    where community_id = ${communityId} and campaign_id = ${campaignId} and origin = 'shared' group by network`;
  return places.map((place) => ({ ...place, costMinor: Number(place.costMinor) }));
}

/** The rows of facts that carry a link; a link that is none of the campaign's, or none at all, is direct. */
function credited({ communityId, campaignId, startsAt, endsAt }: Window, fact: string, touch: TouchKind, at: string) {
  const linkId = `${fact}.${touch}_link_id`;
  return {
    row: sql`coalesce(${rowOfLink()}, 'direct')`,
    from: sql`${sql(fact)} left join links on links.community_id = ${sql(`${fact}.community_id`)}
      and links.id = ${sql(linkId)} and links.campaign_id = ${campaignId}`,
    where: sql`${sql(`${fact}.community_id`)} = ${communityId} and ${sql(`${fact}.campaign_id`)} = ${campaignId}
      and ${sql(`${fact}.${at}`)} >= ${startsAt}::timestamptz and ${sql(`${fact}.${at}`)} < ${endsAt}::timestamptz`,
  };
}

async function leadsByRow(tx: TransactionSql, window: Window, touch: TouchKind) {
  const of = credited(window, "leads", touch, "created_at");
  const rows = await tx<{ row: string; tracked: number; entered: number }[]>`
    select case when links.id is null and cause = 'entered' then 'entered:' || coalesce(leads.network, 'other')
        else ${of.row} end as row,
      coalesce(sum(count) filter (where cause <> 'entered'), 0)::int as tracked,
      coalesce(sum(count) filter (where cause = 'entered'), 0)::int as entered
    from ${of.from} where ${of.where} group by 1`;
  return new Map(rows.map((row) => [row.row, row]));
}

async function claimsByRow(tx: TransactionSql, window: Window, touch: TouchKind) {
  const of = credited(window, "claims", touch, "created_at");
  const rows = await tx<{ row: string; claims: number; exchanged: number }[]>`
    select ${of.row} as row, count(*)::int as claims,
      count(*) filter (where claims.status in ('confirmed', 'fulfilled'))::int as exchanged
    from ${of.from} where ${of.where} group by 1`;
  return new Map(rows.map((row) => [row.row, row]));
}

/** From the ledger's own columns, so that a row's money is what its donations brought, less what went back. */
async function moneyByRow(tx: TransactionSql, window: Window, touch: TouchKind) {
  const of = credited(window, "ledger_entries", touch, "at");
  const rows = await tx<{ row: string; raisedMinor: string; donors: number }[]>`
    with giver as (
      select ${of.row} as row, donations.donor_id, sum(case when from_account = 'donors' then amount_minor
        when to_account = 'donors' then -amount_minor else 0 end) as net
      from ${of.from}
      join donations on donations.community_id = ledger_entries.community_id and donations.id = ledger_entries.donation_id
      where ${of.where} group by 1, 2)
    select row, sum(net)::text as "raisedMinor", count(*) filter (where net > 0)::int as donors from giver group by row
    union all
    select ${EVERY_LINK}, coalesce(sum(net), 0)::text, count(distinct donor_id) filter (where net > 0)::int from giver`;
  return new Map(rows.map((row) => [row.row, { donors: row.donors, raisedMinor: Number(row.raisedMinor) }]));
}

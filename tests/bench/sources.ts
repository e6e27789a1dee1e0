import { sql } from "@/db/client";
import type { PersonActor } from "@/lib/identity/actor";
import { rollUpClicks } from "@/lib/referrals/rollup";
import { sourceDays } from "@/lib/reports/source-days";
import { campaignSources } from "@/lib/reports/sources";
import { aCampaign, aPerson } from "../support/factories";
import { daysAfter } from "../support/times";
import type { Sale } from "./load";
import { ms, progress, quantile, report, timesOf, whole } from "./table";

const DAYS = 60;
const LINKS = 100;
const TIMES = 20;
const PAGE_LIMIT_MS = 300;

/** The sources page's queries over many clicks of two months, counted into days but for the last hour; and the counting itself. */
export async function measureSources(sale: Sale, clicks: number): Promise<void> {
  const { communityId } = sale.campaign;
  const now = new Date();
  const campaign = await aCampaign(communityId, {
    slug: "sources",
    opensAt: daysAfter(now, -DAYS),
    closesAt: daysAfter(now, 1),
  });
  const organizer: PersonActor = await aPerson(communityId, ["organizer"]);
  await makeClicks(communityId, campaign.id, clicks, now);
  progress(`made ${whole(clicks)} clicks`);

  const startedAt = performance.now();
  const days = await rollUpClicks(now);
  const seconds = (performance.now() - startedAt) / 1000;
  report({ what: `counting ${whole(clicks)} clicks into ${days} days`, measured: `${seconds.toFixed(0)} s` });
  for (const table of ["click_days", "visitor_days"]) await sql`vacuum (analyze) ${sql(table)}`;

  const month = {
    from: daysAfter(now, -40).toISOString().slice(0, 10),
    to: daysAfter(now, -10).toISOString().slice(0, 10),
  };
  const asked = {
    "sources page": () => campaignSources(organizer, campaign.id, { touch: "last" }),
    "sources page, of a month": () => campaignSources(organizer, campaign.id, { touch: "first", ...month }),
    "sources by day": () => sourceDays(organizer, campaign.id, {}, now),
  };
  for (const [what, ask] of Object.entries(asked)) {
    const times = await timesOf(TIMES, ask);
    const p95 = quantile(times, 0.95);
    report({
      what: `${what}, ${whole(clicks)} clicks`,
      measured: `p50 ${ms(quantile(times, 0.5))}, p95 ${ms(p95)}`,
      limit: `p95 ${ms(PAGE_LIMIT_MS)}`,
      ratio: p95 / PAGE_LIMIT_MS,
      isMet: p95 <= PAGE_LIMIT_MS,
    });
  }
}

/** One click in ten is a robot's, one person in five agreed to be recognised and comes again, the others are new each day. */
async function makeClicks(communityId: string, campaignId: string, clicks: number, now: Date): Promise<void> {
  await sql`
    insert into links (community_id, id, campaign_id, code, network, medium, tag, content, target)
    select ${communityId}, uuidv7(), ${campaignId}, 'bench' || nth, 'instagram', 'social', 'bench', 'story-' || nth, '/'
    from generate_series(1, ${LINKS}::int) nth`;
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename = 'clicks' and indexname <> 'clicks_community_id_id_pk'`;
  for (const { name } of indexes) await sql`drop index ${sql(name)}`;
  await sql`
    insert into clicks (community_id, id, link_id, at, visitor, is_qr, bot_reason, app)
    select ${communityId}, uuidv7(), place.ids[1 + nth % ${LINKS}::int], came.at,
      case when nth % 5 = 0 then 'c' || md5((nth % ${Math.ceil(clicks / 20)}::int)::text)
        else 'd' || md5(came.at::date::text || nth) end,
      nth % 17 = 0, case when nth % 10 = 3 then 'a preview' end, 'instagram'
    from generate_series(1, ${clicks}::int) nth
    cross join (select array_agg(id) as ids from links where community_id = ${communityId} and campaign_id = ${campaignId}) place
    cross join lateral (select ${now.toISOString()}::timestamptz - make_interval(secs => nth * ${(DAYS * 86_400) / clicks}::float8)) came (at)`;
  await sql.begin(async (tx) => {
    await tx`set local maintenance_work_mem = '512MB'`;
    for (const { definition } of indexes) await tx.unsafe(definition);
  });
  await sql`vacuum (analyze) clicks`;
}

import { sql } from "@/db/client";
import type { PersonActor } from "@/lib/identity/actor";
import { promoReport } from "@/lib/reports/promos/report";
import { aCampaign, aPerson } from "../support/factories";
import { daysAfter } from "../support/times";
import type { Sale } from "./load";
import { ms, progress, quantile, report, timesOf, whole } from "./table";

const TIMES = 20;
const PAGE_LIMIT_MS = 300;
const CLICKS_EACH = 50;

/** A promo's report, each of its many placements with a link, clicks and three numbers. */
export async function measureReport(sale: Sale, placements: number): Promise<void> {
  const { communityId } = sale.campaign;
  const now = new Date();
  const smm: PersonActor = await aPerson(communityId, ["smm"]);
  const campaign = await aCampaign(communityId, { slug: "report", opensAt: now, closesAt: daysAfter(now, 180) });
  const at = daysAfter(now, -1).toISOString();
  const [promo] = await sql<{ id: string }[]>`
    insert into promos (community_id, id, kind, name, tag, campaign_id, currency, metric, metric_target, metric_by)
    values (${communityId}, gen_random_uuid(), 'initiative', 'Promo', 'report', ${campaign.id}, 'UAH', 'leads', 100, now())
    returning id`;
  if (!promo) throw new Error("No promo was made");
  await sql`
    with link as (
      insert into links (community_id, id, campaign_id, code, network, medium, tag, content, target)
      select ${communityId}, gen_random_uuid(), ${campaign.id}, 'report' || nth, 'instagram', 'social', 'report', 'story-' || nth, '/'
      from generate_series(1, ${placements}::int) nth returning id, content
    ), placed as (
      insert into placements (community_id, id, promo_id, network, format, content, link_id, status, published_at)
      select ${communityId}, gen_random_uuid(), ${promo.id}, 'instagram', 'story', content, id, 'measured', ${at}::timestamptz
      from link returning id, link_id
    ), numbers as (
      insert into readings (community_id, id, campaign_id, promo_id, placement_id, link_id, metric, value, at, author_id)
      select ${communityId}, gen_random_uuid(), ${campaign.id}, ${promo.id}, id, link_id, metric, 100, ${at}::timestamptz, ${smm.personId}
      from placed cross join unnest(array['views', 'reach', 'replies']) metric
    )
    insert into clicks (community_id, id, link_id, at, visitor)
    select ${communityId}, gen_random_uuid(), link_id, ${at}::timestamptz, 'v' || nth || link_id
    from placed cross join generate_series(1, ${CLICKS_EACH}::int) nth`;
  await sql`analyze`;
  progress(`made ${whole(placements)} placements with ${whole(placements * CLICKS_EACH)} clicks`);

  const times = await timesOf(TIMES, () => promoReport(smm, promo.id, now));
  const p95 = quantile(times, 0.95);
  report({
    what: `report of a promo, ${whole(placements)} placements`,
    measured: `p50 ${ms(quantile(times, 0.5))}, p95 ${ms(p95)}`,
    limit: `p95 ${ms(PAGE_LIMIT_MS)}`,
    ratio: p95 / PAGE_LIMIT_MS,
    isMet: p95 <= PAGE_LIMIT_MS,
  });
}

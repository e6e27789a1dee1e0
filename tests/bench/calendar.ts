import { sql } from "@/db/client";
import type { PersonActor } from "@/lib/identity/actor";
import { loadCalendar } from "@/lib/promos/placements/calendar";
import { aCampaign, aPerson } from "../support/factories";
import { daysAfter } from "../support/times";
import type { Sale } from "./load";
import { ms, progress, quantile, report, timesOf, whole } from "./table";

const TIMES = 20;
const PAGE_LIMIT_MS = 300;
const PROMOS = 20;

/** A promo's calendar among many placements of its community: a fifth are the promo's own, half a year is full of the others. */
export async function measureCalendar(sale: Sale, placements: number): Promise<void> {
  const { communityId } = sale.campaign;
  const now = new Date();
  const smm: PersonActor = await aPerson(communityId, ["smm"]);
  const campaign = await aCampaign(communityId, { slug: "calendar", opensAt: now, closesAt: daysAfter(now, 180) });
  const [promo] = await sql<{ id: string }[]>`
    with made as (
      insert into promos (community_id, id, kind, name, tag, campaign_id, currency)
      select ${communityId}, gen_random_uuid(), 'initiative', 'Promo ' || nth, 'promo-' || nth, ${campaign.id}::uuid, 'UAH'
      from generate_series(1, ${PROMOS}::int) nth
      returning id, name
    ), placed as (
      insert into placements (community_id, id, promo_id, network, format, content, scheduled_at)
      select ${communityId}, gen_random_uuid(), made.id,
        (array['instagram', 'facebook', 'telegram'])[1 + nth % 3], (array['story', 'post', 'message'])[1 + nth % 3],
        'placement-' || nth, ${now.toISOString()}::timestamptz + nth * interval '1 hour' * 4000 / ${placements}::int
      from generate_series(1, ${placements}::int) nth
      join made on made.name = 'Promo ' || case when nth % 5 = 0 then 1 else 2 + nth % ${PROMOS - 1}::int end
    )
    select id from made where name = 'Promo 1'`;
  if (!promo) throw new Error("No promo was made");
  await sql`analyze placements`;
  progress(`made ${whole(placements)} placements`);

  const times = await timesOf(TIMES, () => loadCalendar(smm, promo.id, {}, now));
  const p95 = quantile(times, 0.95);
  report({
    what: `calendar of a promo, ${whole(placements)} placements`,
    measured: `p50 ${ms(quantile(times, 0.5))}, p95 ${ms(p95)}`,
    limit: `p95 ${ms(PAGE_LIMIT_MS)}`,
    ratio: p95 / PAGE_LIMIT_MS,
    isMet: p95 <= PAGE_LIMIT_MS,
  });
}

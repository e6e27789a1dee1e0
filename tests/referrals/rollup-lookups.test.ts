import { expect, test } from "vitest";
import { sql } from "@/db/client";
import { env } from "@/lib/core/env";
import { countClicks, findWindow } from "@/lib/referrals/click-counts";
import { rollUpClicks } from "@/lib/referrals/rollup";
import { inSnapshot } from "@/lib/reports/sources";
import { daysAfter, minutesAfter, NOON } from "../support/times";
import { aLink, aSourcesStage, someClicks } from "./stage";

const LINKS = 60;
const VISITORS = 200;
const ROWS = 2; // of the sources page: the link's own, and that of everybody
const ALSO_MAX = 2 * LINKS; // a small table's rows of each link may be found by that index as well
const visitors = Array.from({ length: VISITORS }, (_, nth) => `c${String(nth).padStart(32, "0")}`);

/** How often clicks were looked up by their visitor so far, once every connection has said what it did. */
async function lookups(): Promise<number> {
  const tell = () => sql`select pg_stat_force_next_flush(), pg_sleep(0.05)`;
  await Promise.all(Array.from({ length: env.DATABASE_POOL }, tell));
  const [row] = await sql<{ times: number }[]>`
    select idx_scan::int as times from pg_stat_user_indexes where indexrelname = 'clicks_by_visitor'`;
  return row?.times ?? 0;
}

// PostgreSQL knows nothing of a campaign's links as long as they are new, and takes them for one
test("a visitor is looked up once for each row, however many links a campaign has", async () => {
  const stage = await aSourcesStage();
  const links = [];
  for (let nth = 0; nth < LINKS; nth++) links.push(await aLink(stage, { content: `story-${nth}` }));
  for (const day of [-2, -1])
    for (const [nth, visitor] of visitors.entries())
      await someClicks(stage.communityId, links[(nth * 7 + day + 2) % LINKS]?.id ?? "", [
        { visitor, at: minutesAfter(daysAfter(NOON, day), nth % 60) },
      ]);

  const before = await lookups();
  await rollUpClicks(NOON);
  const counting = (await lookups()) - before;
  expect(counting).toBeGreaterThan(VISITORS);
  expect(counting).toBeLessThanOrEqual(2 * (VISITORS * ROWS + ALSO_MAX));

  for (const [nth, visitor] of visitors.entries())
    await someClicks(stage.communityId, links[nth % LINKS]?.id ?? "", [{ visitor, at: minutesAfter(NOON, nth % 60) }]);
  const { communityId, campaign } = stage;
  const rows = await inSnapshot(async (tx) => {
    const window = await findWindow(tx, { communityId, campaignId: campaign.id }, {});
    return window ? countClicks(tx, window) : new Map();
  });
  expect(rows.get("*")).toMatchObject({ clicks: VISITORS * 3, visitors: VISITORS });
  const reading = (await lookups()) - before - counting;
  expect(reading).toBeGreaterThan(0);
  expect(reading).toBeLessThanOrEqual(VISITORS + ALSO_MAX);
});

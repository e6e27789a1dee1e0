import { and, eq, gt, isNull, lte, notInArray, or } from "drizzle-orm";
import { db } from "@/db/client";
import { type Contingency, contingencies, type Promo, promos } from "@/db/schema";
import { log } from "@/lib/core/log";
import { judge } from "@/lib/promos/contingency/commands";
import { isDue } from "@/lib/promos/contingency/rules";
import { isMetric } from "@/lib/promos/metrics";
import { inSnapshot } from "@/lib/reports/sources";
import { metricValue, promoFigures } from "./figures";
import { placedValue } from "./placements";

const AT_ONCE = 500;

/**
 * Judges the lines of plans for falling short whose moment or stage has come, each by what its metric stands at now. A line fires
 * once, whoever else judges it at the same time. One whose number nobody has entered waits on. Answers how many fired.
 */
export async function judgeContingencies(now = new Date()): Promise<number> {
  let fired = 0;
  let last = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const portion = await waitingAfter(last, now);
    for (const { line, promo } of portion) if (await tryFired(line, promo, now)) fired++;
    const end = portion.at(-1);
    if (!end || portion.length < AT_ONCE) return fired;
    last = end.line.id;
  }
}

/** In portions: lines that wait long for a stage or a number stand in nobody's way. */
function waitingAfter(last: string, now: Date) {
  return db
    .select({ line: contingencies, promo: promos })
    .from(contingencies)
    .innerJoin(promos, and(eq(promos.communityId, contingencies.communityId), eq(promos.id, contingencies.promoId)))
    .where(
      and(
        eq(contingencies.status, "waiting"),
        gt(contingencies.id, last),
        notInArray(promos.status, ["idea", "cancelled"]),
        or(isNull(contingencies.checkAt), lte(contingencies.checkAt, now)),
      ),
    )
    .orderBy(contingencies.id)
    .limit(AT_ONCE);
}

/** A line that cannot be judged is left for the next time: the others are not to wait for it. */
async function tryFired(line: Contingency, promo: Promo, now: Date): Promise<boolean> {
  try {
    return await isFired(line, promo, now);
  } catch (error) {
    log.error({ err: error, promo: promo.id, line: line.id }, "a line of a plan could not be judged");
    return false;
  }
}

async function isFired(line: Contingency, promo: Promo, now: Date): Promise<boolean> {
  const { metric, placementId } = line;
  if (!isDue(line, promo.status, now) || !isMetric(metric)) return false;
  const value = await inSnapshot(async (tx) =>
    placementId ? placedValue(tx, promo, placementId, metric) : metricValue(metric, await promoFigures(tx, promo)),
  );
  return (await db.transaction((tx) => judge(tx, line, value, now))) === "fired";
}

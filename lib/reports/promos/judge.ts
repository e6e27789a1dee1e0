import { and, eq, isNull, lte, notInArray, or } from "drizzle-orm";
import { db } from "@/db/client";
import { contingencies, promos } from "@/db/schema";
import { judge } from "@/lib/promos/contingency/commands";
import { isDue } from "@/lib/promos/contingency/rules";
import { isMetric } from "@/lib/promos/metrics";
import { inSnapshot } from "@/lib/reports/sources";
import { metricValue, placedNumbers, promoFigures } from "./figures";

const SWEEP_MAX = 500;

/**
 * Judges the lines of plans for falling short whose moment or stage has come, each by what its metric stands at now. A line fires
 * once, whoever else judges it at the same time. One whose number nobody has entered waits on. Answers how many fired.
 */
export async function judgeContingencies(now = new Date()): Promise<number> {
  const waiting = await db
    .select({ line: contingencies, promo: promos })
    .from(contingencies)
    .innerJoin(promos, and(eq(promos.communityId, contingencies.communityId), eq(promos.id, contingencies.promoId)))
    .where(
      and(
        eq(contingencies.status, "waiting"),
        notInArray(promos.status, ["idea", "cancelled"]),
        or(isNull(contingencies.checkAt), lte(contingencies.checkAt, now)),
      ),
    )
    .orderBy(contingencies.id)
    .limit(SWEEP_MAX);
  let fired = 0;
  for (const { line, promo } of waiting) {
    const { metric, placementId } = line;
    if (!isDue(line, promo.status, now) || !isMetric(metric)) continue;
    const value = await inSnapshot(async (tx) =>
      placementId
        ? ((await placedNumbers(tx, promo, placementId))[metric] ?? null)
        : metricValue(metric, await promoFigures(tx, promo)),
    );
    if ((await db.transaction((tx) => judge(tx, line, value, now))) === "fired") fired++;
  }
  return fired;
}

import { isDeepStrictEqual } from "node:util";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { promos } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { cleanText } from "@/lib/core/text";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { setFrozen, setLearned } from "@/lib/promos/ending";
import { liveReport, type PromoReport } from "./report";

export const learnedInput = z.object({
  learned: z
    .string()
    .transform((text) => cleanText(text, { lines: true }).text)
    .pipe(z.string().max(4_000, "fields.tooLong")),
});

/**
 * Keeps a promo's report as it stands at this moment: later money and numbers change it no more, until it is thawed. Refuses
 * `identity.notAllowed`, `promos.notFound`.
 */
export async function freezeReport(actor: Actor, promoId: string, now = new Date()): Promise<PromoReport> {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  const report = { ...(await liveReport(communityId, promoId, now)), frozenAt: now.toISOString() };
  await db.transaction((tx) => setFrozen(tx, actor, promoId, report, now));
  return report;
}

/** Lets a frozen report follow the facts again. Refuses as `freezeReport` does. */
export async function thawReport(actor: Actor, promoId: string, now = new Date()): Promise<void> {
  requirePermission(actor, "promos.manage");
  await db.transaction((tx) => setFrozen(tx, actor, promoId, null, now));
}

/** What was learned, for the next promo. It may be written after the report is frozen. Refuses as `freezeReport` does. */
export async function writeLearned(actor: Actor, promoId: string, learned: string): Promise<void> {
  requirePermission(actor, "promos.manage");
  await db.transaction((tx) => setLearned(tx, actor.communityId, promoId, learned));
}

/** What a frozen report would say today, when that differs in a figure; for the desk. */
export async function driftOf(actor: Actor, frozen: PromoReport, now = new Date()): Promise<PromoReport | undefined> {
  requirePermission(actor, "promos.manage");
  const [kept] = await db
    .select({ id: promos.id })
    .from(promos)
    .where(and(eq(promos.communityId, actor.communityId), eq(promos.id, frozen.promo.id)));
  if (!kept) throw new Refusal("promos.notFound");
  const live = await liveReport(actor.communityId, kept.id, now);
  // the database keeps a frozen report with its keys in an order of its own, so the figures are compared and not their text
  return isDeepStrictEqual(plain(live.figures), plain(frozen.figures)) ? undefined : live;
}

const plain = (figures: PromoReport["figures"]): unknown => JSON.parse(JSON.stringify(figures));

import { db } from "@/db/client";
import type { Promo } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { agreeBrief } from "@/lib/promos/commands";
import { lockPromo } from "@/lib/promos/moves";
import { findPromo } from "@/lib/promos/queries";
import { campaignTotals } from "./totals";

/** The figures of a campaign an achievement may speak of. Amounts are in minor units of the promo's currency. */
export const QUOTED = ["booksListed", "booksExchanged", "raisedMinor", "averageMinor"] as const;
export type Quoted = (typeof QUOTED)[number];
type Figures = Record<Quoted, number>;

/**
 * Both sides agree on a promo's brief. An achievement locks the figures of the campaign it quotes as they are at this moment.
 * Refuses `identity.notAllowed`, `promos.notFound`, `promos.notAllowedNow`, `promos.briefUnfinished`, and
 * `promos.changedMeanwhile` when the brief turned to another campaign at the same time.
 */
export async function agreePromo(actor: Actor, promoId: string, now = new Date()): Promise<Promo> {
  requirePermission(actor, "promos.manage");
  const seen = await findPromo(actor, promoId);
  const quoted = quotes(seen) ? await figuresOf(seen, now) : null;
  return db.transaction(async (tx) => {
    const promo = await lockPromo(tx, actor.communityId, promoId);
    if (promo.campaignId !== seen.campaignId) throw new Refusal("promos.changedMeanwhile");
    return agreeBrief(tx, actor, promo, quoted, now);
  });
}

export type QuoteChange = { figure: Quoted; quoted: number; now: number };

/** The figures an achievement was agreed with that are others now, with both numbers. None for promos that quote nothing. */
export async function quoteChanges(
  promo: Pick<Promo, "communityId" | "kind" | "campaignId" | "quoted">,
  now = new Date(),
): Promise<QuoteChange[]> {
  const { quoted } = promo;
  if (!quoted || !quotes(promo)) return [];
  const figures = await figuresOf(promo, now);
  return QUOTED.flatMap((figure) => {
    const was = quoted[figure];
    return was === undefined || was === figures[figure] ? [] : [{ figure, quoted: was, now: figures[figure] }];
  });
}

type Quoting = Pick<Promo, "communityId" | "kind" | "campaignId">;

function quotes<T extends Quoting>(promo: T): promo is T & { campaignId: string } {
  return promo.kind === "achievement" && promo.campaignId !== null;
}

async function figuresOf({ communityId, campaignId }: Quoting & { campaignId: string }, now: Date): Promise<Figures> {
  const { booksListed, booksExchanged, raisedMinor, averageMinor } = await campaignTotals(communityId, campaignId, now);
  return { booksListed, booksExchanged, raisedMinor, averageMinor };
}

import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { leads, type Promo, placements } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { areUsed, setCampaign, targetIn } from "@/lib/referrals/campaign-change";
import { move } from "./moves";
import { next } from "./rules";

type Where = { campaignId: string | null; path: string | null };

/**
 * A step: the links of a locked promo's placements go over to its new campaign, and what led to a page of the old one leads to the
 * new one's. Approved words that lead elsewhere are a draft again. Refuses `promos.linksUsed` once somebody came by one of them, or
 * was entered as a lead: they would count nowhere.
 */
export async function moveToCampaign(
  tx: Tx,
  { communityId, id: promoId }: Promo,
  { from, to }: { from: Where; to: Where },
  by: Actor,
  now: Date,
): Promise<void> {
  const ours = await tx
    .select()
    .from(placements)
    .where(and(eq(placements.communityId, communityId), eq(placements.promoId, promoId)))
    .orderBy(asc(placements.id))
    .for("update");
  const linkIds = ours.flatMap(({ linkId }) => linkId ?? []);
  const entered = and(eq(leads.communityId, communityId), eq(leads.promoId, promoId));
  if ((await areUsed(tx, communityId, linkIds)) || (await tx.$count(leads, entered)) > 0)
    throw new Refusal("promos.linksUsed");
  for (const placement of ours) {
    const { id, linkId, target: before, version, status } = placement;
    const target = before === null ? null : targetIn(before, from.path, to.path);
    if (linkId)
      await setCampaign(tx, { communityId, id: linkId }, { campaignId: to.campaignId, target: target ?? undefined });
    if (target === before) continue;
    const set = { target, version: version + 1 };
    if (next(status, "edit")) await move(tx, placement, "edit", by, now, set);
    else
      await tx
        .update(placements)
        .set(set)
        .where(and(eq(placements.communityId, communityId), eq(placements.id, id)));
  }
}

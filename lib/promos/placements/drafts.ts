import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Tx } from "@/db/client";
import { type Placement, type Promo, placementEvents, placements } from "@/db/schema";
import type { Actor } from "@/lib/identity/actor";
import { linkInput } from "@/lib/referrals/input";
import { placeLink } from "@/lib/referrals/links";

/** A placement as a template or an older promo suggests it. */
export type Draft = Pick<
  Placement,
  "network" | "format" | "content" | "title" | "text" | "sticker" | "target" | "scheduledAt" | "isSpare" | "costMinor"
> & {
  contentBy?: Date | null;
  /** The content of the draft by whose post people come to this one. */
  hopOf?: string | undefined;
};

/**
 * A step: placements of a new promo, as drafts; one that leads somewhere gets its tracked link. Whether the actor may, the caller
 * decides. Answers the new ids by their contents. Refuses what `createLink` refuses.
 */
export async function addDraftPlacements(
  tx: Tx,
  promo: Pick<Promo, "communityId" | "id" | "campaignId" | "tag">,
  drafts: readonly Draft[],
  by: Actor,
  now: Date,
): Promise<Map<string, string>> {
  const { communityId, id: promoId } = promo;
  const ids = new Map(drafts.map(({ content }) => [content, uuidv7()]));
  const linkIds = new Map<string, string>();
  // the post that others lead to comes first, so that its link is there
  const inOrder = [...drafts].sort((a, b) => Number(a.hopOf !== undefined) - Number(b.hopOf !== undefined));
  for (const { hopOf, ...draft } of inOrder) {
    const id = ids.get(draft.content) ?? uuidv7();
    await tx.insert(placements).values({ ...draft, communityId, id, promoId, createdBy: by.personId, createdAt: now });
    await tx.insert(placementEvents).values({
      communityId,
      placementId: id,
      event: "edit",
      toStatus: "draft",
      actorId: by.personId,
      at: now,
    });
    if (draft.target === null) continue;
    const { network, content, title, target, costMinor } = draft;
    const hop = hopOf && linkIds.get(hopOf);
    const input = linkInput.parse({ network, content, title, target, costMinor, tag: promo.tag, hopOf: hop });
    const link = await placeLink(tx, { communityId, createdBy: by.personId, campaignId: promo.campaignId }, input, now);
    linkIds.set(content, link.id);
    await tx
      .update(placements)
      .set({ linkId: link.id, target: link.target })
      .where(and(eq(placements.communityId, communityId), eq(placements.id, id)));
  }
  return ids;
}

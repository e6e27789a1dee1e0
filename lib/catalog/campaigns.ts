import { and, eq, ne } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { type Campaign, campaigns } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import type { CampaignInput } from "./input";

/** Opens a campaign in the actor's community, or keeps it as a draft. Refuses `identity.notAllowed`, `identity.slugTaken`. */
export async function openCampaign(actor: Actor, input: CampaignInput, now = new Date()): Promise<Campaign> {
  requirePermission(actor, "campaigns.manage");
  return db.transaction(async (tx) => {
    const [campaign] = await tx
      .insert(campaigns)
      .values({ communityId: actor.communityId, ...columns(input), createdAt: now })
      .onConflictDoNothing({ target: [campaigns.communityId, campaigns.slug] })
      .returning();
    if (!campaign) throw new Refusal("identity.slugTaken");
    return campaign;
  });
}

/**
 * Changes a campaign of the actor's community; `closed` ends it early. The currency stays as it is once the campaign is made,
 * for its books and donations are counted in it. Refuses `catalog.campaignNotFound`, `identity.slugTaken`, `identity.notAllowed`.
 */
export async function editCampaign(actor: Actor, campaignId: string, input: CampaignInput): Promise<Campaign> {
  requirePermission(actor, "campaigns.manage");
  const { communityId } = actor;
  return db.transaction(async (tx) => {
    const ofCampaign = and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId));
    const [campaign] = await tx.select().from(campaigns).where(ofCampaign).for("update");
    if (!campaign) throw new Refusal("catalog.campaignNotFound");
    await refuseTakenSlug(tx, campaign, input.slug);
    return one(
      await tx
        .update(campaigns)
        .set({ ...columns(input), currency: campaign.currency })
        .where(ofCampaign)
        .returning(),
    );
  });
}

/** A step: from which account of the bank's the campaign's statement is read. Whether the actor may, the caller decides. */
export async function setMonoAccount(
  tx: Tx,
  { communityId, id }: Pick<Campaign, "communityId" | "id">,
  monoAccount: string,
): Promise<void> {
  await tx
    .update(campaigns)
    .set({ monoAccount })
    .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, id)));
}

async function refuseTakenSlug(tx: Tx, { communityId, id }: Campaign, slug: string): Promise<void> {
  const [other] = await tx
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(and(eq(campaigns.communityId, communityId), eq(campaigns.slug, slug), ne(campaigns.id, id)));
  if (other) throw new Refusal("identity.slugTaken");
}

function columns({ fund, ...campaign }: CampaignInput) {
  return { ...campaign, fundName: fund.name, jarUrl: fund.jarUrl, iban: fund.iban, edrpou: fund.edrpou };
}

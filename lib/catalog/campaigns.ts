import { and, eq, ne } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { type Campaign, campaigns } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { record } from "@/lib/identity/audit";
import { lockCommunity } from "@/lib/identity/locks";
import type { CampaignInput, CampaignSettings } from "./input";
import { lockCampaign } from "./locks";

/** Opens a campaign in the actor's community, or keeps it as a draft. Refuses `identity.notAllowed`, `identity.slugTaken`. */
export async function openCampaign(actor: Actor, input: CampaignInput, now = new Date()): Promise<Campaign> {
  requirePermission(actor, "campaigns.manage");
  return db.transaction(async (tx) => {
    await lockCommunity(tx, actor.communityId); // of two who take one address, the second is told
    const [campaign] = await tx
      .insert(campaigns)
      .values({ communityId: actor.communityId, ...columns(input), createdAt: now })
      .onConflictDoNothing({ target: [campaigns.communityId, campaigns.slug] })
      .returning();
    if (!campaign) throw new Refusal("identity.slugTaken");
    await record(tx, actor, "campaign_opened", { subjectId: campaign.id, details: { status: campaign.status } }, now);
    return campaign;
  });
}

/**
 * Changes a campaign of the actor's community. A closed one stays closed, and none is closed here (closing.ts). The currency stays as it is once the campaign is made,
 * for its books and donations are counted in it. Where its money goes is not changed here (requisites.ts). Refuses `catalog.campaignNotFound`, `identity.slugTaken`, `identity.notAllowed`.
 */
export async function editCampaign(
  actor: Actor,
  campaignId: string,
  input: CampaignSettings,
  now = new Date(),
): Promise<Campaign> {
  requirePermission(actor, "campaigns.manage");
  const { communityId } = actor;
  return db.transaction(async (tx) => {
    await lockCommunity(tx, communityId);
    const campaign = await lockCampaign(tx, communityId, campaignId);
    if (!campaign) throw new Refusal("catalog.campaignNotFound");
    await refuseTakenSlug(tx, campaign, input.slug);
    const edited = one(
      await tx
        .update(campaigns)
        .set({
          ...input,
          currency: campaign.currency,
          ...(campaign.status === "closed" && { status: campaign.status }),
        })
        .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId)))
        .returning(),
    );
    const details = whatChanged(campaign, edited);
    if (details) await record(tx, actor, "campaign_changed", { subjectId: campaignId, details }, now);
    return edited;
  });
}

/**
 * Shows a draft to everyone. One that is open stays so. Refuses `identity.notAllowed`, `catalog.campaignNotFound`, and one that was
 * closed meanwhile: `catalog.campaignClosed`.
 */
export async function publishCampaign(actor: Actor, campaignId: string, now = new Date()): Promise<Campaign> {
  requirePermission(actor, "campaigns.manage");
  const { communityId } = actor;
  return db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, communityId, campaignId);
    if (!campaign) throw new Refusal("catalog.campaignNotFound");
    if (campaign.status === "closed") throw new Refusal("catalog.campaignClosed");
    if (campaign.status === "open") return campaign;
    const opened = one(
      await tx
        .update(campaigns)
        .set({ status: "open" })
        .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId)))
        .returning(),
    );
    const details = { settings: "status", status: opened.status };
    await record(tx, actor, "campaign_changed", { subjectId: campaignId, details }, now);
    return opened;
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

/** The names of the settings that are others now, and the campaign's state when that is one of them. */
function whatChanged(before: Campaign, after: Campaign): { settings: string; status?: string } | undefined {
  const names = Object.keys(after) as (keyof Campaign)[];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  if (changed.length === 0) return undefined;
  return { settings: changed.join(" "), ...(changed.includes("status") && { status: after.status }) };
}

function columns({ fund, ...campaign }: CampaignInput) {
  return { ...campaign, fundName: fund.name, jarUrl: fund.jarUrl, iban: fund.iban, edrpou: fund.edrpou };
}

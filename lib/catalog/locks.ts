import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { campaigns } from "@/db/schema";

/** Whoever changes a campaign, or where its money goes, waits here for the one before. */
export async function lockCampaign(tx: Tx, communityId: string, campaignId: string) {
  const [campaign] = await tx
    .select()
    .from(campaigns)
    .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId)))
    .for("update");
  return campaign;
}

/**
 * A step: a campaign as it stays until this transaction is over. Many take books and claims at once, and none of them goes through
 * while it is being closed, or after. Books are locked before it, never while it is.
 */
export async function keepCampaign(tx: Tx, communityId: string, campaignId: string) {
  const [campaign] = await tx
    .select()
    .from(campaigns)
    .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId)))
    .for("key share");
  return campaign;
}

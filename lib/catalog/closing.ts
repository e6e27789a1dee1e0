import { and, eq } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { type Campaign, campaigns } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { record } from "@/lib/identity/audit";
import { lockCampaign } from "./locks";

// Closing is a command of the reports, which know the sums; what it writes is written here.

/** The sums of a campaign at the moment it was closed, by the names of its totals. */
export type FrozenSums = Record<string, number>;

/**
 * A step: closes a campaign that is locked, with its sums as they stand. It takes no books, claims or places in line from then on.
 * Refuses `catalog.draftStays`.
 */
export async function markClosed(
  tx: Tx,
  actor: Actor,
  campaign: Campaign,
  { totals, sendThanks }: { totals: FrozenSums; sendThanks: boolean },
  now: Date,
): Promise<Campaign> {
  if (campaign.status === "draft") throw new Refusal("catalog.draftStays");
  const thanks = { thanksAskedAt: sendThanks ? now : null, thanksDoneAt: null };
  const closed = await change(tx, campaign, { status: "closed", closedAt: now, closedTotals: totals, ...thanks });
  const { raisedMinor = 0, booksExchanged = 0 } = totals;
  const details = { raisedMinor, booksExchanged, currency: campaign.currency };
  await record(tx, actor, "campaign_closed", { subjectId: campaign.id, details }, now);
  return closed;
}

/**
 * Opens a closed campaign again, with a reason that stays in the log: while its dates allow, it takes books and claims, and its sums
 * are those of the moment. Letters of thanks that have not left yet do not leave. Opening one that is open changes nothing.
 * Refuses `identity.notAllowed`, `catalog.campaignNotFound`, `catalog.reasonNeeded`, and a draft with `catalog.notClosed`.
 */
export async function reopenCampaign(
  actor: Actor,
  { campaignId, reason }: { campaignId: string; reason: string },
  now = new Date(),
): Promise<Campaign> {
  requirePermission(actor, "campaigns.manage");
  if (reason.trim() === "") throw new Refusal("catalog.reasonNeeded");
  return db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, actor.communityId, campaignId);
    if (!campaign) throw new Refusal("catalog.campaignNotFound");
    if (campaign.status === "draft") throw new Refusal("catalog.notClosed");
    if (campaign.status === "open") return campaign;
    const opened = await change(tx, campaign, {
      status: "open",
      closedAt: null,
      closedTotals: null,
      thanksAskedAt: null,
      thanksDoneAt: null,
    });
    const { raisedMinor = 0, booksExchanged = 0 } = campaign.closedTotals ?? {};
    const details = { reason: reason.trim(), raisedMinor, booksExchanged, currency: campaign.currency };
    await record(tx, actor, "campaign_reopened", { subjectId: campaignId, details }, now);
    return opened;
  });
}

/** A step: whoever gave or donated is to be thanked. Asking twice changes nothing. Refuses `catalog.notClosed`. */
export async function askForThanks(tx: Tx, actor: Actor, campaign: Campaign, now: Date): Promise<Campaign> {
  if (campaign.status !== "closed") throw new Refusal("catalog.notClosed");
  if (campaign.thanksAskedAt) return campaign;
  await record(tx, actor, "thanks_asked", { subjectId: campaign.id }, now);
  return change(tx, campaign, { thanksAskedAt: now, thanksDoneAt: null });
}

/** A step: every letter of thanks of a locked campaign has been promised. */
export async function markThanked(tx: Tx, campaign: Campaign, now: Date): Promise<void> {
  await change(tx, campaign, { thanksDoneAt: now });
}

async function change(tx: Tx, { communityId, id }: Campaign, set: Partial<Campaign>): Promise<Campaign> {
  return one(
    await tx
      .update(campaigns)
      .set(set)
      .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, id)))
      .returning(),
  );
}

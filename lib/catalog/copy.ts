import { z } from "zod";
import { db } from "@/db/client";
import { type Campaign, campaigns } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { record } from "@/lib/identity/audit";
import { lockCommunity } from "@/lib/identity/locks";
import { campaignSettingsInput } from "./input";
import { moveLeftovers } from "./leftovers";
import { keepCampaign } from "./locks";

const { slug, name, opensAt, closesAt } = campaignSettingsInput.shape;

export const copyInput = z
  .object({
    slug,
    name,
    opensAt,
    closesAt,
    withLeftovers: z
      .union([z.boolean(), z.enum(["on", "true", "false", ""]).transform((text) => text === "on" || text === "true")])
      .default(false),
  })
  .superRefine(({ opensAt, closesAt }, context) => {
    if (opensAt >= closesAt) context.addIssue({ code: "custom", message: "fields.dates", path: ["closesAt"] });
  });
export type CopyInput = z.infer<typeof copyInput>;

/**
 * A new campaign, a draft, that begins with another's settings: fund, rules, pick-up points and topics; not its statement's account,
 * for money of one account is read into one campaign. With leftovers, what the closed campaign left over is listed in it.
 * Refuses `identity.notAllowed`, `catalog.campaignNotFound`, `identity.slugTaken`, and leftovers of one that is open: `catalog.notClosed`.
 */
export async function copyCampaign(
  actor: Actor,
  campaignId: string,
  { withLeftovers, ...input }: CopyInput,
  now = new Date(),
): Promise<{ campaign: Campaign; moved: number }> {
  requirePermission(actor, "campaigns.manage");
  const { communityId } = actor;
  const campaign = await db.transaction(async (tx) => {
    await lockCommunity(tx, communityId); // as whoever else takes an address
    const from = await keepCampaign(tx, communityId, campaignId);
    if (!from) throw new Refusal("catalog.campaignNotFound");
    if (withLeftovers && from.status !== "closed") throw new Refusal("catalog.notClosed");
    const {
      id: _,
      monoAccount: _m,
      closedAt: _a,
      closedTotals: _t,
      thanksAskedAt: _q,
      thanksDoneAt: _d,
      ...rest
    } = from;
    const [copy] = await tx
      .insert(campaigns)
      .values({ ...rest, ...input, status: "draft", copiedFromId: from.id, createdAt: now })
      .onConflictDoNothing({ target: [campaigns.communityId, campaigns.slug] })
      .returning();
    if (!copy) throw new Refusal("identity.slugTaken");
    await record(tx, actor, "campaign_copied", { subjectId: copy.id, details: { fromId: from.id } }, now);
    return copy;
  });
  // portion by portion, each in a transaction of its own: one that is cut short goes on from the closing's page
  const moved = withLeftovers ? await moveLeftovers(actor, { fromId: campaignId, toId: campaign.id }, now) : 0;
  return { campaign, moved };
}

import { notFound } from "next/navigation";
import { actorIn, communityOf } from "@/app/_web/session";
import { listDeskCampaigns } from "@/lib/catalog/queries";
import { can, type Permission } from "@/lib/identity/actor";

/** Who asks for a campaign's file, and the campaign. Without the permission there is no such file. */
export async function deskCampaign(params: Promise<{ community: string; campaign: string }>, permission: Permission) {
  const { community, campaign: slug } = await params;
  const { id, timeZone } = await communityOf(community);
  const actor = await actorIn(id);
  if (!can(actor, permission)) notFound();
  const campaign = (await listDeskCampaigns(actor)).find((each) => each.slug === slug) ?? notFound();
  return { actor, campaign, timeZone };
}

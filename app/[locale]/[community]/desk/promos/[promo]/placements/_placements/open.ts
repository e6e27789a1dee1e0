import { notFound } from "next/navigation";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { Refusal } from "@/lib/core/refusal";
import type { PersonActor } from "@/lib/identity/actor";
import { findPlacement, type PlacementView } from "@/lib/promos/placements/queries";
import type { Search } from "../../../../_parts/open";
import { openPromo, type PromoDesk } from "../../../_promos/open";

type PlacementRequest = {
  params: Promise<{ locale: string; community: string; promo: string; placement: string }>;
  searchParams?: Promise<Search>;
};

export type PlacementDesk = PromoDesk & { view: PlacementView; campaign: PublicCampaign | undefined };

/** Opens a page about one placement. One that is not there, or of another promo than the address says, does not exist. */
export async function openPlacement(request: PlacementRequest, page = ""): Promise<PlacementDesk> {
  const { placement: id } = await request.params;
  const opened = await openPromo(request, ["placements", encodeURIComponent(id), page].filter(Boolean).join("/"));
  const view = await viewOf(opened.desk.actor, id);
  if (view.promo.id !== opened.promo.id) notFound();
  return { ...opened, view, campaign: campaignOf(opened) };
}

/** The campaign a promo belongs to, as the desk shows it. */
export function campaignOf({ desk, promo }: PromoDesk): PublicCampaign | undefined {
  return desk.campaigns.find(({ id }) => id === promo.campaignId);
}

async function viewOf(actor: PersonActor, id: string): Promise<PlacementView> {
  try {
    return await findPlacement(actor, id);
  } catch (error) {
    if (error instanceof Refusal && error.code === "placements.notFound") notFound();
    throw error;
  }
}

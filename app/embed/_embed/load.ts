import { keepUntilChanged, tags } from "@/app/_web/freshness";
import { phaseOf } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import { NO_FILTERS } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { findCampaign, type PublicCampaign } from "@/lib/catalog/queries";
import { listBooks } from "@/lib/catalog/shelf";
import type { BookCard } from "@/lib/catalog/state";
import { type CampaignTotals, campaignTotals } from "@/lib/reports/totals";

const SHELF = 6;

export type Embedded = { campaign: PublicCampaign; totals: CampaignTotals; books: BookCard[]; isOpen: boolean };

/** What a widget shows of a campaign: its totals and six free books. Nothing when there is no such campaign. */
export async function loadEmbed(community: string, slug: string): Promise<Embedded | null> {
  "use cache";
  const campaign = await findCampaign(community, slug);
  keepUntilChanged(tags.site, ...(campaign ? [tags.catalog(campaign.id)] : []));
  if (!campaign) return null;
  const now = new Date();
  const shelf = { communityId: campaign.communityId, campaignId: campaign.id };
  const [totals, { items }] = await Promise.all([
    campaignTotals(campaign.communityId, campaign.id, now),
    listBooks(shelf, { ...NO_FILTERS, available: true }, { limit: SHELF, after: null }, now),
  ]);
  return { campaign, totals, books: items, isOpen: phaseOf(campaign, now) === "open" };
}

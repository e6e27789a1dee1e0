import { tags } from "@/app/_web/freshness";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { listBooks } from "@/lib/catalog/shelf";
import type { Locale } from "@/lib/core/i18n/locale";
import { campaignTotals } from "@/lib/reports/totals";
import { CampaignCard } from "./campaign-card";
import { NO_FILTERS } from "./paths";

const FANNED = 5;

type CampaignCardsProps = { locale: Locale; campaigns: readonly PublicCampaign[]; now: Date; withCommunity?: boolean };

/** Campaigns side by side. The page that shows them keeps itself until one of `tagsOfCampaigns` changes. */
export async function CampaignCards({ locale, campaigns, now, withCommunity }: CampaignCardsProps) {
  const cards = await Promise.all(
    campaigns.map(async (campaign) => {
      const shelf = { communityId: campaign.communityId, campaignId: campaign.id };
      const [totals, list] = await Promise.all([
        campaignTotals(campaign.communityId, campaign.id, now),
        listBooks(shelf, NO_FILTERS, { limit: FANNED, after: null }, now),
      ]);
      return { campaign, totals, books: list.items };
    }),
  );
  return (
    <div className="campaign-cards">
      {cards.map((card) => (
        <CampaignCard key={card.campaign.id} {...card} {...{ locale, now, withCommunity }} />
      ))}
    </div>
  );
}

export const tagsOfCampaigns = (campaigns: readonly PublicCampaign[]) => campaigns.map(({ id }) => tags.catalog(id));

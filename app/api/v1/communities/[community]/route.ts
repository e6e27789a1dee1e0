import { api } from "@/app/_web/api";
import { campaignOf, communityAnswer, page } from "@/app/_web/api-answers";
import { inCommunity } from "@/app/_web/api-places";
import { listCampaigns } from "@/lib/catalog/queries";
import { campaignTotals } from "@/lib/reports/totals";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}", {
  GET: inCommunity({
    summary: "A community and its campaigns",
    answer: communityAnswer,
    async handle({ community, communityId, locale }) {
      const campaigns = [];
      for (const campaign of await listCampaigns(community.slug))
        campaigns.push(campaignOf(campaign, await campaignTotals(communityId, campaign.id), locale));
      const { slug, name, timeZone } = community;
      return { body: { slug, name, locale: community.locale, timeZone, campaigns, url: page(locale, slug) } };
    },
  }),
});

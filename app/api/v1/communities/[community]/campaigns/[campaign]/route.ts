import { api } from "@/app/_web/api";
import { campaignAnswer, campaignOf } from "@/app/_web/api-answers";
import { inCampaign } from "@/app/_web/api-places";
import { campaignTotals } from "@/lib/reports/totals";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/campaigns/{campaign}", {
  GET: inCampaign({
    summary: "A campaign with its totals",
    answer: campaignAnswer,
    async handle({ campaign, communityId, locale }) {
      return { body: campaignOf(campaign, await campaignTotals(communityId, campaign.id), locale) };
    },
  }),
});

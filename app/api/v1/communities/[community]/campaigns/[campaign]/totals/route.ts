import { api } from "@/app/_web/api";
import { totalsAnswer } from "@/app/_web/api-answers";
import { inCampaign } from "@/app/_web/api-places";
import { campaignTotals } from "@/lib/reports/totals";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/totals",
  {
    GET: inCampaign({
      summary: "A campaign in figures, always equal to the ledger",
      answer: totalsAnswer,
      async handle({ campaign, communityId }) {
        return { body: await campaignTotals(communityId, campaign.id) };
      },
    }),
  },
);

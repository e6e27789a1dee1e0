import { api } from "@/app/_web/api";
import { inCampaign } from "@/app/_web/api-places";
import { sourcesAnswer, sourcesOf } from "@/app/_web/source-answers";
import { sourcesInput } from "@/lib/referrals/input";
import { campaignSources } from "@/lib/reports/sources";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/sources",
  {
    GET: inCampaign({
      summary: "Where clicks, leads, claims and money came from; the rows add up to the campaign's totals",
      needs: ["sources.see"],
      query: sourcesInput,
      answer: sourcesAnswer,
      async handle({ actor, campaign, query }) {
        return { body: sourcesOf(await campaignSources(actor, campaign.id, query)) };
      },
    }),
  },
);

import { api } from "@/app/_web/api";
import { campaignAnswer, campaignOf } from "@/app/_web/api-answers";
import { inCommunity } from "@/app/_web/api-places";
import { json } from "@/app/_web/request-body";
import { openCampaign } from "@/lib/catalog/campaigns";
import { campaignBody } from "@/lib/catalog/input";
import { listDeskCampaigns } from "@/lib/catalog/queries";
import { Refusal } from "@/lib/core/refusal";
import { campaignTotals } from "@/lib/reports/totals";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/campaigns", {
  POST: inCommunity({
    summary: "Open a campaign, or keep it as a draft",
    needs: ["campaigns.manage"],
    body: json(campaignBody),
    answer: campaignAnswer,
    statuses: [201],
    refuses: ["identity.slugTaken"],
    async handle({ actor, body, communityId, locale }) {
      const { id } = await openCampaign(actor, body);
      const campaign = (await listDeskCampaigns(actor)).find((opened) => opened.id === id);
      if (!campaign) throw new Refusal("catalog.campaignNotFound");
      return { body: campaignOf(campaign, await campaignTotals(communityId, id), locale), changed: { site: true } };
    },
  }),
});

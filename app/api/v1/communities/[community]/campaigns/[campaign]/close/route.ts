import { api } from "@/app/_web/api";
import { inCampaign } from "@/app/_web/api-places";
import { closingAnswer, closingAnswerOf } from "@/app/_web/closing-answers";
import { json } from "@/app/_web/request-body";
import { closeCampaign, closingBody, closingOf } from "@/lib/reports/closing";
import { thanksProgress } from "@/lib/reports/thanks";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/close",
  {
    POST: inCampaign({
      summary: "Close a campaign with its sums as they stand. Closing it twice changes nothing",
      needs: ["campaigns.manage"],
      body: json(closingBody),
      answer: closingAnswer,
      refuses: ["catalog.campaignNotFound", "catalog.draftStays"],
      async handle({ actor, campaign, body }) {
        await closeCampaign(actor, { campaignId: campaign.id, sendThanks: body.sendThanks });
        const closing = await closingOf(actor, campaign.id);
        return {
          body: closingAnswerOf(closing, await thanksProgress(actor, campaign.id)),
          changed: { campaignId: campaign.id, site: true },
        };
      },
    }),
  },
);

import { api } from "@/app/_web/api";
import { inCampaign } from "@/app/_web/api-places";
import { closingAnswer, closingAnswerOf } from "@/app/_web/closing-answers";
import { json, reasonBody } from "@/app/_web/request-body";
import { reopenCampaign } from "@/lib/catalog/closing";
import { closingOf } from "@/lib/reports/closing";
import { thanksProgress } from "@/lib/reports/thanks";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/reopen",
  {
    POST: inCampaign({
      summary: "Open a closed campaign again, with a reason that stays in the log",
      needs: ["campaigns.manage"],
      body: json(reasonBody),
      answer: closingAnswer,
      refuses: ["catalog.campaignNotFound", "catalog.reasonNeeded", "catalog.notClosed"],
      async handle({ actor, campaign, body }) {
        await reopenCampaign(actor, { campaignId: campaign.id, reason: body.reason });
        const closing = await closingOf(actor, campaign.id);
        return {
          body: closingAnswerOf(closing, await thanksProgress(actor, campaign.id)),
          changed: { campaignId: campaign.id, site: true },
        };
      },
    }),
  },
);

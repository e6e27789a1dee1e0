import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { json } from "@/app/_web/request-body";
import { campaignMeant, enteredAnswer } from "@/app/_web/source-answers";
import { leadsBody } from "@/lib/referrals/input";
import { enterLeads } from "@/lib/referrals/leads";
import { deskLinkByCode } from "@/lib/referrals/links";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/leads", {
  POST: inCommunity({
    summary: "Enter leads that came by comments, messages or in person: names, or a bare count",
    needs: ["links.manage"],
    body: json(leadsBody),
    answer: enteredAnswer,
    statuses: [201],
    refuses: ["catalog.campaignNotFound", "referrals.linkNotFound", "promos.notFound"],
    async handle({ actor, body: { campaign, promoId, linkCode, source, count, names, note } }) {
      const link = linkCode ? await deskLinkByCode(actor, linkCode) : undefined;
      const campaignId = (!campaign && link?.campaignId) || (await campaignMeant(actor, campaign)).id;
      const leads = { linkId: link?.id, promoId, network: source, count, names, note };
      return { body: await enterLeads(actor, campaignId, leads) };
    },
  }),
});

import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { json } from "@/app/_web/request-body";
import { campaignMeant, linkAnswer, linkListAnswer, linkOf } from "@/app/_web/source-answers";
import { listDeskCampaigns } from "@/lib/catalog/queries";
import { campaignQuery, linkBody } from "@/lib/referrals/input";
import { createLink, deskLinkByCode, listLinks } from "@/lib/referrals/links";
import { normaliseTag } from "@/lib/referrals/vocabulary";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/links", {
  GET: inCommunity({
    summary:
      "A campaign's tracked links, the newest first, up to 1,000; without ?campaign= those of the newest open one",
    needs: ["links.manage"],
    query: campaignQuery,
    answer: linkListAnswer,
    refuses: ["catalog.campaignNotFound"],
    async handle({ actor, query }) {
      const { id } = await campaignMeant(actor, query.campaign);
      return { body: { items: (await listLinks(actor, id)).map(linkOf), nextCursor: null } };
    },
  }),
  POST: inCommunity({
    summary: "Make a tracked link to a page of ours, or at a host the community allows",
    needs: ["links.manage"],
    body: json(linkBody),
    answer: linkAnswer,
    statuses: [201],
    refuses: [
      "catalog.campaignNotFound",
      "referrals.targetNotAllowed",
      "referrals.hopUnknown",
      "referrals.linkNotFound",
    ],
    async handle({ actor, body: { campaign: word, hopOf, ...input } }) {
      const isCampaign = (await listDeskCampaigns(actor)).some(({ slug }) => slug === word);
      const { id } = await campaignMeant(actor, isCampaign ? word : undefined);
      const tag = input.tag ?? (isCampaign ? undefined : normaliseTag(word ?? "") || undefined);
      const words = { ...input, tag, hopOf: hopOf ? (await deskLinkByCode(actor, hopOf)).id : undefined };
      return { body: linkOf(await createLink(actor, id, words)) };
    },
  }),
});

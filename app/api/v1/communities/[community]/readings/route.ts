import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { json } from "@/app/_web/request-body";
import { campaignMeant, readingAnswer, readingListAnswer, readingOf } from "@/app/_web/source-answers";
import { enterReading, listReadings } from "@/lib/promos/numbers/readings";
import { campaignQuery, readingBody } from "@/lib/referrals/input";
import { deskLinkByCode } from "@/lib/referrals/links";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/readings", {
  GET: inCommunity({
    summary:
      "Numbers that happened elsewhere, by kind and in order of time; without ?campaign= those of the newest open one",
    needs: ["links.manage"],
    query: campaignQuery,
    answer: readingListAnswer,
    refuses: ["catalog.campaignNotFound"],
    async handle({ actor, query }) {
      const { id } = await campaignMeant(actor, query.campaign);
      return { body: { items: (await listReadings(actor, id)).map(readingOf), nextCursor: null } };
    },
  }),
  POST: inCommunity({
    summary: "Enter a number that happened elsewhere: what it was, when, and where it was read",
    needs: ["links.manage"],
    body: json(readingBody),
    answer: readingAnswer,
    statuses: [201],
    refuses: ["catalog.campaignNotFound", "referrals.linkNotFound"],
    async handle({ actor, body: { campaign, linkCode, at = new Date(), ...reading } }) {
      const link = linkCode ? await deskLinkByCode(actor, linkCode) : undefined;
      const campaignId = (!campaign && link?.campaignId) || (await campaignMeant(actor, campaign)).id;
      return { body: readingOf(await enterReading(actor, campaignId, { ...reading, at, linkId: link?.id })) };
    },
  }),
});

import { api } from "@/app/_web/api";
import { bookInList, bookListAnswer, bookUrl, listingAnswer, manageUrl } from "@/app/_web/api-answers";
import { inCampaign } from "@/app/_web/api-places";
import { json } from "@/app/_web/request-body";
import { listBook } from "@/lib/catalog/commands";
import { bookListInput, listBookBody } from "@/lib/catalog/input";
import { listBooks } from "@/lib/catalog/shelf";
import { ownStateOf } from "@/lib/catalog/state";
import { countAgainst } from "@/lib/identity/limits";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/books",
  {
    GET: inCampaign({
      summary: "The books of a campaign, found, filtered and in order",
      query: bookListInput,
      answer: bookListAnswer,
      async handle({ campaign, communityId, query, locale }) {
        const list = await listBooks({ communityId, campaignId: campaign.id }, query.filters, query.page);
        return { body: { ...list, items: list.items.map((book) => bookInList(book, campaign, locale)) } };
      },
    }),

    POST: inCampaign({
      summary: "Give a book: listed at once with a member's token (201), reviewed first without one (202)",
      body: json(listBookBody),
      answer: listingAnswer,
      statuses: [201, 202],
      refuses: ["catalog.campaignClosed", "catalog.topicUnknown", "catalog.pickupUnknown", "identity.signInFirst"],
      async handle({ actor, campaign, body, locale, network, sourceOf }) {
        if (actor.personId) await countAgainst("listings", actor.personId);
        else await countAgainst("listingsPerNetwork", network);
        const isTheirs = actor.kind !== "person" || !body.giver; // staff may list another's book: they came from nowhere
        const listing = { ...body, campaignId: campaign.id, source: isTheirs ? sourceOf() : undefined };
        const { code, status, manageToken } = await listBook(actor, listing);
        return {
          status: status === "listed" ? 201 : 202,
          body: {
            code,
            state: ownStateOf(status, null),
            url: bookUrl(campaign, code, locale),
            ...(manageToken && { manageUrl: manageUrl(manageToken, locale) }),
          },
          changed: { campaignId: campaign.id },
        };
      },
    }),
  },
);

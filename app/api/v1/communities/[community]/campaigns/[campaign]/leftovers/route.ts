import { api } from "@/app/_web/api";
import { inCampaign } from "@/app/_web/api-places";
import { leftoverListAnswer, leftoverOf } from "@/app/_web/closing-answers";
import { leftoversInput, listLeftovers } from "@/lib/catalog/leftovers";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/leftovers",
  {
    GET: inCampaign({
      summary: "The books of a campaign that nobody has taken, with who gives them; the oldest first",
      needs: ["catalog.review"],
      query: leftoversInput,
      answer: leftoverListAnswer,
      async handle({ actor, campaign, query }) {
        const { items, nextCursor } = await listLeftovers(actor, campaign.id, query);
        return { body: { items: items.map(leftoverOf), nextCursor } };
      },
    }),
  },
);

import { api } from "@/app/_web/api";
import { bookAnswer, bookInFull } from "@/app/_web/api-answers";
import { inCampaign } from "@/app/_web/api-places";
import { findBook } from "@/lib/catalog/queries";
import { Refusal } from "@/lib/core/refusal";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/books/{code}",
  {
    GET: inCampaign({
      summary: "A listed book",
      answer: bookAnswer,
      refuses: ["catalog.notFound"],
      async handle({ campaign, communityId, params, locale }) {
        const book = await findBook(communityId, campaign.id, params.code ?? "");
        if (!book) throw new Refusal("catalog.notFound");
        return { body: bookInFull(book, campaign, locale) };
      },
    }),
  },
);

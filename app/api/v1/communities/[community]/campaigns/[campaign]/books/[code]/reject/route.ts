import { api } from "@/app/_web/api";
import { listingAnswer, listingOf } from "@/app/_web/api-answers";
import { atBook } from "@/app/_web/api-places";
import { json, reasonBody } from "@/app/_web/request-body";
import { rejectBook } from "@/lib/catalog/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/books/{code}/reject",
  {
    POST: atBook({
      summary: "Turn a waiting book down with a reason its giver reads",
      needs: ["catalog.review"],
      body: json(reasonBody),
      answer: listingAnswer,
      refuses: ["catalog.notFound", "catalog.notAllowedNow", "catalog.reasonNeeded"],
      async handle({ actor, campaign, params, body, locale }) {
        const book = await rejectBook(actor, params.code ?? "", body.reason);
        return {
          body: await listingOf(book, campaign, locale),
          changed: { campaignId: campaign.id, bookId: book.id },
        };
      },
    }),
  },
);

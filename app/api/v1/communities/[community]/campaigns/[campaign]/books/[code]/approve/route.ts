import { api } from "@/app/_web/api";
import { listingAnswer, listingOf } from "@/app/_web/api-answers";
import { atBook } from "@/app/_web/api-places";
import { approveBook } from "@/lib/catalog/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/books/{code}/approve",
  {
    POST: atBook({
      summary: "Show a book that waits for review",
      needs: ["catalog.review"],
      answer: listingAnswer,
      refuses: ["catalog.notFound", "catalog.notAllowedNow"],
      async handle({ actor, campaign, params, locale }) {
        const book = await approveBook(actor, params.code ?? "");
        return {
          body: await listingOf(book, campaign, locale),
          changed: { campaignId: campaign.id, bookId: book.id },
        };
      },
    }),
  },
);

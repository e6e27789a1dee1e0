import { api } from "@/app/_web/api";
import { listingAnswer, listingOf } from "@/app/_web/api-answers";
import { atBook } from "@/app/_web/api-places";
import { json, reasonBody } from "@/app/_web/request-body";
import { withdrawBook } from "@/lib/claims/withdraw";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/books/{code}/withdraw",
  {
    POST: atBook({
      summary: "Take a book out of the catalog: its giver, or an organizer",
      body: json(reasonBody),
      answer: listingAnswer,
      refuses: ["catalog.notFound", "catalog.notAllowedNow", "catalog.exchangedAlready", "catalog.holderNeedsReason"],
      async handle({ actor, campaign, params, body, locale }) {
        const book = await withdrawBook({ actor, code: params.code ?? "" }, body.reason);
        return {
          body: await listingOf(book, campaign, locale),
          changed: { campaignId: campaign.id, bookId: book.id },
        };
      },
    }),
  },
);

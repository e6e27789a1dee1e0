import { api } from "@/app/_web/api";
import { claimAnswer, claimSeen } from "@/app/_web/api-answers";
import { atHandover } from "@/app/_web/api-places";
import { receiveBook } from "@/lib/claims/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/received",
  {
    POST: atHandover({
      summary: "The reader has the book: said by an organizer, the giver or the reader",
      answer: claimAnswer,
      refuses: ["claims.notFound", "claims.notAllowedNow", "identity.notAllowed"],
      async handle({ actor, campaign, ref, locale }) {
        const { bookId } = await receiveBook(actor, ref);
        return { body: await claimSeen(ref, locale), changed: { campaignId: campaign.id, bookId } };
      },
    }),
  },
);

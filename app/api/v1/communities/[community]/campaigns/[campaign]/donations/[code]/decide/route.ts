import { api } from "@/app/_web/api";
import { atDonation } from "@/app/_web/api-places";
import { donationAnswer, donationSeen } from "@/app/_web/donation-answers";
import { json } from "@/app/_web/request-body";
import { findBook } from "@/lib/catalog/queries";
import { Refusal } from "@/lib/core/refusal";
import { decideWithoutBook } from "@/lib/donations/decide";
import { decideBody } from "@/lib/donations/input";
import { pagesOf } from "@/lib/donations/moves";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/donations/{code}/decide",
  {
    POST: atDonation({
      summary: "What becomes of money whose book had gone: keep it, give another book, or record that it was sent back",
      needs: ["money.confirm", "claims.manage"],
      body: json(decideBody),
      answer: donationAnswer,
      refuses: [
        "donations.notFound",
        "donations.bookNeeded",
        "donations.hasBook",
        "donations.notAllowedNow",
        "catalog.notFound",
        "claims.bookTaken",
      ],
      async handle({ actor, campaign, communityId, code, body: { bookCode, ...decision } }) {
        const book = bookCode ? await findBook(communityId, campaign.id, bookCode) : undefined;
        if (bookCode && !book) throw new Refusal("catalog.notFound");
        const outcome = await decideWithoutBook(actor, { code, ...decision, bookId: book?.id });
        return {
          body: await donationSeen(actor, code),
          changed: pagesOf(outcome),
        };
      },
    }),
  },
);

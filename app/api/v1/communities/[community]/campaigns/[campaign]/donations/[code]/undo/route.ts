import { api } from "@/app/_web/api";
import { atDonation } from "@/app/_web/api-places";
import { donationAnswer, donationSeen } from "@/app/_web/donation-answers";
import { json } from "@/app/_web/request-body";
import { undoConfirmation } from "@/lib/donations/commands";
import { reasonBody } from "@/lib/donations/input";
import { pagesOf } from "@/lib/donations/moves";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/donations/{code}/undo",
  {
    POST: atDonation({
      summary: "Take a confirmation back, as a new row of the ledger",
      needs: ["money.confirm", "money.cash"],
      body: json(reasonBody),
      answer: donationAnswer,
      refuses: ["donations.notFound", "donations.notAllowedNow"],
      async handle({ actor, code, body }) {
        const outcome = await undoConfirmation(actor, { code, ...body });
        return {
          body: await donationSeen(actor, code),
          changed: pagesOf(outcome),
        };
      },
    }),
  },
);

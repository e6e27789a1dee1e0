import { api } from "@/app/_web/api";
import { atDonation } from "@/app/_web/api-places";
import { donationAnswer, donationSeen } from "@/app/_web/donation-answers";
import { json } from "@/app/_web/request-body";
import { recordCash } from "@/lib/donations/commands";
import { cashBody } from "@/lib/donations/input";
import { pagesOf } from "@/lib/donations/moves";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/donations/{code}/cash",
  {
    POST: atDonation({
      summary: "Cash was taken and passed on to the fund, where the campaign allows that",
      needs: ["money.cash"],
      body: json(cashBody),
      answer: donationAnswer,
      refuses: [
        "donations.notFound",
        "donations.cashNotAllowed",
        "donations.alreadyConfirmed",
        "donations.notAllowedNow",
      ],
      async handle({ actor, code, body }) {
        const outcome = await recordCash(actor, { code, ...body });
        return {
          body: await donationSeen(actor, code),
          changed: pagesOf(outcome),
        };
      },
    }),
  },
);

import { api } from "@/app/_web/api";
import { atDonation } from "@/app/_web/api-places";
import { donationAnswer, donationSeen } from "@/app/_web/donation-answers";
import { json } from "@/app/_web/request-body";
import { confirmBody } from "@/lib/donations/input";
import { pagesOf } from "@/lib/donations/moves";
import { confirmTransfer } from "@/lib/donations/transfers";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/donations/{code}/confirm",
  {
    POST: atDonation({
      summary: "The money arrived: the amount and the bank's reference. With parts, one transfer settles several codes",
      needs: ["money.confirm"],
      body: json(confirmBody),
      answer: donationAnswer,
      refuses: [
        "donations.notFound",
        "donations.referenceUsed",
        "donations.alreadyConfirmed",
        "donations.sumMismatch",
        "donations.codeTwice",
        "donations.severalCampaigns",
      ],
      async handle({ actor, code, body: { reference, amountMinor, parts } }) {
        const confirmed = await confirmTransfer(actor, {
          reference,
          amountMinor,
          parts: parts ?? [{ code, amountMinor }],
        });
        return {
          body: await donationSeen(actor, code),
          changed: confirmed.parts.map(pagesOf),
        };
      },
    }),
  },
);

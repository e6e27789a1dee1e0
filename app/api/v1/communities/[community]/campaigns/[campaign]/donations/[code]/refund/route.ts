import { api } from "@/app/_web/api";
import { atDonation } from "@/app/_web/api-places";
import { donationAnswer, donationSeen } from "@/app/_web/donation-answers";
import { RequestRefusal } from "@/app/_web/problem";
import { json } from "@/app/_web/request-body";
import { refundBody } from "@/lib/donations/input";
import { pagesOf } from "@/lib/donations/moves";
import { refundDonation } from "@/lib/donations/refunds";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/donations/{code}/refund",
  {
    POST: atDonation({
      summary:
        "Give a donation back, all or a part: a card's goes by its provider, of any other it is recorded that it was sent",
      needs: ["money.confirm"],
      body: json(refundBody),
      answer: donationAnswer,
      refuses: [
        "donations.notFound",
        "donations.notAllowedNow",
        "donations.refundTooLarge",
        "donations.changedMeanwhile",
        "api.seenNeeded",
      ],
      async handle({ actor, code, body, hasKey }) {
        const isOnce = hasKey || body.amountMinor === undefined || body.seenMinor !== undefined;
        if (!isOnce) throw new RequestRefusal("api.seenNeeded");
        const outcome = await refundDonation(actor, { code, ...body });
        return {
          body: await donationSeen(actor, code),
          changed: pagesOf(outcome),
        };
      },
    }),
  },
);

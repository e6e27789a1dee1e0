import { api } from "@/app/_web/api";
import { checkoutAnswer } from "@/app/_web/api-answers";
import { atDonationLink } from "@/app/_web/api-places";
import { json } from "@/app/_web/request-body";
import { startDonationCheckout } from "@/lib/donations/card/checkout";
import { checkoutBody } from "@/lib/donations/input";
import { countAgainst } from "@/lib/identity/limits";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/donations/{token}/checkout", {
  POST: atDonationLink({
    summary: "Pay by card: the provider's page for what was promised",
    body: json(checkoutBody),
    answer: checkoutAnswer,
    refuses: [
      "donations.alreadyPaid",
      "donations.notAllowedNow",
      "donations.cardsOff",
      "donations.cardMinimum",
      "donations.providerSilent",
      "donations.providerRefused",
    ],
    async handle({ actor, ref, body, network }) {
      await countAgainst("checkouts", ref.donationId);
      await countAgainst("checkoutsPerNetwork", network);
      return { body: { url: await startDonationCheckout(actor, ref, body) } };
    },
  }),
});

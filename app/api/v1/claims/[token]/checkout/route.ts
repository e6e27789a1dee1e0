import { api } from "@/app/_web/api";
import { checkoutAnswer } from "@/app/_web/api-answers";
import { atClaimLink } from "@/app/_web/api-places";
import { json } from "@/app/_web/request-body";
import { startClaimCheckout } from "@/lib/donations/card/checkout";
import { checkoutBody } from "@/lib/donations/input";
import { countAgainst } from "@/lib/identity/limits";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/claims/{token}/checkout", {
  POST: atClaimLink({
    summary:
      "Pay by card: the provider's page for what was pledged. The book is held at least while it can be paid there",
    body: json(checkoutBody),
    answer: checkoutAnswer,
    refuses: [
      "claims.notAllowedNow",
      "donations.alreadyPaid",
      "donations.notAllowedNow",
      "donations.cardsOff",
      "donations.cardMinimum",
      "donations.providerSilent",
      "donations.providerRefused",
    ],
    async handle({ actor, ref, body, network }) {
      await countAgainst("checkouts", ref.claimId);
      await countAgainst("checkoutsPerNetwork", network);
      return { body: { url: await startClaimCheckout(actor, ref, body) } };
    },
  }),
});

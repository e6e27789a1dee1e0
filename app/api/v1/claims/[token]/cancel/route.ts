import { api } from "@/app/_web/api";
import { claimAnswer, claimSeen } from "@/app/_web/api-answers";
import { atClaimLink } from "@/app/_web/api-places";
import { changedByApi } from "@/app/_web/freshness";
import { cancelClaim } from "@/lib/claims/commands";
import { findClaim } from "@/lib/claims/queries";
import { closeClaimPayments } from "@/lib/donations/card/checkout";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/claims/{token}/cancel", {
  POST: atClaimLink({
    summary: "Let the book go before paying",
    answer: claimAnswer,
    refuses: ["claims.notAllowedNow", "claims.paymentOpen", "identity.notAllowed", "donations.providerSilent"],
    async handle({ actor, ref, locale }) {
      await closeClaimPayments(ref);
      const seen = await findClaim(ref, new Date());
      if (seen?.status === "confirmed") changedByApi({ campaignId: seen.campaignId, bookId: seen.bookId }); // it was paid
      const { campaignId, bookId } = await cancelClaim(actor, ref);
      return { body: await claimSeen(ref, locale), changed: { campaignId, bookId } };
    },
  }),
});

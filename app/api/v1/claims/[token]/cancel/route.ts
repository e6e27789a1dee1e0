import { api } from "@/app/_web/api";
import { claimAnswer, claimSeen } from "@/app/_web/api-answers";
import { atClaimLink } from "@/app/_web/api-places";
import { cancelClaim } from "@/lib/claims/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/claims/{token}/cancel", {
  POST: atClaimLink({
    summary: "Let the book go before paying",
    answer: claimAnswer,
    refuses: ["claims.notAllowedNow", "identity.notAllowed"],
    async handle({ actor, ref, locale }) {
      const { campaignId, bookId } = await cancelClaim(actor, ref);
      return { body: await claimSeen(ref, locale), changed: { campaignId, bookId } };
    },
  }),
});

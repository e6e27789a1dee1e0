import { api } from "@/app/_web/api";
import { claimAnswer, claimSeen } from "@/app/_web/api-answers";
import { atClaimLink } from "@/app/_web/api-places";
import { resendClaimCode } from "@/lib/claims/commands";
import { countAgainst } from "@/lib/identity/limits";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/claims/{token}/resend", {
  POST: atClaimLink({
    summary: "Send a fresh code; the earlier one stops working",
    answer: claimAnswer,
    refuses: ["claims.notAllowedNow"],
    async handle({ actor, ref, locale }) {
      await countAgainst("claimCodes", ref.claimId);
      await resendClaimCode(actor, ref);
      return { body: await claimSeen(ref, locale) };
    },
  }),
});

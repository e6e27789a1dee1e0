import { api } from "@/app/_web/api";
import { claimAnswer, claimSeen } from "@/app/_web/api-answers";
import { atClaimLink } from "@/app/_web/api-places";
import { proofOfPayment } from "@/app/_web/request-body";
import { pagesOf } from "@/lib/donations/moves";
import { submitProof } from "@/lib/donations/proofs";
import { countAgainst } from "@/lib/identity/limits";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/claims/{token}/proof", {
  POST: atClaimLink({
    summary:
      "Show that the money was sent: a picture, a PDF, or a receipt's number. No timer touches the claim from then on",
    body: proofOfPayment,
    answer: claimAnswer,
    refuses: [
      "donations.proofEmpty",
      "donations.proofUnreadable",
      "donations.proofTooLarge",
      "donations.tooManyProofs",
      "donations.alreadyConfirmed",
      "donations.notAllowedNow",
    ],
    async handle({ actor, ref, body, locale, network }) {
      await countAgainst("proofs", ref.claimId);
      await countAgainst("proofsPerNetwork", network);
      const outcome = await submitProof(actor, ref, body);
      return {
        body: await claimSeen(ref, locale),
        changed: pagesOf(outcome),
      };
    },
  }),
});

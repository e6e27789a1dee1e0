import { api } from "@/app/_web/api";
import { claimAnswer, claimSeen } from "@/app/_web/api-answers";
import { atClaimLink } from "@/app/_web/api-places";
import { json } from "@/app/_web/request-body";
import { verifyClaim } from "@/lib/claims/commands";
import { verifyBody } from "@/lib/claims/input";
import { countAgainst } from "@/lib/identity/limits";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/claims/{token}/verify", {
  POST: atClaimLink({
    summary: "Type the e-mailed code: the short hold becomes the full one",
    body: json(verifyBody),
    answer: claimAnswer,
    refuses: ["identity.codeWrong", "identity.codeSpent", "claims.notAllowedNow"],
    async handle({ actor, ref, body, locale, network }) {
      await countAgainst("codeGuesses", ref.claimId);
      await countAgainst("codeGuessesPerNetwork", network);
      const { campaignId, bookId } = await verifyClaim(actor, ref, body.code);
      return { body: await claimSeen(ref, locale), changed: { campaignId, bookId } };
    },
  }),
});

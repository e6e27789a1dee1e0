import { api } from "@/app/_web/api";
import { atWaitLink } from "@/app/_web/api-places";
import { json } from "@/app/_web/request-body";
import { waitAnswer, waitSeen } from "@/app/_web/wait-answer";
import { verifyBody } from "@/lib/claims/input";
import { verifyWait } from "@/lib/claims/waiting/commands";
import { countAgainst } from "@/lib/identity/limits";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/waits/{token}/verify", {
  POST: atWaitLink({
    summary: "Type the e-mailed code: the person is in line from when they asked",
    body: json(verifyBody),
    answer: waitAnswer,
    refuses: ["identity.codeWrong", "identity.codeSpent", "claims.notAllowedNow", "claims.holdsAlready"],
    async handle({ actor, ref, body, locale, network }) {
      await countAgainst("codeGuesses", ref.waitId);
      await countAgainst("codeGuessesPerNetwork", network);
      const { campaignId, bookId } = await verifyWait(actor, ref, body.code);
      return { body: await waitSeen(ref, locale), changed: { campaignId, bookId } };
    },
  }),
});

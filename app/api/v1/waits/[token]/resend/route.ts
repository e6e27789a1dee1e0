import { api } from "@/app/_web/api";
import { atWaitLink } from "@/app/_web/api-places";
import { waitAnswer, waitSeen } from "@/app/_web/wait-answer";
import { resendWaitCode } from "@/lib/claims/waiting/commands";
import { countAgainst } from "@/lib/identity/limits";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/waits/{token}/resend", {
  POST: atWaitLink({
    summary: "Send a fresh code; the earlier one stops working",
    answer: waitAnswer,
    refuses: ["claims.notAllowedNow"],
    async handle({ actor, ref, locale }) {
      await countAgainst("waitCodes", ref.waitId);
      await resendWaitCode(actor, ref);
      return { body: await waitSeen(ref, locale) };
    },
  }),
});

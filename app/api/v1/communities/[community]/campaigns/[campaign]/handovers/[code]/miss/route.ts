import { api } from "@/app/_web/api";
import { atHandover } from "@/app/_web/api-places";
import { handoverAnswer, handoverSeen } from "@/app/_web/handover-answers";
import { missHandover } from "@/lib/claims/handovers/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/miss",
  {
    POST: atHandover({
      summary: "The meeting did not happen, said after its time",
      answer: handoverAnswer,
      refuses: ["claims.notFound", "handovers.notAllowedNow", "identity.notAllowed", "handovers.tooSoon"],
      async handle({ actor, ref }) {
        await missHandover(actor, ref);
        return { body: await handoverSeen(actor, ref) };
      },
    }),
  },
);

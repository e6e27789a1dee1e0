import { api } from "@/app/_web/api";
import { atHandover } from "@/app/_web/api-places";
import { handoverAnswer, handoverSeen } from "@/app/_web/handover-answers";
import { json } from "@/app/_web/request-body";
import { declineMeeting } from "@/lib/claims/handovers/commands";
import { declineInput } from "@/lib/claims/handovers/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/decline",
  {
    POST: atHandover({
      summary: "Decline a proposal, or call an agreed meeting off",
      body: json(declineInput),
      answer: handoverAnswer,
      refuses: ["claims.notFound", "handovers.notAllowedNow", "identity.notAllowed", "handovers.ownProposal"],
      async handle({ actor, ref, body }) {
        await declineMeeting(actor, ref, body);
        return { body: await handoverSeen(actor, ref) };
      },
    }),
  },
);

import { api } from "@/app/_web/api";
import { atHandover } from "@/app/_web/api-places";
import { handoverAnswer, handoverSeen } from "@/app/_web/handover-answers";
import { json } from "@/app/_web/request-body";
import { agreeToMeet } from "@/lib/claims/handovers/commands";
import { agreeInput } from "@/lib/claims/handovers/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/agree",
  {
    POST: atHandover({
      summary: "Agree to the meeting the other side proposed, named by its time",
      body: json(agreeInput),
      answer: handoverAnswer,
      refuses: [
        "claims.notFound",
        "handovers.notAllowedNow",
        "identity.notAllowed",
        "handovers.ownProposal",
        "handovers.changedMeanwhile",
        "handovers.timePassed",
      ],
      async handle({ actor, ref, body }) {
        await agreeToMeet(actor, ref, body);
        return { body: await handoverSeen(actor, ref) };
      },
    }),
  },
);

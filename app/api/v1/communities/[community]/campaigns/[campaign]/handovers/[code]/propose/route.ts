import { api } from "@/app/_web/api";
import { atHandover } from "@/app/_web/api-places";
import { handoverAnswer, handoverSeen } from "@/app/_web/handover-answers";
import { json } from "@/app/_web/request-body";
import { proposeMeeting } from "@/lib/claims/handovers/commands";
import { meetingBody } from "@/lib/claims/handovers/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/propose",
  {
    POST: atHandover({
      summary: "Propose where and when to meet; the other side agrees or declines",
      body: json(meetingBody),
      answer: handoverAnswer,
      refuses: [
        "claims.notFound",
        "handovers.notAllowedNow",
        "identity.notAllowed",
        "handovers.timePassed",
        "handovers.tooFar",
      ],
      async handle({ actor, ref, body }) {
        await proposeMeeting(actor, ref, body);
        return { body: await handoverSeen(actor, ref) };
      },
    }),
  },
);

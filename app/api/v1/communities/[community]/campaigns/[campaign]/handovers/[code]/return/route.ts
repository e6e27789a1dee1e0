import { api } from "@/app/_web/api";
import { atHandover } from "@/app/_web/api-places";
import { handoverAnswer, handoverSeen } from "@/app/_web/handover-answers";
import { returnParcel } from "@/lib/claims/handovers/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/return",
  {
    POST: atHandover({
      summary: "The parcel came back: by the giver or an organizer",
      answer: handoverAnswer,
      refuses: ["claims.notFound", "handovers.notAllowedNow", "identity.notAllowed", "handovers.notYours"],
      async handle({ actor, ref }) {
        await returnParcel(actor, ref);
        return { body: await handoverSeen(actor, ref) };
      },
    }),
  },
);

import { api } from "@/app/_web/api";
import { atHandover } from "@/app/_web/api-places";
import { handoverAnswer, handoverSeen } from "@/app/_web/handover-answers";
import { json } from "@/app/_web/request-body";
import { chooseParcel } from "@/lib/claims/handovers/commands";
import { parcelInput } from "@/lib/claims/handovers/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/parcel",
  {
    POST: atHandover({
      summary: "Say where the parcel is to come: by the taker, or an organizer",
      body: json(parcelInput),
      answer: handoverAnswer,
      refuses: ["claims.notFound", "handovers.notAllowedNow", "identity.notAllowed", "handovers.takersChoice"],
      async handle({ actor, ref, body }) {
        await chooseParcel(actor, ref, body);
        return { body: await handoverSeen(actor, ref) };
      },
    }),
  },
);

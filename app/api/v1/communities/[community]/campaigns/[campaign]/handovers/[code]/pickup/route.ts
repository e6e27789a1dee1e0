import { api } from "@/app/_web/api";
import { atHandover } from "@/app/_web/api-places";
import { handoverAnswer, handoverSeen } from "@/app/_web/handover-answers";
import { json } from "@/app/_web/request-body";
import { choosePickup } from "@/lib/claims/handovers/commands";
import { pickupInput } from "@/lib/claims/handovers/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/pickup",
  {
    POST: atHandover({
      summary: "Choose one of the campaign's pick-up points: arranged at once",
      body: json(pickupInput),
      answer: handoverAnswer,
      refuses: ["claims.notFound", "handovers.notAllowedNow", "identity.notAllowed", "handovers.pickupUnknown"],
      async handle({ actor, ref, body }) {
        await choosePickup(actor, ref, body);
        return { body: await handoverSeen(actor, ref) };
      },
    }),
  },
);

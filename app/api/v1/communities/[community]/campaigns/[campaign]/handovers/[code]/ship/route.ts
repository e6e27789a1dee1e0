import { api } from "@/app/_web/api";
import { atHandover } from "@/app/_web/api-places";
import { handoverAnswer, handoverSeen } from "@/app/_web/handover-answers";
import { json } from "@/app/_web/request-body";
import { shipParcel } from "@/lib/claims/handovers/commands";
import { waybillInput } from "@/lib/claims/handovers/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/campaigns/{campaign}/handovers/{code}/ship",
  {
    POST: atHandover({
      summary: "The parcel is sent: its waybill of 14 digits, by the giver or an organizer",
      body: json(waybillInput),
      answer: handoverAnswer,
      refuses: ["claims.notFound", "handovers.notAllowedNow", "identity.notAllowed", "handovers.notYours"],
      async handle({ actor, ref, body }) {
        await shipParcel(actor, ref, body);
        return { body: await handoverSeen(actor, ref) };
      },
    }),
  },
);

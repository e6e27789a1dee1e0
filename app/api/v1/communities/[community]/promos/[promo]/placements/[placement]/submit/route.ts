import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { placementAnswer, placementIn, placementSeen } from "@/app/_web/placement-answers";
import { json } from "@/app/_web/request-body";
import { submitPlacement } from "@/lib/promos/placements/commands";
import { noteInput } from "@/lib/promos/placements/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/promos/{promo}/placements/{placement}/submit",
  {
    POST: inCommunity({
      summary: "Send a placement for review; hard rules of the network stand in the way",
      needs: ["promos.manage"],
      body: json(noteInput),
      answer: placementAnswer,
      refuses: ["placements.notFound", "placements.promoOver", "placements.notAllowedNow", "placements.checkFails"],
      async handle({ actor, params, body, locale }) {
        const { placement } = await placementIn(actor, params);
        await submitPlacement(actor, placement.id, body.note);
        return { body: await placementSeen(actor, placement.id, locale) };
      },
    }),
  },
);

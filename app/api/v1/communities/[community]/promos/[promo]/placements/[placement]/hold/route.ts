import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { placementAnswer, placementIn, placementSeen } from "@/app/_web/placement-answers";
import { json } from "@/app/_web/request-body";
import { holdPlacement } from "@/lib/promos/placements/commands";
import { noteInput } from "@/lib/promos/placements/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/promos/{promo}/placements/{placement}/hold",
  {
    POST: inCommunity({
      summary: "Put a placement on hold",
      needs: ["promos.manage"],
      body: json(noteInput),
      answer: placementAnswer,
      refuses: ["placements.notFound", "placements.promoOver", "placements.notAllowedNow"],
      async handle({ actor, params, body, locale }) {
        const { placement } = await placementIn(actor, params);
        await holdPlacement(actor, placement.id, body.note);
        return { body: await placementSeen(actor, placement.id, locale) };
      },
    }),
  },
);

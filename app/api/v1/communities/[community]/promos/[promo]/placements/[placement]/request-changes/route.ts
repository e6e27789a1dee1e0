import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { placementAnswer, placementIn, placementSeen } from "@/app/_web/placement-answers";
import { json } from "@/app/_web/request-body";
import { requestChanges } from "@/lib/promos/placements/commands";
import { commentInput } from "@/lib/promos/placements/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/promos/{promo}/placements/{placement}/request-changes",
  {
    POST: inCommunity({
      summary: "Say what is to be different",
      needs: ["promos.manage"],
      body: json(commentInput),
      answer: placementAnswer,
      refuses: ["placements.notFound", "placements.promoOver", "placements.notAllowedNow"],
      async handle({ actor, params, body, locale }) {
        const { placement } = await placementIn(actor, params);
        await requestChanges(actor, placement.id, body.note);
        return { body: await placementSeen(actor, placement.id, locale) };
      },
    }),
  },
);

import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { placementAnswer, placementIn, placementSeen } from "@/app/_web/placement-answers";
import { json } from "@/app/_web/request-body";
import { commentPlacement } from "@/lib/promos/placements/commands";
import { commentInput } from "@/lib/promos/placements/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/promos/{promo}/placements/{placement}/comment",
  {
    POST: inCommunity({
      summary: "Say a word about a placement",
      needs: ["promos.manage"],
      body: json(commentInput),
      answer: placementAnswer,
      refuses: ["placements.notFound", "placements.notAllowedNow"],
      async handle({ actor, params, body, locale }) {
        const { placement } = await placementIn(actor, params);
        await commentPlacement(actor, placement.id, body.note);
        return { body: await placementSeen(actor, placement.id, locale) };
      },
    }),
  },
);

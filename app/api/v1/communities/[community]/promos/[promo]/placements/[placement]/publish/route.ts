import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { placementAnswer, placementIn, placementSeen } from "@/app/_web/placement-answers";
import { json } from "@/app/_web/request-body";
import { publishPlacement } from "@/lib/promos/placements/commands";
import { publishInput } from "@/lib/promos/placements/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/promos/{promo}/placements/{placement}/publish",
  {
    POST: inCommunity({
      summary: "Note that a person has posted it: when, and at which address",
      needs: ["promos.manage"],
      body: json(publishInput),
      answer: placementAnswer,
      refuses: [
        "placements.notFound",
        "placements.notAllowedNow",
        "placements.promoNotRunning",
        "placements.timeAhead",
      ],
      async handle({ actor, params, body, locale }) {
        const { placement } = await placementIn(actor, params);
        await publishPlacement(actor, placement.id, body);
        return { body: await placementSeen(actor, placement.id, locale) };
      },
    }),
  },
);

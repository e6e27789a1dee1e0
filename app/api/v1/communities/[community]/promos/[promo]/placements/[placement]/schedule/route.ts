import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { placementAnswer, placementIn, placementSeen } from "@/app/_web/placement-answers";
import { json } from "@/app/_web/request-body";
import { schedulePlacement } from "@/lib/promos/placements/commands";
import { scheduleInput } from "@/lib/promos/placements/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/promos/{promo}/placements/{placement}/schedule",
  {
    POST: inCommunity({
      summary: "Set when an approved placement goes out; without a time the planned one is taken",
      needs: ["promos.manage"],
      body: json(scheduleInput),
      answer: placementAnswer,
      refuses: [
        "placements.notFound",
        "placements.promoOver",
        "placements.notAllowedNow",
        "placements.timeNeeded",
        "placements.timePast",
      ],
      async handle({ actor, params, body, locale }) {
        const { placement } = await placementIn(actor, params);
        await schedulePlacement(actor, placement.id, body.at);
        return { body: await placementSeen(actor, placement.id, locale) };
      },
    }),
  },
);

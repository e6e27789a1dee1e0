import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { placementAnswer, placementIn, placementSeen } from "@/app/_web/placement-answers";
import { json } from "@/app/_web/request-body";
import { approvePlacement } from "@/lib/promos/placements/commands";
import { approveInput } from "@/lib/promos/placements/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/promos/{promo}/placements/{placement}/approve",
  {
    POST: inCommunity({
      summary: "Approve exactly the version that was seen; what it says is kept with the approval",
      needs: ["promos.manage"],
      body: json(approveInput),
      answer: placementAnswer,
      refuses: [
        "placements.notFound",
        "placements.promoOver",
        "placements.notAllowedNow",
        "placements.checkFails",
        "placements.changedMeanwhile",
      ],
      async handle({ actor, params, body, locale }) {
        const { placement } = await placementIn(actor, params);
        await approvePlacement(actor, placement.id, body);
        return { body: await placementSeen(actor, placement.id, locale) };
      },
    }),
  },
);

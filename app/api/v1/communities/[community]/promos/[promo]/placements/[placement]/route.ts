import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { placementAnswer, placementIn, placementSeen } from "@/app/_web/placement-answers";
import { json } from "@/app/_web/request-body";
import { patchPlacement } from "@/lib/promos/placements/content";
import { placementPatch } from "@/lib/promos/placements/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/promos/{promo}/placements/{placement}",
  {
    GET: inCommunity({
      summary: "A placement: its content, its link, and what the network’s rules say of it",
      needs: ["promos.manage"],
      answer: placementAnswer,
      refuses: ["placements.notFound"],
      async handle({ actor, params, locale }) {
        const { placement } = await placementIn(actor, params);
        return { body: await placementSeen(actor, placement.id, locale) };
      },
    }),
    PATCH: inCommunity({
      summary: "Change a placement from the version that was seen; other words than those approved are a draft again",
      needs: ["promos.manage"],
      body: json(placementPatch),
      answer: placementAnswer,
      refuses: [
        "placements.notFound",
        "placements.promoOver",
        "placements.changedMeanwhile",
        "placements.notAllowedNow",
        "placements.timeNeeded",
        "referrals.targetNotAllowed",
        "referrals.hopUnknown",
      ],
      async handle({ actor, params, body, locale }) {
        const { placement } = await placementIn(actor, params);
        const { id } = placement;
        await patchPlacement(actor, id, body);
        return { body: await placementSeen(actor, id, locale) };
      },
    }),
  },
);

import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import {
  placementAnswer,
  placementInList,
  placementListAnswer,
  placementSeen,
  promoIn,
} from "@/app/_web/placement-answers";
import { json } from "@/app/_web/request-body";
import { createPlacement } from "@/lib/promos/placements/content";
import { placementInput } from "@/lib/promos/placements/input";
import { listPlacements } from "@/lib/promos/placements/queries";
import { findPromo } from "@/lib/promos/queries";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/promos/{promo}/placements",
  {
    GET: inCommunity({
      summary: "A promo’s placements, in the order they were planned",
      needs: ["promos.manage"],
      answer: placementListAnswer,
      refuses: ["promos.notFound"],
      async handle({ actor, params }) {
        const { id } = await findPromo(actor, promoIn(params));
        return { body: { items: (await listPlacements(actor, id)).map(placementInList), nextCursor: null } };
      },
    }),
    POST: inCommunity({
      summary: "Plan a placement, as a draft; one that leads somewhere gets its tracked link at once",
      needs: ["promos.manage"],
      body: json(placementInput),
      answer: placementAnswer,
      statuses: [201],
      refuses: [
        "promos.notFound",
        "placements.promoOver",
        "placements.formatUnknown",
        "placements.nameTaken",
        "placements.tooMany",
        "referrals.targetNotAllowed",
        "referrals.hopUnknown",
      ],
      async handle({ actor, params, body, locale }) {
        const { id } = await createPlacement(actor, promoIn(params), body);
        return { body: await placementSeen(actor, id, locale) };
      },
    }),
  },
);

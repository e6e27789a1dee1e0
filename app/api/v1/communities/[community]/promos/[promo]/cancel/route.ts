import { api } from "@/app/_web/api";
import { stepCall } from "@/app/_web/promo-answers";
import { json, reasonBody } from "@/app/_web/request-body";
import { cancelPromo } from "@/lib/promos/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/promos/{promo}/cancel", {
  POST: stepCall({
    summary: "Call a promo off, with a reason",
    body: json(reasonBody),
    refuses: ["promos.reasonNeeded"],
    take: (actor, promoId, { reason }) => cancelPromo(actor, promoId, reason),
  }),
});

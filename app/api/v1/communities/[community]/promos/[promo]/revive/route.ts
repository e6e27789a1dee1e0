import { api } from "@/app/_web/api";
import { stepCall } from "@/app/_web/promo-answers";
import { revivePromo } from "@/lib/promos/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/promos/{promo}/revive", {
  POST: stepCall({
    summary: "Take up a promo that was called off",
    take: (actor, promoId) => revivePromo(actor, promoId),
  }),
});

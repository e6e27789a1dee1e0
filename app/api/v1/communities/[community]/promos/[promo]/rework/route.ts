import { api } from "@/app/_web/api";
import { stepCall } from "@/app/_web/promo-answers";
import { reworkPromo } from "@/lib/promos/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/promos/{promo}/rework", {
  POST: stepCall({
    summary: "Take a promo one step back",
    take: (actor, promoId) => reworkPromo(actor, promoId),
  }),
});

import { api } from "@/app/_web/api";
import { stepCall } from "@/app/_web/promo-answers";
import { startPromo } from "@/lib/promos/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/promos/{promo}/start", {
  POST: stepCall({
    summary: "Mark that a promo's first posts are out",
    take: (actor, promoId) => startPromo(actor, promoId),
  }),
});

import { api } from "@/app/_web/api";
import { stepCall } from "@/app/_web/promo-answers";
import { reportPromo } from "@/lib/promos/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/promos/{promo}/finish", {
  POST: stepCall({
    summary: "Mark that a promo's report is ready",
    take: (actor, promoId) => reportPromo(actor, promoId),
  }),
});

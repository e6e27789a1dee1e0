import { api } from "@/app/_web/api";
import { stepCall } from "@/app/_web/promo-answers";
import { measurePromo } from "@/lib/promos/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/promos/{promo}/measure", {
  POST: stepCall({
    summary: "Mark that a promo is over, and its last numbers are collected",
    take: (actor, promoId) => measurePromo(actor, promoId),
  }),
});

import { api } from "@/app/_web/api";
import { stepCall } from "@/app/_web/promo-answers";
import { agreePromo } from "@/lib/reports/quoting";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/promos/{promo}/agree", {
  POST: stepCall({
    summary: "Agree on a promo's brief, which stays as it is from then on",
    refuses: ["promos.briefUnfinished", "promos.changedMeanwhile"],
    take: (actor, promoId) => agreePromo(actor, promoId),
  }),
});

import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { promoReportAnswer, promoReportOf } from "@/app/_web/promo-report-answer";
import { Refusal } from "@/lib/core/refusal";
import { promoReport } from "@/lib/reports/promos/report";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/promos/{promo}/report", {
  GET: inCommunity({
    summary: "A promo's report: goal and result, figures, placements, readings, contingency plan, what was learned",
    needs: ["promos.manage"],
    answer: promoReportAnswer,
    refuses: ["promos.notFound"],
    async handle({ actor, params }) {
      if (!UUID.test(params.promo ?? "")) throw new Refusal("promos.notFound");
      return { body: promoReportOf(await promoReport(actor, params.promo ?? "")) };
    },
  }),
});

import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { contingencyListAnswer, lineIn, linesIn } from "@/app/_web/contingency-answers";
import { dropContingency } from "@/lib/promos/contingency/commands";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/promos/{promo}/contingencies/{line}/drop",
  {
    POST: inCommunity({
      summary: "Take a line out of the plan that has not been judged; answers the others",
      needs: ["promos.manage"],
      answer: contingencyListAnswer,
      refuses: ["promos.notFound", "promos.lineNotFound", "promos.lineJudged"],
      async handle({ actor, params }) {
        const { id } = await lineIn(actor, params);
        await dropContingency(actor, id);
        return { body: { items: await linesIn(actor, params.promo), nextCursor: null } };
      },
    }),
  },
);

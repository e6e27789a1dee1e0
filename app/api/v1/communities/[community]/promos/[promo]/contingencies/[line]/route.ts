import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { contingencyAnswer, lineIn } from "@/app/_web/contingency-answers";
import { json } from "@/app/_web/request-body";
import { changeContingency } from "@/lib/promos/contingency/commands";
import { contingencyInput } from "@/lib/promos/contingency/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/promos/{promo}/contingencies/{line}",
  {
    PUT: inCommunity({
      summary: "Plan a line anew that has not been judged",
      needs: ["promos.manage"],
      body: json(contingencyInput),
      answer: contingencyAnswer,
      refuses: [
        "promos.notFound",
        "promos.lineNotFound",
        "promos.lineJudged",
        "promos.notOfThisPromo",
        "promos.neverCounted",
      ],
      async handle({ actor, params, body }) {
        const { id } = await lineIn(actor, params);
        await changeContingency(actor, id, body);
        return { body: await lineIn(actor, params) };
      },
    }),
  },
);

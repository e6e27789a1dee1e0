import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { contingencyAnswer, lineIn } from "@/app/_web/contingency-answers";
import { json } from "@/app/_web/request-body";
import { settleContingency } from "@/lib/promos/contingency/commands";
import { outcomeInput } from "@/lib/promos/contingency/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/promos/{promo}/contingencies/{line}/settle",
  {
    POST: inCommunity({
      summary: "Say what was done when a line fired, and what came of it",
      needs: ["promos.manage"],
      body: json(outcomeInput),
      answer: contingencyAnswer,
      refuses: ["promos.notFound", "promos.lineNotFound", "promos.lineNotFired"],
      async handle({ actor, params, body }) {
        const { id } = await lineIn(actor, params);
        await settleContingency(actor, id, body);
        return { body: await lineIn(actor, params) };
      },
    }),
  },
);

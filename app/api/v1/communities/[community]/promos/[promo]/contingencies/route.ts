import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { contingencyAnswer, contingencyListAnswer, lineIn, linesIn } from "@/app/_web/contingency-answers";
import { promoIn } from "@/app/_web/promo-answers";
import { json } from "@/app/_web/request-body";
import { planContingency } from "@/lib/promos/contingency/commands";
import { contingencyInput } from "@/lib/promos/contingency/input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api(
  "/communities/{community}/promos/{promo}/contingencies",
  {
    GET: inCommunity({
      summary: "A promo’s contingency plan, and what came of its lines",
      needs: ["promos.manage"],
      answer: contingencyListAnswer,
      refuses: ["promos.notFound"],
      async handle({ actor, params }) {
        return { body: { items: await linesIn(actor, params.promo), nextCursor: null } };
      },
    }),
    POST: inCommunity({
      summary: "Plan a line: below a threshold at a moment or a stage, it fires once",
      needs: ["promos.manage"],
      body: json(contingencyInput),
      answer: contingencyAnswer,
      statuses: [201],
      refuses: ["promos.notFound", "promos.tooManyLines", "promos.notOfThisPromo", "promos.neverCounted"],
      async handle({ actor, params, body }) {
        const { id: promo } = await promoIn(actor, params.promo);
        const { id: line } = await planContingency(actor, promo, body);
        return { body: await lineIn(actor, { promo, line }) };
      },
    }),
  },
);

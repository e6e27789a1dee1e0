import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { promoAnswer, promoIn, promoOf } from "@/app/_web/promo-answers";
import { json } from "@/app/_web/request-body";
import { editBrief } from "@/lib/promos/commands";
import { briefBody } from "@/lib/promos/input";
import { findPromo } from "@/lib/promos/queries";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/promos/{promo}", {
  GET: inCommunity({
    summary: "A promo with its brief, and what the brief lacks",
    needs: ["promos.manage"],
    answer: promoAnswer,
    refuses: ["promos.notFound"],
    async handle({ actor, params }) {
      return { body: promoOf(await promoIn(actor, params.promo)) };
    },
  }),
  PATCH: inCommunity({
    summary:
      "Change fields of a promo's brief while it is not agreed; with the version that was read, nobody else's are overwritten",
    needs: ["promos.manage"],
    body: json(briefBody),
    answer: promoAnswer,
    refuses: ["promos.notFound", "promos.briefLocked", "promos.changedMeanwhile", "promos.datesReversed"],
    async handle({ actor, params, body: { version, ...brief } }) {
      const { id } = await promoIn(actor, params.promo);
      await editBrief(actor, id, brief, version);
      return { body: promoOf(await findPromo(actor, id)) };
    },
  }),
});

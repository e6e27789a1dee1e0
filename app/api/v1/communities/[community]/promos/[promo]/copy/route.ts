import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { promoAnswer, promoIn, promoOf } from "@/app/_web/promo-answers";
import { json } from "@/app/_web/request-body";
import { copyPromo } from "@/lib/promos/copying";
import { copyPromoInput } from "@/lib/promos/input";
import { findPromo } from "@/lib/promos/queries";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/promos/{promo}/copy", {
  POST: inCommunity({
    summary: "Make a promo from an older one; its times move by as many days as the start does",
    needs: ["promos.manage"],
    body: json(copyPromoInput),
    answer: promoAnswer,
    statuses: [201],
    refuses: ["promos.notFound", "promos.datesReversed", "referrals.targetNotAllowed"],
    async handle({ actor, params, body }) {
      const old = await promoIn(actor, params.promo);
      const { id } = await copyPromo(actor, old.id, body);
      return { body: promoOf(await findPromo(actor, id)) };
    },
  }),
});

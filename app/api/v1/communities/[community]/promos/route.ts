import { z } from "zod";
import { api } from "@/app/_web/api";
import { inCommunity } from "@/app/_web/api-places";
import { listedPromoOf, promoAnswer, promoListAnswer, promoOf } from "@/app/_web/promo-answers";
import { json } from "@/app/_web/request-body";
import { campaignMeant } from "@/app/_web/source-answers";
import { promoKind, promoStatus } from "@/db/schema";
import { LOCALES } from "@/lib/core/i18n/locale";
import { makePromoInput } from "@/lib/promos/input";
import { makePromo } from "@/lib/promos/make";
import { findPromo, listPromos } from "@/lib/promos/queries";

const listQuery = z.object({
  kind: z.enum(promoKind.enumValues, { error: "fields.choose" }).optional(),
  status: z.enum(promoStatus.enumValues, { error: "fields.choose" }).optional(),
});

/** `campaign` is a campaign's address; `template` brings starting texts, placements and a plan, in the language of `locale`. */
const promoBody = makePromoInput.omit({ campaignId: true, fromTemplate: true, locale: true }).extend({
  campaign: z.string().max(100, "fields.tooLong").optional(),
  template: z.boolean().default(false),
  locale: z.enum(LOCALES, { error: "fields.choose" }).default("uk"),
});

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = api("/communities/{community}/promos", {
  GET: inCommunity({
    summary: "The community's promos, the newest first, up to 500; of one kind or state when it is named",
    needs: ["promos.manage"],
    query: listQuery,
    answer: promoListAnswer,
    async handle({ actor, query }) {
      return { body: { items: (await listPromos(actor, query)).map(listedPromoOf), nextCursor: null } };
    },
  }),
  POST: inCommunity({
    summary: "Make a promo, as an idea; an initiative needs a campaign, an achievement may quote one",
    needs: ["promos.manage"],
    body: json(promoBody),
    answer: promoAnswer,
    statuses: [201],
    refuses: ["catalog.campaignNotFound", "promos.campaignNeeded", "promos.datesReversed"],
    async handle({ actor, body: { campaign, template, ...input } }) {
      const campaignId = campaign ? (await campaignMeant(actor, campaign)).id : null;
      const { id } = await makePromo(actor, { ...input, campaignId, fromTemplate: template });
      return { body: promoOf(await findPromo(actor, id)) };
    },
  }),
});

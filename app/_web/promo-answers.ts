import { z } from "zod";
import { type Promo, promoKind, promoStatus } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { type FoundPromo, findPromo, type ListedPromo } from "@/lib/promos/queries";
import { BRIEF_FIELDS } from "@/lib/promos/rules";
import { inCommunity } from "./api-places";
import type { ProblemCode } from "./problem";
import type { BodyKind } from "./request-body";

const instant = z.iso.datetime({ offset: true }).nullable();

const listed = {
  id: z.uuid(),
  kind: z.enum(promoKind.enumValues),
  status: z.enum(promoStatus.enumValues),
  name: z.string(),
  startsAt: instant,
  endsAt: instant,
  heldAt: instant,
  metric: z.string().nullable(),
  metricTarget: z.int().nullable().meta({ description: "Money in whole units of the currency, time in seconds" }),
  metricBy: instant,
  contentBy: instant,
  reportBy: instant,
  currency: z.string().length(3),
};

export const promoListAnswer = z
  .object({ items: z.array(z.object(listed).meta({ id: "ListedPromo" })), nextCursor: z.null() })
  .meta({ id: "PromoList" });

export const promoAnswer = z
  .object({
    ...listed,
    campaign: z.string().nullable().meta({ description: "Its address" }),
    tag: z.string().meta({ description: "The utm_campaign of its links" }),
    place: z.string(),
    registerUrl: z.string().nullable(),
    task: z.string(),
    problem: z.string(),
    audience: z.string(),
    keyMessage: z.string(),
    examples: z.string(),
    budgetMinor: z.int().min(0),
    reportFormat: z.string(),
    networks: z.array(z.object({ network: z.string(), contactName: z.string() })),
    missing: z.array(z.enum(BRIEF_FIELDS)).meta({ description: "What the brief lacks to be agreed" }),
    quoted: z
      .record(z.string(), z.int())
      .nullable()
      .meta({ description: "The figures of a campaign an achievement was agreed with" }),
    version: z.int().meta({ description: "Send it with changes, so that nobody else’s are overwritten" }),
  })
  .meta({ id: "Promo" });

const text = (at: Date | null) => at?.toISOString() ?? null;

export function listedPromoOf(promo: ListedPromo | FoundPromo) {
  const { id, kind, status, name, metric, metricTarget, currency } = promo;
  return {
    id,
    kind,
    status,
    name,
    startsAt: text(promo.startsAt),
    endsAt: text(promo.endsAt),
    heldAt: text(promo.heldAt),
    metric,
    metricTarget,
    metricBy: text(promo.metricBy),
    contentBy: text(promo.contentBy),
    reportBy: text(promo.reportBy),
    currency,
  };
}

export function promoOf(promo: FoundPromo) {
  const { tag, place, registerUrl, task, problem, audience, keyMessage, examples } = promo;
  const { budgetMinor, reportFormat, missing, quoted, version } = promo;
  return {
    ...listedPromoOf(promo),
    campaign: promo.campaign?.slug ?? null,
    tag,
    place,
    registerUrl,
    task,
    problem,
    audience,
    keyMessage,
    examples,
    budgetMinor,
    reportFormat,
    networks: promo.networks.map(({ network, contactName }) => ({ network, contactName })),
    missing,
    quoted,
    version,
  } satisfies z.input<typeof promoAnswer>;
}

/** The promo of an address; what is no id is not there. Refuses `promos.notFound`, `identity.notAllowed`. */
export async function promoIn(actor: Actor, id: string | undefined): Promise<FoundPromo> {
  const read = z.uuid().safeParse(id);
  if (!read.success) throw new Refusal("promos.notFound");
  return findPromo(actor, read.data);
}

type Step<Body> = {
  summary: string;
  body?: BodyKind<Body>;
  refuses?: readonly ProblemCode[];
  take(actor: Actor, promoId: string, body: Body): Promise<Promo>;
};

/** A call that takes a promo to another state and answers it as it is then. */
export function stepCall<Body = undefined>({ summary, body, refuses = [], take }: Step<Body>) {
  return inCommunity({
    summary,
    needs: ["promos.manage"],
    ...(body && { body }),
    answer: promoAnswer,
    refuses: ["promos.notFound", "promos.notAllowedNow", ...refuses],
    async handle({ actor, params, body: sent }) {
      const { id } = await promoIn(actor, params.promo);
      await take(actor, id, sent as Body);
      return { body: promoOf(await findPromo(actor, id)) };
    },
  });
}

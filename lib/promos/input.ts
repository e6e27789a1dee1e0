import { z } from "zod";
import { promoKind } from "@/db/schema";
import { LOCALES } from "@/lib/core/i18n/locale";
import { instantInput } from "@/lib/core/instant-input";
import { MAX_AMOUNT_MINOR, parseAmountMinor } from "@/lib/core/money";
import { cleanText } from "@/lib/core/text";
import { normaliseNetwork, normaliseTag } from "@/lib/referrals/vocabulary";
import { ALL_METRICS, type Metric } from "./metrics";

const NAME_MAX = 200;
const TEXT_MAX = 3_000;
const NETWORKS_MAX = 20;
const TARGET_MAX = 2_000_000_000;

const line = (max: number) =>
  z
    .string()
    .transform((text) => cleanText(text).text)
    .pipe(z.string().max(max, "fields.tooLong"));
const paragraphs = z
  .string()
  .transform((text) => cleanText(text, { lines: true }).text)
  .pipe(z.string().max(TEXT_MAX, "fields.tooLong"));

const nothing = z.literal("").transform(() => null);
const orNull = <Schema extends z.ZodType>(schema: Schema, error: string) =>
  z.union([z.null(), nothing, schema], { error });

const optionalInstant = orNull(instantInput, "fields.date");

/** Whole minor units of programs, an amount as people write it; nothing typed is a budget of nothing. */
const budget = z.union(
  [
    z.literal("").transform(() => 0),
    z.int().min(0).max(MAX_AMOUNT_MINOR),
    z.string().transform(parseAmountMinor).pipe(z.int()),
  ],
  { error: "fields.amount" },
);

const target = orNull(
  z
    .union([
      z.number(),
      z
        .string()
        .transform((text) => text.replace(/\s/g, ""))
        .pipe(z.string().regex(/^\d{1,12}$/))
        .transform(Number),
    ])
    .pipe(z.int().min(1).max(TARGET_MAX)),
  "fields.check",
);

const httpsUrl = z
  .string()
  .trim()
  .max(500)
  .refine((text) => URL.canParse(text) && new URL(text).protocol === "https:");

const network = z.object({
  network: z.string().transform(normaliseNetwork).pipe(z.string().min(1, "fields.required")),
  contactName: line(NAME_MAX).default(""),
});

/** What a brief says. A half done one is kept, too: only to be agreed it has to be whole (rules.ts). */
const briefFields = {
  name: line(NAME_MAX).pipe(z.string().min(1, "fields.required")),
  campaignId: orNull(z.uuid(), "fields.choose"),
  startsAt: optionalInstant,
  endsAt: optionalInstant,
  heldAt: optionalInstant,
  place: line(300),
  registerUrl: orNull(httpsUrl, "fields.url"),
  task: paragraphs,
  problem: paragraphs,
  audience: paragraphs,
  keyMessage: paragraphs,
  examples: paragraphs,
  metric: orNull(z.enum(ALL_METRICS as [Metric, ...Metric[]]), "fields.choose"),
  metricTarget: target,
  metricBy: optionalInstant,
  contentBy: optionalInstant,
  budgetMinor: budget,
  reportFormat: paragraphs,
  reportBy: optionalInstant,
  networks: z
    .array(network)
    .max(NETWORKS_MAX, "fields.check")
    .transform((networks) => [...new Map(networks.map((each) => [each.network, each])).values()]),
};

/** The version is the one that was read before it was changed: of two people nobody overwrites the other. */
const version = z.coerce.number().int().min(1).max(TARGET_MAX);

/** A whole brief, as a form sends it. */
export const briefInput = z.object({ ...briefFields, version });

/** The fields of a brief that change, as programs send them; money in whole minor units. */
export const briefBody = z
  .object({ ...briefFields, budgetMinor: z.int("fields.amount").min(0, "fields.amount").max(MAX_AMOUNT_MINOR) })
  .omit({ campaignId: true })
  .partial()
  .extend({ version: version.optional() });
export type BriefChange = Partial<Omit<z.infer<typeof briefInput>, "version">>;

const makeFields = {
  name: briefFields.name,
  campaignId: briefFields.campaignId.default(null),
  startsAt: optionalInstant.default(null),
  endsAt: optionalInstant.default(null),
  heldAt: optionalInstant.default(null),
  /** The UTM campaign of its links; without one it is made of the month and the campaign's address. */
  tag: z
    .union([z.literal("").transform(() => undefined), z.string().transform(normaliseTag)])
    .optional()
    .transform((tag) => tag || undefined),
};

/** A new promo. From its template it has starting texts, placements and a plan for falling short. */
export const makePromoInput = z.object({
  ...makeFields,
  kind: z.enum(promoKind.enumValues, { error: "fields.choose" }),
  fromTemplate: z.boolean(),
  locale: z.enum(LOCALES),
});
export type MakePromo = z.infer<typeof makePromoInput>;

/** A new promo from an old one; its times move with its start. */
export const copyPromoInput = z.object({ name: makeFields.name, startsAt: makeFields.startsAt, tag: makeFields.tag });
export type CopyPromo = z.infer<typeof copyPromoInput>;

export const reasonInput = z.object({ reason: paragraphs.pipe(z.string().min(1, "fields.required").max(1_000)) });

export const meetingInput = z.object({
  network: z.union([nothing, z.null(), z.string().transform(normaliseNetwork)]).default(null),
  at: instantInput,
  minutes: z.coerce.number("fields.check").int("fields.check").min(5, "fields.check").max(480, "fields.check"),
  place: line(300).default(""),
});
export type MeetingInput = z.infer<typeof meetingInput>;

export const pointNote = paragraphs;

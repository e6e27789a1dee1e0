import { z } from "zod";
import { instantInput, isUsualYear } from "@/lib/core/instant-input";
import { amountInput, MAX_AMOUNT_MINOR } from "@/lib/core/money";
import { cleanText } from "@/lib/core/text";
import { normaliseNetwork, normaliseTag } from "./vocabulary";

const line = (max: number) =>
  z
    .string()
    .transform((text) => cleanText(text).text)
    .pipe(z.string().max(max, "fields.tooLong"));

const tag = z.string({ error: "fields.required" }).transform(normaliseTag).pipe(z.string().min(1, "fields.required"));

const network = z
  .string({ error: "fields.required" })
  .transform(normaliseNetwork)
  .pipe(z.string().min(1, "fields.required"));

const empty = z.literal("").transform(() => undefined);

const optionalInstant = z.union([empty, instantInput]).optional();

/** A number as programs send it or people type it. An empty field is none, and no zero. */
const wholeNumber = (min: number, max: number) =>
  z
    .union(
      [
        z.number(),
        z
          .string()
          .trim()
          .regex(/^\d{1,12}$/)
          .transform(Number),
      ],
      { error: "fields.check" },
    )
    .pipe(z.int("fields.check").min(min, "fields.check").max(max, "fields.check"));

/** A link as staff make it. The tag names the promo; without one it is made of the campaign's month and address. */
export const linkInput = z.object({
  network,
  medium: tag.default("social"),
  tag: z.union([empty, tag]).optional(),
  content: tag,
  target: z.string({ error: "fields.required" }).trim().min(1, "fields.required").max(1_000, "fields.tooLong"),
  hopOf: z.union([empty, z.uuid("fields.choose")]).optional(),
  title: line(200).default(""),
  pictureUrl: z.union([empty, z.string().max(500, "fields.tooLong")]).optional(),
  expiresAt: optionalInstant,
  costMinor: z
    .union([empty.transform(() => 0), z.int().min(0).max(MAX_AMOUNT_MINOR), amountInput], { error: "fields.amount" })
    .default(0),
});
export type LinkInput = z.infer<typeof linkInput>;

const NAMES_MAX = 200;
const COUNT_MAX = 100_000;

/** Names, one on a line or between semicolons; each once. */
const names = z
  .union([
    z.array(line(200)),
    z.string().transform((text) => text.split(/\r?\n|;/).map((name) => cleanText(name).text)),
  ])
  .transform((names) => [...new Set(names.filter((name) => name !== ""))])
  .pipe(z.array(z.string().max(200, "fields.tooLong")).max(NAMES_MAX, "fields.tooLong"))
  .default([]);

/** Leads that came by a comment, a message or in person: names, or a bare count. */
export const enteredLeadsInput = z
  .object({
    linkId: z.union([empty, z.uuid("fields.choose")]).optional(),
    promoId: z.union([empty, z.uuid("fields.choose")]).optional(),
    network: z.union([empty, network]).optional(),
    count: z.union([empty, wholeNumber(1, COUNT_MAX)]).optional(),
    names,
    note: line(500).default(""),
    formId: z.uuid().optional().catch(undefined), // of the page it was sent from
  })
  .superRefine(({ count, names, linkId, network }, context) => {
    if (!count && names.length === 0) context.addIssue({ code: "custom", message: "fields.required", path: ["count"] });
    if (!linkId && !network) context.addIssue({ code: "custom", message: "fields.required", path: ["network"] });
  });
export type EnteredLeads = z.infer<typeof enteredLeadsInput>;

/** Numbers people compare that happen elsewhere. More kinds may be typed; these have words of their own. */
export const METRICS = [
  "group-members",
  "reach",
  "views",
  "reactions",
  "comments",
  "shares",
  "link-taps",
  "followers",
] as const;

export const readingInput = z.object({
  linkId: z.union([empty, z.uuid("fields.choose")]).optional(),
  metric: tag,
  value: wholeNumber(0, 2_000_000_000),
  at: instantInput,
  source: line(200).default(""),
  note: line(500).default(""),
});
export type ReadingInput = z.infer<typeof readingInput>;

// What programs send: a link by its code, a campaign by its address, money in whole minor units.

const day = z.iso.date("fields.date").refine(isUsualYear, "fields.date").optional();

/** What the sources page and the API ask: whose touch counts, and of which days, both included. */
export const sourcesInput = z
  .object({ touch: z.enum(["first", "last"], { error: "fields.choose" }).default("last"), from: day, to: day })
  .refine(({ from, to }) => !from || !to || from <= to, { message: "fields.dates", path: ["to"] });

const campaign = z.string().max(100, "fields.tooLong").optional();
/** As people type it; what no link can have is told here, before it comes to a query. */
const linkCode = z
  .union([
    empty,
    z
      .string()
      .max(100, "fields.check")
      .transform((text) => text.trim().toLowerCase())
      .pipe(z.string().regex(/^[a-z0-9]{4,12}$/, "fields.check")),
  ])
  .optional();

export const campaignQuery = z.object({ campaign });

/** `campaign` is a campaign's address; anything else is the tag of the promo, as other tools call it. */
export const linkBody = linkInput.extend({
  campaign,
  hopOf: linkCode,
  costMinor: z.int("fields.amount").min(0, "fields.amount").max(MAX_AMOUNT_MINOR, "fields.amount").default(0),
});

export const linkStatusBody = z.object({ status: z.enum(["active", "disabled"], { error: "fields.choose" }) });

/** `source` is the network or place, where no link of ours stands. */
export const leadsBody = z
  .object({
    campaign,
    promoId: z.uuid("fields.check").optional(),
    linkCode,
    source: z.union([empty, network]).optional(),
    count: z.union([empty, wholeNumber(1, COUNT_MAX)]).optional(),
    names,
    note: line(500).default(""),
  })
  .superRefine(({ count, names, linkCode, source }, context) => {
    if (!count && names.length === 0) context.addIssue({ code: "custom", message: "fields.required", path: ["count"] });
    if (!linkCode && !source) context.addIssue({ code: "custom", message: "fields.required", path: ["source"] });
  });

/** Without `at`, it is so now. */
export const readingBody = readingInput.omit({ linkId: true }).extend({ campaign, linkCode, at: optionalInstant });

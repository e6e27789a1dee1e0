import { z } from "zod";
import { amountInput, MAX_AMOUNT_MINOR } from "@/lib/core/money";
import { cleanText } from "@/lib/core/text";
import { normaliseTag } from "./vocabulary";

const line = (max: number) =>
  z
    .string()
    .transform((text) => cleanText(text).text)
    .pipe(z.string().max(max, "fields.tooLong"));

const tag = z.string({ error: "fields.required" }).transform(normaliseTag).pipe(z.string().min(1, "fields.required"));

const empty = z.literal("").transform(() => undefined);

const instant = z
  .union([empty, z.iso.datetime({ offset: true, error: "fields.date" }).transform((text) => new Date(text))])
  .optional();

/** A link as staff make it. The tag names the promo; without one it is made of the campaign's month and address. */
export const linkInput = z.object({
  network: tag,
  medium: tag.default("social"),
  tag: z.union([empty, tag]).optional(),
  content: tag,
  target: z.string({ error: "fields.required" }).trim().min(1, "fields.required").max(1_000, "fields.tooLong"),
  hopOf: z.union([empty, z.uuid("fields.choose")]).optional(),
  title: line(200).default(""),
  pictureUrl: z.union([empty, z.string().max(500, "fields.tooLong")]).optional(),
  expiresAt: instant,
  costMinor: z
    .union([empty.transform(() => 0), z.int().min(0).max(MAX_AMOUNT_MINOR), amountInput], { error: "fields.amount" })
    .default(0),
});
export type LinkInput = z.infer<typeof linkInput>;

const NAMES_MAX = 200;
const COUNT_MAX = 100_000;

/** Leads that came by a comment, a message or in person: names, or a bare count. */
export const enteredLeadsInput = z
  .object({
    linkId: z.union([empty, z.uuid("fields.choose")]).optional(),
    network: z.union([empty, tag]).optional(),
    count: z.union([empty, z.coerce.number().int().min(1, "fields.number").max(COUNT_MAX, "fields.number")]).optional(),
    names: z
      .union([
        z.array(line(200)),
        z.string().transform((text) => text.split(/\r?\n|;/).map((name) => cleanText(name).text)),
      ])
      .transform((names) => names.filter((name) => name !== ""))
      .pipe(z.array(z.string().max(200, "fields.tooLong")).max(NAMES_MAX, "fields.tooLong"))
      .default([]),
    note: line(500).default(""),
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
  value: z.coerce
    .number({ error: "fields.number" })
    .int("fields.number")
    .min(0, "fields.number")
    .max(2_000_000_000, "fields.number"),
  at: z.iso.datetime({ offset: true, error: "fields.date" }).transform((text) => new Date(text)),
  source: line(200).default(""),
  note: line(500).default(""),
});
export type ReadingInput = z.infer<typeof readingInput>;

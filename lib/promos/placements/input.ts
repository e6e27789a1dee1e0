import { z } from "zod";
import { instantInput } from "@/lib/core/instant-input";
import { amountInput, MAX_AMOUNT_MINOR } from "@/lib/core/money";
import { cleanText } from "@/lib/core/text";
import { normaliseNetwork, normaliseTag } from "@/lib/referrals/vocabulary";
import { LEVELS } from "../check/specs";

const TEXT_MAX = 70_000; // above the longest that any network takes, so that the check can say by how much
const empty = z.literal("").transform(() => undefined);

const clean = (max: number, lines: boolean) =>
  z
    .string()
    .max(max * 2, "fields.tooLong")
    .transform((text) => cleanText(text, { lines }).text)
    .pipe(z.string().max(max, "fields.tooLong"));

const maybeInstant = z
  .union([empty, z.null().transform(() => undefined), instantInput], { error: "fields.date" })
  .optional();
const maybeId = z.union([empty, z.null().transform(() => undefined), z.uuid("fields.choose")], {
  error: "fields.choose",
});

const yes = z.union([z.boolean(), z.literal("on").transform(() => true), z.literal("").transform(() => false)]);

const fields = {
  title: clean(200, false).default(""),
  text: clean(TEXT_MAX, true).default(""),
  sticker: clean(100, false).default(""),
  /** Where its link leads: a page of ours, or an address at one of the hosts the community allows. */
  target: z
    .union([empty, z.null().transform(() => undefined), z.string().trim().max(1_000, "fields.tooLong")])
    .optional(),
  /** The placement from whose post people come to this one. */
  hopOf: maybeId.optional(),
  scheduledAt: maybeInstant,
  contentBy: maybeInstant,
  isSpare: yes.default(false),
  costMinor: z
    .union([empty.transform(() => 0), z.int().min(0).max(MAX_AMOUNT_MINOR), amountInput], { error: "fields.amount" })
    .default(0),
};

const network = z
  .string({ error: "fields.required" })
  .transform(normaliseNetwork)
  .pipe(z.string().min(1, "fields.required"));
const word = z.string({ error: "fields.required" }).transform(normaliseTag).pipe(z.string().min(1, "fields.required"));

/** A new placement: in which network and format, and as much of its content as there is. Without a name it gets the next number. */
export const placementInput = z.object({
  network,
  format: word,
  content: z.union([empty, word]).optional(),
  ...fields,
});
export type PlacementInput = z.infer<typeof placementInput>;

/** The content and plan of a placement as they stood (`planPrint`) at a version, and as they are to be. */
export const placementEdit = z.object({
  version: z.coerce.number().int().min(1),
  plan: z.string().max(100),
  ...fields,
});
export type PlacementEdit = z.infer<typeof placementEdit>;

/** What a program changes of a placement: what is not named stays, null takes away. */
export const placementPatch = z.object({
  version: placementEdit.shape.version,
  title: fields.title.unwrap().optional(),
  text: fields.text.unwrap().optional(),
  sticker: fields.sticker.unwrap().optional(),
  target: fields.target,
  hopOf: fields.hopOf,
  scheduledAt: fields.scheduledAt,
  contentBy: fields.contentBy,
  isSpare: z.boolean().optional(),
  costMinor: z.int("fields.amount").min(0, "fields.amount").max(MAX_AMOUNT_MINOR, "fields.amount").optional(),
});

export type PlacementPatch = z.infer<typeof placementPatch>;

const note = clean(2_000, true).default("");
export const noteInput = z.object({ note });
export const commentInput = z.object({ note: note.pipe(z.string().min(1, "fields.required")) });
const version = z.coerce.number({ error: "fields.check" }).int("fields.check").min(1, "fields.check");

/** Exactly what was looked at is approved. */
export const approveInput = z.object({ version, note });
export const scheduleInput = z.object({ at: maybeInstant });
export const publishInput = z.object({
  at: maybeInstant,
  url: z
    .union([empty, z.null().transform(() => undefined), z.url({ protocol: /^https$/, error: "fields.url" })], {
      error: "fields.url",
    })
    .optional()
    .pipe(z.string().max(1_000, "fields.tooLong").optional()),
});

/** What somebody without an account answers by the link they were sent. */
export const answerInput = z
  .object({
    placement: z.uuid("fields.choose"),
    version,
    answer: z.enum(["approve", "request_changes", "comment"], { error: "fields.choose" }),
    name: clean(100, false).pipe(z.string().min(1, "fields.required")),
    note,
  })
  .refine(({ answer, note }) => answer === "approve" || note !== "", { message: "fields.required", path: ["note"] });
export type ReviewAnswer = z.infer<typeof answerInput>;

export const REVIEW_DAYS = 30;
export const reviewLinkInput = z.object({
  label: clean(100, false).default(""),
  days: z.coerce.number({ error: "fields.days" }).int("fields.days").min(1, "fields.days").max(365, "fields.days"),
});

export const leadInput = z.object({
  network,
  leadHours: z.coerce
    .number({ error: "fields.check" })
    .int("fields.check")
    .min(0, "fields.check")
    .max(720, "fields.check"),
});

/** A community's own value of a rule, with where it was read and when. The value is read by the rule itself. */
export const ruleInput = z.object({
  network,
  format: word,
  rule: z.string().max(40),
  value: z.string({ error: "fields.required" }).trim().max(500, "fields.tooLong"),
  level: z.enum(LEVELS, { error: "fields.choose" }),
  source: clean(500, false).pipe(z.string().min(1, "fields.required")),
  checkedOn: z.iso.date("fields.date"),
});
export type RuleInput = z.infer<typeof ruleInput>;

export const altInput = clean(1_000, true);

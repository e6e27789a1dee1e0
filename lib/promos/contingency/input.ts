import { z } from "zod";
import { contingencyAction } from "@/db/schema";
import { instantInput } from "@/lib/core/instant-input";
import { cleanText } from "@/lib/core/text";
import { ALL_METRICS, type Metric } from "@/lib/promos/metrics";
import { STAGES } from "./rules";

const text = (max: number) =>
  z
    .string()
    .transform((typed) => cleanText(typed).text)
    .pipe(z.string().max(max, "fields.tooLong"));
const paragraphs = (max: number) =>
  z
    .string()
    .transform((typed) => cleanText(typed, { lines: true }).text)
    .pipe(z.string().max(max, "fields.tooLong"));
const empty = z.literal("").transform(() => undefined);
const optionalId = z.union([empty, z.uuid("fields.choose")]).optional();

/** A line of the plan for falling short: at a moment, or at a stage of the promo. */
export const contingencyInput = z
  .object({
    metric: z.enum(ALL_METRICS as [Metric, ...Metric[]], { error: "fields.choose" }),
    threshold: z
      .union(
        [
          z.number(),
          z
            .string()
            .trim()
            .regex(/^\d{1,9}$/)
            .transform(Number),
        ],
        { error: "fields.check" },
      )
      .pipe(z.int("fields.check").min(1, "fields.check").max(2_000_000_000, "fields.check")),
    checkAt: z.union([empty, instantInput]).optional(),
    stage: z.union([empty, z.enum(STAGES, { error: "fields.choose" })]).optional(),
    action: z.enum(contingencyAction.enumValues, { error: "fields.choose" }),
    what: paragraphs(500).default(""),
    ownerId: optionalId,
    ownerName: text(200).default(""),
    preparedId: optionalId,
    placementId: optionalId,
  })
  .superRefine(({ checkAt, stage }, context) => {
    if (!checkAt === !stage) context.addIssue({ code: "custom", message: "fields.momentOrStage", path: ["checkAt"] });
  });
export type ContingencyInput = z.infer<typeof contingencyInput>;

/** What came of a line that fired. */
export const outcomeInput = z.object({ outcome: paragraphs(1_000).pipe(z.string().min(1, "fields.required")) });
export type OutcomeInput = z.infer<typeof outcomeInput>;

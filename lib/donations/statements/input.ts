import { z } from "zod";
import { reasonInput } from "@/lib/claims/input";
import { codeInput, confirmTransferInput } from "../input";
import { LINES_MAX } from "./commands";

/** A select of columns: its number, or nothing. */
const column = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === "" ? null : Number(text)))
  .pipe(z.int({ error: "fields.choose" }).min(0, "fields.choose").max(200, "fields.choose").nullable());
const neededColumn = column.pipe(z.number({ error: "fields.choose" }));

/** Which column means what, and the kept file they are of. */
export const mappingInput = z
  .object({
    file: z.string().max(100),
    name: z.string().max(200).default(""),
    at: neededColumn,
    amount: neededColumn,
    debit: column,
    comment: column,
    counterparty: column,
    reference: column,
  })
  .superRefine(({ file: _f, name: _n, ...columns }, context) => {
    const seen = new Set<number>();
    for (const [field, nth] of Object.entries(columns)) {
      if (nth === null) continue;
      if (seen.has(nth)) context.addIssue({ code: "custom", message: "fields.choose", path: [field] });
      seen.add(nth);
    }
  });

export const setAsideInput = z.object({
  line: z.string().max(100),
  reason: reasonInput.pipe(z.string().min(1, "fields.required")),
});

const shares = confirmTransferInput.pick({ parts: true }).extend({ line: z.string().max(100) });

/** A form's flat fields "parts.0.code", "parts.0.amountMinor" … as a list; errors come back under the same names. */
export const sharesFromForm = z
  .record(z.string(), z.string())
  .transform(({ line, ...rest }): Record<string, unknown> => {
    const parts: Record<string, string>[] = [];
    for (const [name, value] of Object.entries(rest)) {
      const [, nth, field] = /^parts\.(\d{1,2})\.(code|amountMinor)$/.exec(name) ?? [];
      if (nth && field) parts[Number(nth)] = { ...parts[Number(nth)], [field]: value };
    }
    return { line, parts: parts.filter(Boolean) };
  })
  .pipe(shares as z.ZodType<z.infer<typeof shares>, Record<string, unknown>>);

/** What the address of an import may say of the columns, for programs: numbers from 0. */
export const importQuery = z
  .object({
    name: z.string().max(200, "fields.tooLong").default("statement.csv"),
    at: column,
    amount: column,
    debit: column,
    comment: column,
    counterparty: column,
    reference: column,
  })
  .transform(({ name, at, amount, ...rest }) => ({
    name,
    mapping: at === null || amount === null ? undefined : { at, amount, ...rest },
  }));

const amountMinor = z.int().positive().max(1_000_000_000);
const lineId = z.uuid("fields.check");

/** `POST …/statements/{id}/match`: what becomes of some lines. */
export const matchBody = z.object({
  matches: z
    .array(
      z.discriminatedUnion("action", [
        z.object({
          action: z.literal("confirm"),
          lineId,
          parts: z
            .array(z.object({ code: codeInput, amountMinor }))
            .min(1, "fields.required")
            .max(50),
        }),
        z.object({ action: z.literal("link"), lineId, transferId: z.uuid("fields.check") }),
        z.object({ action: z.literal("donate"), lineId }),
        z.object({ action: z.literal("setAside"), lineId, reason: setAsideInput.shape.reason }),
        z.object({ action: z.literal("takeBack"), lineId }),
      ]),
    )
    .min(1, "fields.required")
    .max(LINES_MAX),
});
export type Match = z.infer<typeof matchBody>["matches"][number];

import { z } from "zod";
import { condition } from "@/db/schema";
import type { ImportReport } from "@/lib/catalog/import/commit";
import type { Locale } from "@/lib/core/i18n/locale";
import { importWords } from "@/lib/core/i18n/messages/import";

const count = z.int().min(0);

export const importAnswer = z
  .object({
    rows: z.array(
      z.object({
        line: z.int(),
        verdict: z.enum(["accept", "warn", "reject"]),
        codes: z.array(z.string()),
        isDuplicate: z.boolean().meta({ description: "An earlier import has already added this row" }),
        reasons: z.array(z.string()).meta({ description: "The codes as sentences" }),
        book: z
          .object({
            title: z.string(),
            authors: z.array(z.string()),
            isbn13: z.string().nullable(),
            language: z.string(),
            publisher: z.string().nullable(),
            year: z.int().nullable(),
            category: z.string(),
            condition: z.enum(condition.enumValues),
            description: z.string(),
            minimumMinor: z.int().nullable().meta({ description: "Null: the campaign’s minimum applies" }),
          })
          .optional(),
      }),
    ),
    accepted: count,
    warned: count,
    rejected: count,
    duplicates: count.meta({ description: "Good rows that an earlier import has already added" }),
    added: count.meta({ description: "Books this import has put into the catalog; 0 in a dry run" }),
  })
  .meta({ id: "Import" });

export function importOf({ rows, ...figures }: ImportReport, locale: Locale) {
  const words = importWords(locale);
  return {
    rows: rows.map(({ values, ...row }) => ({ ...row, reasons: row.codes.map((code) => words(code, values)) })),
    ...figures,
  } satisfies z.input<typeof importAnswer>;
}

import type { z } from "zod";
import type { Locale } from "@/lib/core/i18n/locale";
import { type FieldCode, fields } from "@/lib/core/i18n/messages/fields";
import { refusals } from "@/lib/core/i18n/messages/refusals";
import { Refusal } from "@/lib/core/refusal";
import type { FormState } from "./form-state";

const VALUE_MAX = 150_000; // the longest text a network takes, and as much again to be told by how much it is too long

/**
 * Reads a form with a schema and hands the input on. A refusal becomes a message in the person's language with
 * everything typed kept; a fault goes to error.tsx. Files are not part of the schema: the handler takes them from the form.
 */
export async function runForm<Input>(
  locale: Locale,
  schema: z.ZodType<Input>,
  form: FormData,
  handle: (input: Input) => Promise<string | undefined>,
): Promise<FormState> {
  const values = typedText(form);
  const lostFiles = hasFiles(form);
  const parsed = schema.safeParse(values);
  if (!parsed.success) return { values, lostFiles, fieldErrors: fieldErrorsOf(parsed.error, locale) };

  try {
    const message = await handle(parsed.data);
    return { values: {}, fieldErrors: {}, message, done: true };
  } catch (error) {
    if (error instanceof Refusal)
      return { values, lostFiles, fieldErrors: {}, message: refusals(locale)(error.code, error.values) };
    throw error; // redirects pass through here too
  }
}

/** One sentence per field, in a language. Schemas carry field codes as their messages. */
export function fieldErrorsOf(error: z.ZodError, locale: Locale): Record<string, string> {
  const words = fields(locale);
  const found: Record<string, string> = {};
  for (const issue of error.issues) {
    const field = issue.path.join(".");
    found[field] ??= words(codeOf(issue), valuesOf(issue));
  }
  return found;
}

function codeOf(issue: z.core.$ZodIssue): FieldCode {
  if (fields.has(issue.message)) return issue.message;
  if (issue.code === "too_big" && issue.origin === "string") return "fields.tooLong";
  if (issue.code === "too_small" || (issue.code === "invalid_type" && issue.message.endsWith("received undefined")))
    return "fields.required";
  return "fields.check";
}

function valuesOf(issue: z.core.$ZodIssue): Record<string, string | number> {
  if (issue.code === "too_big") return { max: Number(issue.maximum) };
  return issue.code === "custom" ? (issue.params ?? {}) : {};
}

/** What was typed into a form, without its files and the fields React adds. */
export function typedText(form: FormData): Record<string, string> {
  const text = [...form].filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && !entry[0].startsWith("$"),
  );
  return Object.fromEntries(text.map(([name, value]) => [name, value.slice(0, VALUE_MAX)]));
}

export function hasFiles(form: FormData): boolean {
  return [...form.values()].some((entry) => typeof entry !== "string" && entry.size > 0);
}

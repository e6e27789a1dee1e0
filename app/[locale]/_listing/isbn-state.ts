import type { FormState } from "@/app/_web/form-state";
import { hasFiles, typedText } from "@/app/_web/run-form";
import type { IsbnCheck } from "./isbn-field";

/** The answer to "check the ISBN" without JavaScript: the form as it was, with what was found. */
export function isbnState({ error, note, copyOf }: IsbnCheck, form: FormData): FormState {
  const values = { ...typedText(form), copyOf: copyOf ?? "" };
  return {
    values,
    fieldErrors: error ? { isbn: error } : {},
    message: note,
    done: note !== undefined,
    lostFiles: hasFiles(form),
  };
}

import type { FormState } from "@/app/_web/form-state";
import { hasFiles, typedText } from "@/app/_web/run-form";
import type { Locale } from "@/lib/core/i18n/locale";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import type { EditionFields } from "./edition";
import type { IsbnCheck } from "./isbn-field";

/** The answer to "check the ISBN" without JavaScript: the form as it was, its empty fields filled, and what was found. */
export function isbnState(
  locale: Locale,
  { error, note, copyOf }: IsbnCheck,
  edition: EditionFields | undefined,
  form: FormData,
): FormState {
  const t = giveWords(locale);
  const typed = typedText(form);
  const filled = Object.entries(edition ?? {}).filter(([name, value]) => value !== "" && !typed[name]);
  const book = edition ? t("isbnFound", { title: edition.title ?? "" }) : t("isbnNotFound");
  return {
    values: { ...typed, ...Object.fromEntries(filled), copyOf: copyOf ?? "" },
    fieldErrors: error ? { isbn: error } : {},
    message: note && `${note} ${book}`,
    done: note !== undefined,
    lostFiles: hasFiles(form),
  };
}

import { languageName } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import { LANGUAGE_UNKNOWN } from "@/lib/catalog/vocabulary";
import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";

const LANGUAGES = ["uk", "en", "pl", "de", "fr", "es", "it", "cs", "crh", "ru"];

/** Languages books here are likely to be in, the one the book has already, and "other". */
export function languageOptions(locale: Locale, known?: string) {
  const rare = known && ![...LANGUAGES, LANGUAGE_UNKNOWN].includes(known) ? [known] : [];
  return [...LANGUAGES, ...rare, LANGUAGE_UNKNOWN].map((value) => ({
    value,
    label: value === LANGUAGE_UNKNOWN ? catalogWords(locale)("topic.other") : languageName(value, locale),
  }));
}

export function symbolOf(currency: string, locale: Locale): string {
  const parts = new Intl.NumberFormat(FORMAT_TAG[locale], { style: "currency", currency }).formatToParts(0);
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}

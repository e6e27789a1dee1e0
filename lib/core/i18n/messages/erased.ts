import { bilingual } from "../bilingual";
import type { Locale } from "../locale";

const erasedWords = bilingual({ uk: { person: "видалена особа" }, en: { person: "a deleted person" } });

/** A person's name as pages show it; whoever was erased has none, and that is said where it stood. */
export const nameOf = (locale: Locale, name: string): string => name || erasedWords(locale)("person");

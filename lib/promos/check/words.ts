import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import type { Verdict } from "./verdicts";

/** A verdict as a sentence, with the limit, what was found, and how it was counted where that is not plain. */
export function sayVerdict({ rule, words, limit, found, unit, place }: Verdict, locale: Locale): string {
  const t = placementWords(locale);
  const number = new Intl.NumberFormat(FORMAT_TAG[locale]);
  const inWords = (value: number | string) => (typeof value === "number" ? number.format(value) : value);
  const which = place === undefined ? "" : t("check.place", { place });
  const said = t(`verdict.${words ?? rule}`, { limit: inWords(limit), found: inWords(found) });
  const counted = unit && unit !== "graphemes" ? ` (${t(`check.counted.${unit}`)})` : "";
  return `${which}${said}${counted}`;
}

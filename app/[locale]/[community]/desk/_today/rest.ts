import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";

/** So many of each kind of task are shown. */
export const SHOWN = 5;
const COUNTED_MAX = 100;

/** How many there are, and where the ones not shown are. */
export function rest(list: readonly unknown[], href: string, locale: Locale) {
  const count = list.length >= COUNTED_MAX ? `${COUNTED_MAX}+` : String(list.length);
  const all = list.length > SHOWN ? { href, label: deskWords(locale)("today.all", { count }) } : undefined;
  return { count, all };
}

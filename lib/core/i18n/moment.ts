import { FORMAT_TAG, type Locale } from "./locale";

/** "5 червня, 14:30" and "5 June, 14:30", in a community's time zone; with the year when it is not this one. A day stays on one line. */
export function momentText(at: Date, timeZone: string, locale: Locale, now = new Date()): string {
  const tag = FORMAT_TAG[locale];
  const yearOf = (date: Date) => new Intl.DateTimeFormat("en", { year: "numeric", timeZone }).format(date);
  const year = yearOf(at) === yearOf(now) ? undefined : ("numeric" as const);
  const day = new Intl.DateTimeFormat(tag, { day: "numeric", month: "long", year, timeZone }).format(at);
  const time = new Intl.DateTimeFormat(tag, { timeStyle: "short", timeZone }).format(at);
  return `${day.replaceAll(" ", "\u00A0")}, ${time}`;
}

/** "5 червня 2023 р." and "5 June 2023", in a community's time zone: a date that is kept, and so always with its year. */
export function dateText(at: Date, timeZone: string, locale: Locale): string {
  const text = new Intl.DateTimeFormat(FORMAT_TAG[locale], { dateStyle: "long", timeZone }).format(at);
  return text.replace(/^(\d+) /, "$1\u00A0").replace(/ (?=р\.$)/, "\u00A0");
}

import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";
import { instantIn, partsIn } from "@/lib/core/zone";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** "14:05" in the community's zone. */
export function clockTime(at: Date, timeZone: string, locale: Locale): string {
  return new Intl.DateTimeFormat(FORMAT_TAG[locale], { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
}

/** How long ago, in the largest unit that fits: "3 дні тому". What is younger than a minute counts as one. */
export function ago(at: Date, now: Date, locale: Locale): string {
  const ms = Math.max(0, now.getTime() - at.getTime());
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  if (ms >= 365 * DAY_MS) return format.format(-Math.floor(ms / (365 * DAY_MS)), "year");
  if (ms >= 60 * DAY_MS) return format.format(-Math.floor(ms / (30 * DAY_MS)), "month");
  if (ms >= DAY_MS) return format.format(-Math.floor(ms / DAY_MS), "day");
  if (ms >= HOUR_MS) return format.format(-Math.floor(ms / HOUR_MS), "hour");
  return format.format(-Math.max(1, Math.floor(ms / MINUTE_MS)), "minute");
}

/** The first instant of the next day in a zone. */
export function endOfDay(now: Date, timeZone: string): Date {
  const { year, month, day } = partsIn(now, timeZone);
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  return instantIn(`${next.toISOString().slice(0, 10)}T00:00`, timeZone) ?? new Date(now.getTime() + DAY_MS);
}

/** What a datetime-local field shows for an instant: "2026-11-25T14:05". */
export function localText(at: Date, timeZone: string): string {
  const { year, month, day, hour, minute } = partsIn(at, timeZone);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

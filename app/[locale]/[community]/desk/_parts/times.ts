import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";

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

/**
 * The instant of a datetime-local field in a zone, or nothing when it is none. A time that the clocks skip in spring is taken
 * an hour later; of one that comes twice in autumn, the first.
 */
export function instantIn(text: string, timeZone: string): Date | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/.exec(text);
  const asUtc = Date.parse(`${text.slice(0, 16)}:00Z`);
  if (!parts || Number.isNaN(asUtc)) return undefined;
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => offsetAt(near, timeZone));
  const fits = offsets.map((offset) => asUtc - offset).filter((at) => at + offsetAt(at, timeZone) === asUtc);
  return new Date(fits.length > 0 ? Math.min(...fits) : asUtc - Math.min(...offsets));
}

function offsetAt(ms: number, timeZone: string): number {
  const { year, month, day, hour, minute } = partsIn(new Date(ms), timeZone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}

function partsIn(at: Date, timeZone: string) {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  }).formatToParts(at);
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return {
    year: number("year"),
    month: number("month"),
    day: number("day"),
    hour: number("hour"),
    minute: number("minute"),
  };
}

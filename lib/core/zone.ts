const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** An instant as clocks of a zone show it. */
export function partsIn(at: Date, timeZone: string) {
  const parts = formatOf(timeZone).formatToParts(at);
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return {
    year: number("year"),
    month: number("month"),
    day: number("day"),
    hour: number("hour"),
    minute: number("minute"),
  };
}

/**
 * The instant of a wall clock's "2026-11-25T14:05" (seconds may follow) in a zone, or nothing when it is none. A time that the
 * clocks skip in spring is taken an hour later; of one that comes twice in autumn, the first.
 */
export function instantIn(text: string, timeZone: string): Date | undefined {
  const parts = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::(\d{2}))?$/.exec(text);
  const asUtc = Date.parse(`${text.slice(0, 16)}:00Z`);
  const seconds = Number(parts?.[1] ?? 0);
  if (!parts || Number.isNaN(asUtc) || seconds > 59) return undefined;
  if (new Date(asUtc).toISOString().slice(0, 16) !== text.slice(0, 16)) return undefined; // the 31st of April
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => offsetAt(near, timeZone));
  const fits = offsets.map((offset) => asUtc - offset).filter((at) => at + offsetAt(at, timeZone) === asUtc);
  const minute = fits.length > 0 ? Math.min(...fits) : asUtc - Math.min(...offsets);
  return new Date(minute + seconds * 1000);
}

function offsetAt(ms: number, timeZone: string): number {
  const { year, month, day, hour, minute } = partsIn(new Date(ms), timeZone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en", {
      timeZone,
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      hourCycle: "h23",
    });
    formats.set(timeZone, format);
  }
  return format;
}

import { instantIn, partsIn } from "@/lib/core/zone";

const DAY_MS = 86_400_000;

/** The same clock time some days later, in a zone: on the other side of a change of clocks the hour is still the one it was. */
export function daysLater(at: Date, days: number, timeZone: string): Date {
  const { hour, minute } = partsIn(at, timeZone);
  return clockOn(at, days, `${two(hour)}:${two(minute)}`, timeZone);
}

/** A clock time ("10:00") of the day that is some days after an instant's, in a zone. */
export function clockOn(at: Date, days: number, clock: string, timeZone: string): Date {
  const { year, month, day } = partsIn(at, timeZone);
  const date = new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
  const found = instantIn(`${date}T${clock}`, timeZone);
  if (!found) throw new Error(`No instant of ${date} at ${clock} in ${timeZone}`);
  return found;
}

/** How many days of a zone's calendar lie between two instants. */
export function daysBetween(from: Date, to: Date, timeZone: string): number {
  const dayOf = (at: Date) => {
    const { year, month, day } = partsIn(at, timeZone);
    return Date.UTC(year, month - 1, day);
  };
  return Math.round((dayOf(to) - dayOf(from)) / DAY_MS);
}

const two = (value: number) => String(value).padStart(2, "0");

import type { SourceDay } from "@/lib/reports/source-days";

export type PeriodKind = "day" | "week" | "month";
/** Some days that are drawn as one. */
export type Period = { starts: string; clicks: number; leads: number };

const DAYS_DRAWN = 62;
const WEEKS_DRAWN = 62;
const DAY_MS = 86_400_000;

/** Few days are drawn one by one, more of them by weeks from Monday, and years by months: so that a bar can still be seen. */
export function periodKind(days: number): PeriodKind {
  if (days <= DAYS_DRAWN) return "day";
  return days <= WEEKS_DRAWN * 7 ? "week" : "month";
}

/** The first day of the period a day is of. */
export function startOf(day: string, kind: PeriodKind): string {
  if (kind === "day") return day;
  if (kind === "month") return `${day.slice(0, 7)}-01`;
  const date = new Date(day);
  const sinceMonday = (date.getUTCDay() + 6) % 7;
  return new Date(date.getTime() - sinceMonday * DAY_MS).toISOString().slice(0, 10);
}

/** Days, of which none is missing, as periods in order. */
export function periodsOf(days: readonly SourceDay[], kind: PeriodKind): Period[] {
  const periods = new Map<string, Period>();
  for (const { day, clicks, leads } of days) {
    const starts = startOf(day, kind);
    const period = periods.get(starts) ?? { starts, clicks: 0, leads: 0 };
    period.clicks += clicks;
    period.leads += leads;
    periods.set(starts, period);
  }
  return [...periods.values()];
}

import type { Locale } from "@/lib/core/i18n/locale";
import { deskSourceWords } from "@/lib/core/i18n/messages/desk-sources";
import { partsIn } from "@/lib/core/zone";
import type { SourceDays, SourceNote } from "@/lib/reports/source-days";
import { numberText } from "../../_parts/links";
import { clockTime } from "../../_parts/times";
import { networkName, placementName } from "../../links/_links/names";

/** A day on which something happened, and what: "10:00, Instagram: сторіс 1, сторіс 2". */
export type MarkedDay = { day: string; texts: string[] };

/** What happened by day. The links that were placed in one network on a day are one thing, from the first to the last. */
export function markedDays({ notes, timeZone }: SourceDays, locale: Locale): MarkedDay[] {
  const days = new Map<string, Map<string, SourceNote[]>>();
  for (const note of notes) {
    const day = dayOf(note.at, timeZone);
    const things = days.get(day) ?? new Map<string, SourceNote[]>();
    days.set(day, things);
    const thing = note.kind === "link" ? note.network : `${note.metric} ${note.at.toISOString()}`;
    things.set(thing, [...(things.get(thing) ?? []), note]);
  }
  return [...days].map(([day, things]) => ({
    day,
    texts: [...things.values()].map((together) => textOf(together, timeZone, locale)),
  }));
}

function textOf(together: readonly SourceNote[], timeZone: string, locale: Locale): string {
  const [first] = together;
  if (!first) return "";
  const times = new Set(together.map(({ at }) => clockTime(at, timeZone, locale)));
  const span = [...times].filter((_, nth) => nth === 0 || nth === times.size - 1).join("–");
  return `${span}, ${headOf(first, locale)}: ${together.map((note) => tailOf(note, locale)).join(", ")}`;
}

/** A metric by its name; one that was typed, as it was typed. */
export function metricName(metric: string, locale: Locale): string {
  const word = `readings.name.${metric}`;
  return deskSourceWords.has(word) ? deskSourceWords(locale)(word) : metric;
}

const headOf = (note: SourceNote, locale: Locale) =>
  note.kind === "link" ? networkName(note.network, locale) : metricName(note.metric, locale);

function tailOf(note: SourceNote, locale: Locale): string {
  if (note.kind === "link") return placementName(note.placement, locale);
  const where = note.placement && ` (${placementName(note.placement, locale)})`;
  return `${numberText(note.value, locale)}${where ?? ""}`;
}

function dayOf(at: Date, timeZone: string): string {
  const { year, month, day } = partsIn(at, timeZone);
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

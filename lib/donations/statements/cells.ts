import { parseAmountMinor } from "@/lib/core/money";
import { instantIn } from "@/lib/core/zone";

const SIGNED = /^([+\-−–]?)\s*(.+?)\s*(-?)$/su;
const IN_BRACKETS = /^\(([^()]+)\)$/;

/**
 * An amount of a statement in minor units, below zero for what went out: "-1 234,50", "+350", "350.0", "350,00-", "(350)".
 * Nothing for a dash or an empty cell, and for what cannot be read with certainty.
 */
export function readSignedMinor(cell: string): number | null {
  const text = cell.trim();
  const bracketed = IN_BRACKETS.exec(text)?.[1];
  const [, sign = "", amount = "", after = ""] = SIGNED.exec(bracketed ?? text) ?? [];
  const minor = parseAmountMinor(amount);
  if (minor === null || (bracketed && sign)) return null;
  return bracketed || /[-−–]/.test(sign) || after === "-" ? -minor || 0 : minor;
}

const DAY_FIRST = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:[,\s]+(?:о\s+)?(\d{1,2}:\d{2}(?::\d{2})?))?$/;
const YEAR_FIRST = /^(\d{4})-(\d{2})-(\d{2})(?:[T\s]+(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;
/** A day without a time is taken at noon: never more than half a day off. */
const NOON = "12:00";

/**
 * The moment of a line: "31.05.2023 14:05:09" or "2023-05-31T14:05" by the clocks of a zone, ISO with an offset by itself. `time`
 * is a column of its own. Nothing when it is none.
 */
export function readMoment(cell: string, timeZone: string, time = ""): Date | undefined {
  const text = cell.trim();
  const byDay = DAY_FIRST.exec(text);
  const byYear = YEAR_FIRST.exec(text);
  const [year, month, day] = byDay ? [byDay[3], byDay[2], byDay[1]] : [byYear?.[1], byYear?.[2], byYear?.[3]];
  if (!year || !month || !day) return undefined;
  const full = year.length === 2 ? `20${year}` : year;
  if (Number(full) < 2000 || Number(full) > 2100) return undefined;
  const clock = (byDay?.[4] ?? byYear?.[4] ?? time.trim()) || NOON;
  const wall = `${full}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T${clock.padStart(clock.length < 6 ? 5 : 8, "0")}`;
  const offset = byYear?.[5];
  if (!offset) return instantIn(wall, timeZone);
  const at = Date.parse(`${wall}${wall.length < 19 ? ":00" : ""}${offset.replace(/^([+-]\d{2}):?(\d{2})$/, "$1:$2")}`);
  return Number.isNaN(at) ? undefined : new Date(at);
}

import { minutesAfter, NOON } from "../../support/times";

export type Line = { at?: Date; amount: string; comment?: string; from?: string; category?: string; balance?: string };

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
/** "02.03.2026 14:00": monobank's exports of jars have minutes, by the clocks of Kyiv. */
export function jarTime(at: Date): string {
  const parts = new Map(
    new Intl.DateTimeFormat("en", {
      timeZone: "Europe/Kyiv",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const get = (type: string) => parts.get(type as Intl.DateTimeFormatPartTypes) ?? "";
  return `${get("day")}.${get("month")}.${get("year")} ${get("hour")}:${get("minute")}`;
}

const JAR_HEADER =
  "Дата та час операції,Категорія операції,Сума,Валюта,Додаткова інформація,Коментар до платежу,Залишок,Валюта залишку";

/** A jar's statement as monobank exports it, newest first, with the balance after each line. */
export function aJarCsv(lines: readonly Line[]): Uint8Array {
  let balanceMinor = 0;
  const rows = lines.map((line, nth) => {
    const { at = minutesAfter(NOON, nth), amount, comment = "", from = "", category = "За посиланням" } = line;
    balanceMinor += Math.round(Number(amount) * 100) * (category === "Часткове зняття" ? -1 : 1);
    const balance = line.balance ?? (balanceMinor / 100).toFixed(2);
    return [jarTime(at), category, amount, "UAH", from, comment, balance, "UAH"].map(cell).join(",");
  });
  return new TextEncoder().encode(`${JAR_HEADER}\n${rows.reverse().join("\n")}\n`);
}

export const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A code as people type it: in Cyrillic letters, lower case, with spaces, alone or in a sentence. */
export function typed(code: string, nth: number): string {
  const cyrillic = code.replace(/[ABCEHKMTXOPI]/g, (letter) => TWINS[letter] ?? letter);
  return (
    [
      code,
      code.toLowerCase(),
      cyrillic,
      code.replace("-", " "),
      `за книгу ${cyrillic.toLowerCase()}, дякую!`,
      `BK ${[...code.slice(3)].join(" ")}`,
    ][nth % 6] ?? code
  );
}

const TWINS: Record<string, string> = {
  A: "А",
  B: "В",
  C: "С",
  E: "Е",
  H: "Н",
  K: "К",
  M: "М",
  T: "Т",
  X: "Х",
  O: "О",
  P: "Р",
  I: "І",
};

/** A moment some lines later. */
export const after = (lines: number) => minutesAfter(NOON, lines);

import { parseIsbn } from "@/lib/catalog/isbn";
import { cleanText } from "@/lib/core/text";

/** Something in a text that is an ISBN, or was meant to be one. `typed`: as it stands in the text. */
export type Extracted =
  | { kind: "isbn"; typed: string; isbn13: string }
  | { kind: "wrongCheckDigit"; typed: string; expected: string; group: string }
  | { kind: "notBook"; typed: string };

/** What is longer is not read: a pile has far fewer books. */
export const TEXT_MAX = 200_000;

/**
 * Takes the ISBNs out of any text, in its order, each as often as it stands there: ISBN-10 and -13 with any dashes and spaces,
 * Cyrillic Х for X. A number with a wrong check digit is taken when it was plainly meant as one: 978 or 979 before it, or the
 * word ISBN. Thirteen digits of another kind with a right check digit are a barcode of something else. Everything else (years,
 * prices, phone numbers) is left alone.
 */
export function isbnsIn(text: string): Extracted[] {
  const clean = cleanText(text.slice(0, TEXT_MAX), { lines: true }).text;
  return [...clean.matchAll(RUN)].flatMap(({ groups = {} }) =>
    readRun(groups.digits ?? "", groups.label !== undefined),
  );
}

// Digits of one line with single dashes, dots or spaces between them, and perhaps an X at the end; the word ISBN before them.
const LABEL = "(?<label>ISBN(?:[ -]?1[03](?=[ :]))?[ :№#-]{0,3})";
const DIGITS = "\\d(?: ?[\\p{Pd}−.]? ?\\d){8,60}(?: ?[\\p{Pd}−]? ?[XxХх](?![\\p{L}\\d]))?";
const RUN = new RegExp(`(?:${LABEL}|(?<![A-Za-z\\d]))(?<digits>${DIGITS})`, "giu");

/** One run of digits can be several numbers with spaces between them, so the longest that is right is taken first. */
function readRun(digits: string, isLabelled: boolean): Extracted[] {
  const parts = digits.split(/ +/).map((typed) => ({ typed, bare: bareOf(typed) }));
  const found: Extracted[] = [];
  for (let start = 0; start < parts.length; ) {
    const wholes = wholesFrom(parts, start);
    const taken =
      wholes.find(({ read }) => read.kind === "isbn") ?? wholes.find((whole) => wasMeant(whole, isLabelled));
    if (taken) found.push(asExtracted(taken));
    start += taken?.parts ?? 1;
  }
  return found;
}

type Part = { typed: string; bare: string };
type Whole = { typed: string; bare: string; parts: number; read: ReturnType<typeof parseIsbn> };

/** An ISBN-13 has five groups. */
const PARTS_MAX = 5;

/** All that could be a number of ten or thirteen signs from here on, the longest first. */
function wholesFrom(parts: readonly Part[], start: number): Whole[] {
  const wholes: Whole[] = [];
  let bare = "";
  for (let count = 1; count <= PARTS_MAX && start + count <= parts.length && bare.length < 13; count++) {
    bare += parts[start + count - 1]?.bare ?? "";
    if (!/^(?:\d{13}|\d{9}[\dX])$/.test(bare)) continue;
    const typed = parts
      .slice(start, start + count)
      .map((part) => part.typed)
      .join(" ");
    if (count > 1 && !isGrouped(typed, bare)) continue;
    wholes.unshift({ typed, bare, parts: count, read: parseIsbn(bare) });
  }
  return wholes;
}

/** Numbers that only stand side by side are no ISBN: its groups are four, or five with 978 as the first, and the last is one sign. */
function isGrouped(typed: string, bare: string): boolean {
  const groups = typed.split(/[^\dXxХх]+/);
  if (bare.length === 10) return groups.length === 4 && groups.at(-1)?.length === 1;
  return groups[0]?.length === 3 || (groups[0]?.length === 1 && groups.length <= 3); // as under a barcode: 9 786171 202658
}

function wasMeant({ bare, read }: Whole, isLabelled: boolean): boolean {
  if (read.kind === "wrongCheckDigit") return isLabelled || /^97[89]\d{10}$/.test(bare);
  return read.kind === "notBook" && (isLabelled || isBarcode(bare));
}

function asExtracted({ typed, read }: Whole): Extracted {
  if (read.kind === "isbn") return { kind: "isbn", typed, isbn13: read.isbn13 };
  if (read.kind === "wrongCheckDigit") return { kind: read.kind, typed, expected: read.expected, group: read.group };
  return { kind: "notBook", typed };
}

function bareOf(typed: string): string {
  return typed
    .replace(/[\p{Pd}−.]/gu, "")
    .toUpperCase()
    .replace("Х", "X");
}

/** Thirteen digits whose last one checks the others, as on any product. */
function isBarcode(digits: string): boolean {
  if (!/^\d{13}$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

import { restoreText } from "@/lib/catalog/export";
import { isIsbn13, parseIsbn } from "@/lib/catalog/isbn";
import type { Values } from "@/lib/core/i18n/bilingual";
import type { ImportCode } from "@/lib/core/i18n/messages/import";

/** What the ISBN columns of a row come to. A `rejected` one names some other book or none, and a person must decide. */
export interface IsbnFound {
  isbn13: string | null;
  code?: ImportCode;
  values?: Values;
  rejected?: true;
}

/**
 * The book's ISBN from a row's `isbn13` and `isbn` columns. What can be repaired with certainty is; a right-sized number with
 * a wrong check digit rejects the row; anything that is plainly no ISBN is damage and is left out.
 */
export function judgeIsbns(isbn13Cell: string, isbnCell: string): IsbnFound {
  const readings = [isbn13Cell, isbnCell].map(readCell);
  const found = readings.filter((reading) => reading.isbn13 !== null && reading.code !== "import.isbnRestored");
  const wrong = readings.find((reading) => reading.rejected);
  const [first, second] = found;
  if (first && second && first.isbn13 !== second.isbn13) return { isbn13: null, code: "import.isbnsDisagree" };
  if (first && wrong)
    return { isbn13: first.isbn13, code: "import.isbnOneWrong", values: { isbn: first.isbn13 ?? "" } };
  // The digits of a whole number need no help from a rounded one beside it.
  return (
    first ?? wrong ?? readings.find((reading) => reading.isbn13) ?? readings.find((reading) => reading.code) ?? NONE
  );
}

/**
 * The only ISBN that a number such as "9.78043902348e+12" can have been, or null when several or none fit. Twelve of thirteen
 * digits leave ten numbers, of which one or two have a right check digit.
 */
export function restoreIsbn(scientific: string): string | null {
  const [, whole = "", fraction = "", exponent] = SCIENTIFIC.exec(scientific) ?? [];
  const digits = whole + fraction;
  if (whole.length !== 1 || Number(exponent) !== 12 || digits.length > 13) return null;
  if (digits.length === 13) return isIsbn13(digits) ? digits : null;
  if (digits.length < SHORTEST_OF_TWELVE) return null;
  const rounded = Number(digits.padEnd(12, "0"));
  const candidates = Array.from({ length: 11 }, (_, step) => rounded * 10 - 5 + step).filter(
    (candidate) => roundHalfEven(candidate) === rounded && isIsbn13(String(candidate)),
  );
  return candidates.length === 1 ? String(candidates[0]) : null;
}

const NONE: IsbnFound = { isbn13: null };
const SCIENTIFIC = /^(\d+)(?:[.,](\d+))?e\+?(\d+)$/i;
// Programs that print twelve digits drop zeros at the end; two at most are believed. A spreadsheet's six digits are just six.
const SHORTEST_OF_TWELVE = 10;
const DATE = /^(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?:[T\s].*)?$/;

function readCell(cell: string): IsbnFound {
  const given = restoreText(cell).trim();
  // Spreadsheets guard digits as ="978…" or with an apostrophe, and write whole numbers as 978….0.
  const text = given.replace(/^="?|^['’]|"$/g, "").replace(/^(\d{7,13})[.,]0+$/, "$1");
  const parsed = parseIsbn(text);
  if (parsed.kind === "empty") return NONE;
  if (parsed.kind === "wrongCheckDigit") {
    const values = { expected: parsed.expected, group: parsed.group };
    return { isbn13: null, code: "import.isbnWrongCheckDigit", values, rejected: true };
  }
  if (parsed.kind === "isbn") {
    const isbn = parsed.isbn13;
    const repaired = text !== given ? "import.isbnTidied" : undefined;
    const code =
      parsed.from === "padded" ? "import.isbnPadded" : parsed.from === "isbn10" ? "import.isbnConverted" : repaired;
    return code ? { isbn13: isbn, code, values: { isbn } } : { isbn13: isbn };
  }
  if (parsed.kind === "notBook") return { isbn13: null, code: "import.isbnNotBook" };
  if (SCIENTIFIC.test(text)) {
    const isbn = restoreIsbn(text);
    if (isbn) return { isbn13: isbn, code: "import.isbnRestored", values: { isbn } };
    return { isbn13: null, code: "import.isbnScientific" };
  }
  return { isbn13: null, code: DATE.test(text) ? "import.isbnDate" : "import.isbnNotIsbn" };
}

// As programs print: a five in the last place goes to the even neighbour.
function roundHalfEven(thirteen: number): number {
  const [down, last] = [Math.floor(thirteen / 10), thirteen % 10];
  if (last !== 5) return last < 5 ? down : down + 1;
  return down % 2 === 0 ? down : down + 1;
}

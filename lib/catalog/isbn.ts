import { parse } from "isbn3";
import { cleanText } from "@/lib/core/text";

export type ParsedIsbn =
  | { kind: "isbn"; isbn13: string; from: "isbn13" | "isbn10" | "padded" }
  /** `group`: the hyphen groups to look at again, as they stand on a book; `expected`: what the last digit would have to be. */
  | { kind: "wrongCheckDigit"; expected: string; group: string }
  /** A 13-digit barcode of something else: not 978 or 979, or 979-0, which is sheet music. */
  | { kind: "notBook" }
  /** Words, dates, scientific notation, a number of another length. */
  | { kind: "notIsbn" }
  | { kind: "empty" };

/**
 * Reads an ISBN-10 or ISBN-13 as people type and spreadsheets keep it: any dashes and spaces, a leading "ISBN", Cyrillic Х for
 * X, and seven to nine bare digits that lost their leading zeros (`padded`).
 */
export function parseIsbn(text: string): ParsedIsbn {
  const clean = cleanText(text.slice(0, 200)).text;
  if (clean === "") return { kind: "empty" };
  const typed = clean.replace(/^ISBN(?:[\s-]?1[03](?=[\s:]))?[\s:]*/i, "").replace(/[.,;]$/, "");
  const bare = typed
    .replace(/[\s\p{Pd}−]/gu, "")
    .toUpperCase()
    .replace("Х", "X");

  if (/^\d{13}$/.test(bare)) return readIsbn13(bare);
  if (/^0*X?$/.test(bare)) return { kind: "notIsbn" }; // zeros in place of a number
  if (/^\d{9}[\dX]$/.test(bare)) return readIsbn10(bare, "isbn10");
  // Digits in groups are something whole, a date perhaps; only a bare number can have lost its zeros.
  if (bare.length === typed.length && /^\d{6,8}[\dX]$/.test(bare)) return readIsbn10(bare.padStart(10, "0"), "padded");
  return { kind: "notIsbn" };
}

/** "978-617-12-0265-8", by the agencies' ranges; digits alone where no range is known. Takes 13 digits with a right check digit. */
export function hyphenateIsbn(isbn13: string): string {
  return parse(isbn13)?.isbn13h ?? isbn13;
}

/** The ISBN-10 of the same book, or null: 979 has none. */
export function isbn10Of(isbn13: string): string | null {
  if (!/^978\d{10}$/.test(isbn13)) return null;
  const body = isbn13.slice(3, 12);
  return body + checkDigit10(body);
}

/** Whether these are 13 digits beginning with 978 or 979 (but not 979-0) with the right check digit. */
export function isIsbn13(digits: string): boolean {
  return BOOK_13.test(digits) && checkDigit13(digits.slice(0, 12)) === digits.charAt(12);
}

const BOOK_13 = /^97(?:8\d|9[1-9])\d{9}$/;

function readIsbn13(digits: string): ParsedIsbn {
  if (!BOOK_13.test(digits)) return { kind: "notBook" };
  const expected = checkDigit13(digits.slice(0, 12));
  if (expected === digits.charAt(12)) return { kind: "isbn", isbn13: digits, from: "isbn13" };
  return { kind: "wrongCheckDigit", expected, group: groupToCheck(digits.slice(0, 12), digits.charAt(12)) };
}

function readIsbn10(digits: string, from: "isbn10" | "padded"): ParsedIsbn {
  const body = digits.slice(0, 9);
  const expected = checkDigit10(body);
  if (expected !== digits.charAt(9)) {
    return { kind: "wrongCheckDigit", expected, group: groupToCheck(`978${body}`, digits.charAt(9)) };
  }
  return { kind: "isbn", isbn13: `978${body}${checkDigit13(`978${body}`)}`, from };
}

// Country and publisher that the agencies' ranges know are rarely the slip: look at the title's digits and the last one.
// Where the ranges know no such publisher, the slip is before that, so everything after 978 is to be checked.
function groupToCheck(body12: string, typedCheck: string): string {
  const known = parse(body12 + checkDigit13(body12));
  return known ? `${known.article}-${typedCheck}` : `${body12.slice(3)}-${typedCheck}`;
}

function checkDigit13(body: string): string {
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
}

function checkDigit10(body: string): string {
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? "X" : String(check);
}

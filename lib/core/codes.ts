import { createHash, randomBytes, randomInt } from "node:crypto";

/** Picks a whole number from 0 up to, not including, `below`. */
export type Random = (below: number) => number;

// 29 signs without look-alikes (0 O, 1 I L, U V, Y and Cyrillic У). 29 is prime: the check sign rests on that.
const SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXZ";
const WEIGHTS = [5, 4, 3, 2]; // the check sign itself weighs 1
const DATA_LENGTH = WEIGHTS.length;
const CODE_LENGTH = DATA_LENGTH + 1;
const BOOK_CODE_LENGTH = 7;

/**
 * A payment and claim code such as "BK-7M4QT": four random signs and a check sign. The sum of weight × sign is 0 modulo 29, so
 * any one wrong sign and any two swapped neighbours are noticed. Only 29⁴ = 707,281 codes exist: a code is unique within one
 * community, and whoever stores it tries again when it is taken.
 */
export function newPaymentCode(random: Random = randomInt): string {
  const data = randomSigns(DATA_LENGTH, random);
  return `BK-${data}${checkSign(data)}`;
}

/**
 * The code in the form it was given out, or null when this is not one. Forgives case, spaces, dashes, a missing "BK" and the
 * Cyrillic letters that look like Latin ones (АВСЕНІКМОРТХ).
 */
export function readPaymentCode(text: string): string | null {
  if (text.length > 100) return null;
  const signs = latinShapes(text).replace(/[\s\p{Pd}−]/gu, "");
  const data = signs.length === CODE_LENGTH + 2 && signs.startsWith("BK") ? signs.slice(2) : signs;
  return isSound(data) ? `BK-${data}` : null;
}

/** Every payment code inside a bank's comment, each once, in order. Only those that begin with "BK" and whose check sign holds. */
export function findPaymentCodes(comment: string): string[] {
  const found = latinShapes(comment.slice(0, 2_000)).matchAll(CODE_IN_TEXT);
  const codes = [...found].map(([, signs = ""]) => signs.replace(/[^\p{L}\p{N}]/gu, "")).filter(isSound);
  return [...new Set(codes.map((data) => `BK-${data}`))];
}

/** A book's code in its address, such as "k7qm4tz": 29⁷ (1.7 × 10¹⁰) of them, lower case, no look-alikes. */
export function newBookCode(random: Random = randomInt): string {
  return randomSigns(BOOK_CODE_LENGTH, random).toLowerCase();
}

/** The code as it is stored, or null when no book can have it. Upper case and Cyrillic look-alikes are forgiven. */
export function readBookCode(text: string): string | null {
  const code = latinShapes(text.trim());
  return code.length === BOOK_CODE_LENGTH && areSigns(code) ? code.toLowerCase() : null;
}

/** What to look a book up by: the code as it is stored, or text that no book has, without the NUL that PostgreSQL refuses. */
export function bookCodeToFind(text: string): string {
  return readBookCode(text) ?? text.replaceAll("\0", "");
}

/** 256 random bits for a private link, base64url (43 characters). Store `hashToken` of it, never the token. */
export function newSecretToken(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 in hex. Enough for 256-bit tokens; short codes need a keyed hash. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Six digits for an e-mail, leading zeros kept. */
export function newSixDigitCode(random: Random = randomInt): string {
  return String(random(1_000_000)).padStart(6, "0");
}

// Looks ahead, so that a "BK" that fails does not swallow the code after it.
const GAP = "[\\s\\p{Pd}−._:#№]*";
const CODE_IN_TEXT = new RegExp(
  `(?<![\\p{L}\\p{N}])BK(?=${GAP}((?:[${SIGNS}]${GAP}){${DATA_LENGTH}}[${SIGNS}])(?![\\p{L}\\p{N}]))`,
  "gu",
);

const CYRILLIC_SHAPES: Record<string, string> = {
  А: "A",
  В: "B",
  С: "C",
  Е: "E",
  Н: "H",
  І: "I",
  К: "K",
  М: "M",
  О: "O",
  Р: "P",
  Т: "T",
  Х: "X",
};

function latinShapes(text: string): string {
  return text.toUpperCase().replace(/[АВСЕНІКМОРТХ]/g, (letter) => CYRILLIC_SHAPES[letter] ?? letter);
}

function randomSigns(length: number, random: Random): string {
  return Array.from({ length }, () => SIGNS.charAt(random(SIGNS.length))).join("");
}

function checkSign(data: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * SIGNS.indexOf(data.charAt(place)), 0);
  return SIGNS.charAt((SIGNS.length - (sum % SIGNS.length)) % SIGNS.length);
}

function isSound(code: string): boolean {
  return (
    code.length === CODE_LENGTH && areSigns(code) && checkSign(code.slice(0, DATA_LENGTH)) === code.charAt(DATA_LENGTH)
  );
}

function areSigns(text: string): boolean {
  return [...text].every((sign) => SIGNS.includes(sign));
}

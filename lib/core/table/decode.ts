import iconv from "iconv-lite";
import { Refusal } from "@/lib/core/refusal";

export const MAX_FILE_BYTES = 20 * 1024 * 1024;

export interface DecodedFile {
  text: string;
  encoding: "utf-8" | "utf-16" | "windows-1251";
}

/**
 * The text of an uploaded table. UTF-8 or UTF-16 ("Unicode text" of spreadsheets), each with or without a byte order mark,
 * else windows-1251 when the bytes read as Cyrillic words. Bytes of damaged UTF-8 become U+FFFD, so that only their rows are
 * rejected. Refuses `catalog.fileTooLarge`, and `catalog.fileUnreadable` for workbooks, archives and other binary files.
 */
export function decodeFile(bytes: Uint8Array): DecodedFile {
  if (bytes.length > MAX_FILE_BYTES) throw new Refusal("catalog.fileTooLarge");
  if (BINARY_STARTS.some((start) => start.every((byte, place) => bytes[place] === byte))) {
    throw new Refusal("catalog.fileUnreadable");
  }
  const utf16 = utf16Of(bytes);
  if (utf16) return { text: refuseBinary(iconv.decode(Buffer.from(bytes), utf16)), encoding: "utf-16" };

  const text = new TextDecoder("utf-8").decode(bytes); // takes the byte order mark off
  if (hasByteOrderMark(bytes) || !text.includes("\uFFFD")) return { text: refuseBinary(text), encoding: "utf-8" };

  const cyrillic = iconv.decode(Buffer.from(bytes), "windows-1251");
  if (readsAsCyrillic(cyrillic, text)) return { text: refuseBinary(cyrillic), encoding: "windows-1251" };
  return { text: refuseBinary(text), encoding: "utf-8" };
}

// A zip (xlsx, ods), an old xls, a PDF.
const BINARY_STARTS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x25, 0x50, 0x44, 0x46],
];

// By its mark, or by the first two characters being Latin or Cyrillic: no other text has 0 or 4 in every second byte.
function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const [a, b, c, d] = bytes;
  const isHigh = (byte: number | undefined) => byte === 0 || byte === 4;
  if ((a === 0xff && b === 0xfe) || (isHigh(b) && isHigh(d))) return "utf-16le";
  if ((a === 0xfe && b === 0xff) || (isHigh(a) && isHigh(c))) return "utf-16be";
  return null;
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

// One NUL spoils its row; where a tenth of the file is NUL, there is no text.
function refuseBinary(text: string): string {
  const head = text.slice(0, 10_000);
  const nuls = head.split("\0").length - 1;
  if (nuls > 20 && nuls * 10 > head.length) throw new Refusal("catalog.fileUnreadable");
  return text;
}

// In a damaged UTF-8 file most letters beyond ASCII still decode; in windows-1251 read as UTF-8 next to none does. And
// windows-1251 must then give Cyrillic words, not single odd letters inside Latin ones (a Latin-1 "café").
function readsAsCyrillic(asCyrillic: string, asUtf8: string): boolean {
  const damaged = count(asUtf8, /\uFFFD/g);
  const sound = count(asUtf8, /[^\0-\x7F\uFFFD]/gu);
  if (sound >= damaged) return false;
  const letters = count(asCyrillic, /[А-яЁёІіЇїЄєҐґ]/g);
  const strange = count(asCyrillic, /(?<=[A-Za-z])[А-яІіЇїЄєҐґ]|[А-яІіЇїЄєҐґ](?=[A-Za-z])|[ЂЃѓЉЊЌЋЏђљњќћџЎўЈЅѕј]/g);
  return letters >= 4 && strange * 10 <= letters;
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found++;
  return found;
}

import type { Unit } from "./specs";

const graphemes = new Intl.Segmenter("uk", { granularity: "grapheme" });

/** How long a text is, counted the way a network counts. A line break is one, however it was typed. */
export function lengthOf(text: string, unit: Unit): number {
  const plain = text.replace(/\r\n?/g, "\n");
  if (unit === "utf16") return plain.length;
  if (unit === "bytes") return Buffer.byteLength(plain, "utf8");
  return [...graphemes.segment(plain)].length;
}

/** What a reader sees before “more”: whole signs, never half an emoji. */
export function firstSigns(text: string, count: number): string {
  let shown = "";
  let left = count;
  for (const { segment } of graphemes.segment(text)) {
    if (left-- <= 0) break;
    shown += segment;
  }
  return shown;
}

// A bare name with a path or one of the usual endings is taken for an address as networks take it; `e.g.` and `і.т.д.` are none.
const LINK =
  /(?:https?:\/\/|www\.)[^\s<>"«»]+|(?<![\p{L}\p{N}@._-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|ua|info|io|me|app|dev|eu|gov|edu|link|page|site|online|укр)(?![\p{L}\p{N}-])(?:\/[^\s<>"«»]*)?/giu;
const CLOSES = /[.,;:!?)\]}'"»…]+$/u;

/** The addresses in a text, as networks find them: without what closes the sentence. E-mail addresses are none. */
export function linksIn(text: string): string[] {
  return [...text.matchAll(LINK)].map(([found]) => found.replace(CLOSES, "")).filter(Boolean);
}

// The sign, then letters, marks, digits and underscores with at least one letter; not inside a word or an address.
const HASHTAG = /(?<![\p{L}\p{N}_&/])[#＃](?=[\p{N}_]*\p{L})[\p{L}\p{M}\p{N}_]+/gu;

/** The hashtags of a text, in any script. `#1` is none. */
export function hashtagsIn(text: string): string[] {
  const withoutLinks = text.replace(LINK, " ");
  return [...withoutLinks.matchAll(HASHTAG)].map(([found]) => found);
}

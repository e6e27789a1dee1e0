import type { Command } from "opentype.js/dist/opentype.mjs";
import { type FaceName, runsOf } from "./fonts";

export type Place = { x: number; y: number };
export type Block = {
  face: FaceName;
  /** The largest and the smallest size in pixels; between them the largest that fits is taken. */
  largest: number;
  smallest: number;
  width: number;
  height: number;
  /** Line height in sizes. */
  leading: number;
};
/** A text as it will stand: its lines at a size, and how high they are together. */
export type SetText = { lines: string[]; face: FaceName; size: number; leading: number; height: number };

const END = "…";

/** Composed letters, one kind of apostrophe, plain spaces: as the typefaces have them. No-break spaces stay what they are. */
export function readable(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll("ʼ", "’")
    .replaceAll("\u202f", "\u00a0")
    .replace(/[^\S\u00a0]+/gu, " ")
    .trim();
}

/** How wide a text is. Words are measured once, at a size of one: a title is tried at many. */
export function widthOf(text: string, face: FaceName, size: number): number {
  const key = `${face} ${text}`;
  let width = measured.get(key);
  if (width === undefined) {
    width = runsOf(text.replaceAll("\u00a0", " "), face).reduce(
      (sum, run) => sum + run.font.getAdvanceWidth(run.text, 1),
      0,
    );
    if (measured.size >= MEASURED_MAX) measured.clear();
    measured.set(key, width);
  }
  return width * size;
}
const measured = new Map<string, number>();
const MEASURED_MAX = 5_000;

/** A line as outlines, from `x`, standing on `y`. */
export function outline(text: string, face: FaceName, size: number, { x, y }: Place): string {
  let d = "";
  let at = x;
  for (const { font, text: part } of runsOf(text.replaceAll("\u00a0", " "), face)) {
    d += font.getPath(part, at, y, size).commands.map(written).join("");
    at += font.getAdvanceWidth(part, size);
  }
  return d;
}

// the library's own writing of a path makes "NaN" of numbers very near a whole one
function written({ type, x1, y1, x2, y2, x, y }: Command): string {
  const values = [x1, y1, x2, y2, x, y].filter((value) => value !== undefined);
  return type + values.map((value) => Math.round(value * 100) / 100).join(" ");
}

/** Sets a text as large as its box allows. When even the smallest size does not fit, the end is cut off with "…". */
export function fitted(text: string, { face, largest, smallest, width, height, leading }: Block): SetText {
  const words = readable(text).split(" ");
  for (let size = largest; ; size = Math.max(smallest, size * 0.95)) {
    const isLast = size <= smallest;
    const lines = wrap(words, face, size, width, isLast);
    const room = Math.max(1, Math.floor(height / (size * leading)));
    if (lines && lines.length <= room) return made(lines, face, size, leading);
    if (isLast) return made(cutOff(lines ?? [], room, face, size, width), face, size, leading);
  }
}

const made = (lines: string[], face: FaceName, size: number, leading: number): SetText => ({
  lines,
  face,
  size,
  leading,
  height: lines.length * size * leading,
});

/** Lines no wider than `width`; nothing when a word is wider, unless it may be broken. */
function wrap(words: string[], face: FaceName, size: number, width: number, mayBreak: boolean): string[] | undefined {
  const space = widthOf(" ", face, size);
  const lines: string[] = [];
  let used = Number.POSITIVE_INFINITY; // of the last line: the first word begins one
  for (const word of words) {
    const wide = widthOf(word, face, size);
    if (used + space + wide <= width) {
      lines.push(`${lines.pop()} ${word}`);
      used += space + wide;
      continue;
    }
    if (wide > width && !mayBreak) return undefined;
    lines.push(...(wide > width ? broken(word, face, size, width) : [word]));
    used = widthOf(lines.at(-1) ?? "", face, size);
  }
  return lines;
}

function broken(word: string, face: FaceName, size: number, width: number): string[] {
  const parts = [""];
  let used = 0;
  for (const sign of word) {
    const wide = widthOf(sign, face, size);
    if (used + wide > width) {
      parts.push("");
      used = 0;
    }
    parts.push(parts.pop() + sign);
    used += wide;
  }
  return parts.filter(Boolean);
}

function cutOff(lines: string[], room: number, face: FaceName, size: number, width: number): string[] {
  const kept = lines.slice(0, room);
  let last = kept.pop() ?? "";
  while (last.length > 0 && widthOf(last, face, size) + widthOf(END, face, size) > width)
    last = last.slice(0, -1).trimEnd();
  return [...kept, last.replace(/[\s,.:;—–-]+$/u, "") + END];
}

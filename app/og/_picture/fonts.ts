import { readFileSync } from "node:fs";
import path from "node:path";
import { type Font, parse } from "opentype.js/dist/opentype.mjs";

/** The typefaces of the pages in one weight each: pictures are drawn from outlines, so no font of the machine matters. */
export const FACES = {
  display: ["literata", 600],
  text: ["onest", 500],
  bold: ["onest", 700],
} as const;
export type FaceName = keyof typeof FACES;

/** A typeface comes in files by script. The first that has a letter draws it. */
const SCRIPTS = ["cyrillic", "latin", "latin-ext", "cyrillic-ext"] as const;
const read = new Map<FaceName, Font[]>();

/** A stretch of text that one file draws. */
export type Run = { font: Font; text: string };

/** The text in stretches by file. A letter that no file has is left out: a box would say less than nothing. */
export function runsOf(text: string, face: FaceName): Run[] {
  const fonts = fontsOf(face);
  const runs: Run[] = [];
  for (const sign of text) {
    const last = runs.at(-1);
    const font = last && hasSign(last.font, sign) ? last.font : fonts.find((each) => hasSign(each, sign));
    if (!font) continue;
    if (last?.font === font) last.text += sign;
    else runs.push({ font, text: sign });
  }
  return runs;
}

/** Whether a typeface has every letter of a text. */
export function covers(text: string, face: FaceName): boolean {
  return [...text].every((sign) => fontsOf(face).some((font) => hasSign(font, sign)));
}

const hasSign = (font: Font, sign: string) => font.charToGlyphIndex(sign) > 0;

function fontsOf(face: FaceName): Font[] {
  const kept = read.get(face);
  if (kept) return kept;
  const [name, weight] = FACES[face];
  const fonts = SCRIPTS.map((script) => {
    const file = path.join(
      process.cwd(),
      "node_modules/@fontsource",
      name,
      "files",
      `${name}-${script}-${weight}-normal.woff`,
    );
    const { buffer, byteOffset, byteLength } = readFileSync(file);
    return parse(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
  });
  read.set(face, fonts);
  return fonts;
}

/** How a title is set. Widths are those of the two typefaces, near enough to know where a line breaks. */
export type Face = "serif" | "sans" | "caps";
const WIDER: Record<Face, number> = { serif: 1.16, sans: 1.1, caps: 1.12 };
const LEADING: Record<Face, number> = { serif: 1.06, sans: 1.02, caps: 1.1 };

const WIDE = /[жшщюфмыwm@—%]/i;
const NARROW = /[іїijlftr.,:;'’!()|«»-]/i;

function widthOf(text: string, face: Face): number {
  let width = 0;
  for (const sign of face === "caps" ? text.toUpperCase() : text) {
    const isUpper = sign !== sign.toLowerCase();
    const base = sign === " " ? 0.25 : WIDE.test(sign) ? 0.84 : NARROW.test(sign) ? 0.38 : 0.56;
    width += isUpper ? base * 1.19 : base;
  }
  return width * WIDER[face];
}

/** How many lines a text takes at a size (both in hundredths of the cover's width), or more than any when a word is too wide. */
function linesOf(text: string, face: Face, size: number, width: number): number {
  let lines = 1;
  let used = 0;
  for (const word of text.split(/\s+/)) {
    const wide = widthOf(word, face) * size;
    if (wide > width) return Number.POSITIVE_INFINITY;
    const withSpace = used === 0 ? wide : used + 0.25 * size + wide;
    if (withSpace > width) {
      lines += 1;
      used = wide;
    } else used = withSpace;
  }
  return lines;
}

export type Fit = { size: number; height: number };

/** The largest size at which a text fits its box; the smallest, when nothing does: the rest is then cut off by the page. */
export function fitted(text: string, face: Face, width: number, height: number, largest: number, smallest = 5.5): Fit {
  for (let size = largest; size > smallest; size -= 0.5) {
    const needed = linesOf(text, face, size, width) * size * LEADING[face];
    if (needed <= height) return { size, height: needed };
  }
  return { size: smallest, height };
}

const PAUSE = /(?<=[^\s.]{2})(?:[:.]\s+|\s+[–—]\s+|\s+(?=\()|,\s+(?=(?:або|or)\s))/u;

/** A long title's name and what explains it: «BIG DATA» and «Зброя математичного знищення…». */
export function parts(title: string): { name: string; rest: string } {
  const text = title.replace(/\s+/g, " ").trim();
  const pause = text.length > 24 ? PAUSE.exec(text) : null;
  if (!pause || pause.index < 3) return { name: text, rest: "" };
  const rest = text.slice(pause.index + pause[0].length);
  return rest.length < 4 ? { name: text, rest: "" } : { name: text.slice(0, pause.index), rest };
}

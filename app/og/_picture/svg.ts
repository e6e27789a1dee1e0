import { HEIGHT, WIDTH } from "./size";
import { outline, type Place, type SetText } from "./text";

/** The cloth and the bookmark of the pages, in the light theme: a preview stands on anybody's page. */
export const COLORS = {
  cloth: "#0d4435",
  deep: "#083227",
  line: "#2b6553",
  ink: "#ffffff",
  muted: "#bcd6ca",
  accent: "#ffb31a",
  onAccent: "#1d1500",
  raised: "#54c79b",
  quiet: "#dfe9e3",
  onQuiet: "#13211b",
} as const;

const number = (value: number) => Math.round(value * 10) / 10;

export const path = (d: string, fill: string) => `<path d="${d}" fill="${fill}"/>`;

export function box(
  { x, y }: Place,
  width: number,
  height: number,
  fill: string,
  { radius = 0, opacity = 1 }: { radius?: number; opacity?: number } = {},
): string {
  return `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" rx="${radius}" fill="${fill}" fill-opacity="${opacity}"/>`;
}

/** A set text, its first line's top at `y`; centred on `x` when asked. */
export function block(set: SetText, at: Place, fill: string, middle?: (line: string) => number): string {
  const { lines, face, size, leading } = set;
  const d = lines.map((line, nth) => {
    const y = at.y + size * (leading * nth + (leading + ASCENT - DESCENT) / 2);
    return outline(line, face, size, { x: middle ? middle(line) : at.x, y });
  });
  return path(d.join(""), fill);
}
// where capitals stand in a line of both typefaces, in sizes
const ASCENT = 0.86;
const DESCENT = 0.16;

/** The mark of the product, `size` pixels high. */
export function mark({ x, y }: Place, size: number): string {
  return `<g transform="translate(${x} ${y}) scale(${number((size / 24) * 100) / 100})"><rect x="1" y="7" width="6" height="14" rx="1.5" fill="#fff"/><rect x="9.5" y="1" width="6.5" height="16" rx="1.5" fill="${COLORS.accent}"/><path d="m19.3 7.6 4.5 13" stroke="#fff" stroke-width="5" stroke-linecap="round"/><path d="M1 23h24" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/></g>`;
}

export const svg = (content: string, width = WIDTH, height = HEIGHT) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;

import type { Chance } from "./chance";
import type { Face } from "./fit";
import type { Inks } from "./inks";

/** One shape: its outline, its ink, and the width of its line when it is not filled. */
export type Shape = { d: string; fill: string; line?: number };

/** A drawing on a cover 100 wide and `tall` high, and where the title stands clear of it. */
export type Drawing = {
  shapes: Shape[];
  /** Where the words stand, in hundredths of the width: from the top, how high, how far from the sides. */
  words: { top: number; height: number; side: number };
  at: "start" | "end" | "center";
  face: Face;
  align?: "center";
  /** How far the words move to the right, past a strip. */
  shift?: number;
  /** Ground and ink of a plate under the words. */
  plate?: { ground: string; ink: string };
  /** A letter as the drawing. */
  initial?: { x: number; y: number; size: number; fill: string };
};

export type Draw = (tall: number, inks: Inks, chance: Chance) => Drawing;

export const circle = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
export const rect = (x: number, y: number, w: number, h: number) => `M${x} ${y}h${w}v${h}h${-w}Z`;
export const round = (value: number) => Math.round(value * 10) / 10;
export const above = (tall: number, share = 0.5) => ({ top: 8, height: round(tall * share), side: 8 });
export const below = (tall: number, share: number) => ({
  top: round(tall * (1 - share)),
  height: round(tall * share) - 8,
  side: 8,
});

/** Joins shapes of one ink into one outline: the page carries each cover's drawing as text. */
export function mergeByFill(shapes: Shape[]): Shape[] {
  const byFill = new Map<string, string>();
  for (const { d, fill } of shapes) byFill.set(fill, (byFill.get(fill) ?? "") + d);
  return [...byFill].map(([fill, d]) => ({ fill, d }));
}

/** Whether white letters read better on a colour. */
export function isDark(hex: string): boolean {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return r * 0.299 + g * 0.587 + b * 0.114 < 140;
}

import { chanceOf, pick } from "@/app/_ui/cover/chance";
import { drawingFor } from "@/app/_ui/cover/drawings";
import { parts } from "@/app/_ui/cover/fit";
import { INKS } from "@/app/_ui/cover/inks";
import type { FaceName } from "./fonts";
import { block, box, path } from "./svg";
import { fitted, outline, type Place, readable, widthOf } from "./text";

export type CoverFacts = { code: string; title: string; authors: string[]; category: string };

const FACE: Record<"serif" | "sans" | "caps", FaceName> = { serif: "display", sans: "bold", caps: "bold" };

/** The cover that the pages set for a book without a photo: the same drawing and inks, its words measured instead of guessed. */
export function coverOf({ code, title, authors, category }: CoverFacts, at: Place, wide: number, id: string) {
  const chance = chanceOf(code);
  const inks = pick(INKS, chance);
  const tall = pick([134, 140, 146, 151], chance);
  const {
    words,
    at: stands,
    face,
    align,
    plate,
    shift = 0,
    shapes,
    initial,
  } = drawingFor(category, chance)(tall, inks, chance);
  const { name, rest } = parts(readable(title));

  const left = words.side + shift + (plate ? 5 : 0);
  const width = 100 - 2 * words.side - shift - (plate ? 10 : 0);
  const who = authors[0]
    ? fitted(authors[0], { face: "text", largest: 6, smallest: 4, width, height: 7, leading: 1.15 })
    : undefined;
  const room = words.height - (who ? who.height + 4 : 0) - (plate ? 10 : 0);
  const shown = face === "caps" ? name.toUpperCase() : name;
  const nameSet = fitted(shown, {
    face: FACE[face],
    largest: face === "caps" ? 17 : 21,
    smallest: 6,
    width,
    height: rest ? room * 0.62 : room,
    leading: 1.1,
  });
  const restSet = rest
    ? fitted(rest, { face: "text", largest: 7, smallest: 5, width, height: room * 0.34, leading: 1.18 })
    : undefined;
  const all = nameSet.height + (restSet ? restSet.height + 3 : 0) + (who ? who.height + 4 : 0);
  const spare = words.height - all - (plate ? 10 : 0);
  let top = words.top + (plate ? 5 : 0) + Math.max(0, stands === "end" ? spare : stands === "center" ? spare / 2 : 0);

  const ink = plate?.ink ?? inks.ink;
  const middle = (setFace: FaceName, size: number) =>
    align === "center" ? (line: string) => left + (width - widthOf(line, setFace, size)) / 2 : undefined;
  const drawn = shapes.map(({ d, fill, line }) =>
    line ? `<path d="${d}" fill="none" stroke="${fill}" stroke-width="${line}"/>` : path(d, fill),
  );
  if (initial)
    drawn.push(path(outline(readable(name).charAt(0).toUpperCase(), FACE[face], initial.size, initial), initial.fill));
  if (plate) drawn.push(box({ x: left - 5, y: top - 5 }, width + 10, all + 10, plate.ground));
  for (const [set, gap] of [
    [nameSet, 3],
    [restSet, 4],
    [who, 0],
  ] as const) {
    if (!set) continue;
    if (set === who && !restSet) top += 1;
    drawn.push(block(set, { x: left, y: top }, ink, middle(set.face, set.size)));
    top += set.height + gap;
  }
  const scale = wide / 100;
  return {
    height: tall * scale,
    content:
      `<clipPath id="${id}"><rect width="100" height="${tall}" rx="1.5"/></clipPath><g transform="translate(${at.x} ${at.y}) scale(${scale})"><g clip-path="url(#${id})">` +
      `${box({ x: 0, y: 0 }, 100, tall, inks.ground)}${drawn.join("")}${box({ x: 3.4, y: 0 }, 1.2, tall, "#000", { opacity: 0.18 })}${box({ x: 4.6, y: 0 }, 1, tall, "#fff", { opacity: 0.12 })}</g></g>`,
  };
}

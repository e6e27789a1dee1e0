import { chanceOf, pick } from "@/app/_ui/cover/chance";
import { drawingFor } from "@/app/_ui/cover/drawings";
import { fitted, parts } from "@/app/_ui/cover/fit";
import { INKS } from "@/app/_ui/cover/inks";
import { escaped } from "@/app/_web/markup";
import type { BookCard } from "@/lib/catalog/state";

/** The cover set for a book without a photo, without scripts or styles of its own: as `Cover` draws it, less the fine print. */
export function coverMarkup({ code, title, category }: Pick<BookCard, "code" | "title" | "category">): string {
  const chance = chanceOf(code);
  const inks = pick(INKS, chance);
  const tall = pick([134, 140, 146, 151], chance);
  const { shapes, words, face, plate, shift = 0 } = drawingFor(category, chance)(tall, inks, chance);
  const { name } = parts(title);
  const padding = plate ? 5 : 0;
  const width = 100 - 2 * words.side - shift - 2 * padding;
  const { size } = fitted(name, face, width, words.height - 2 * padding, face === "caps" ? 15 : 18, 7);
  const drawn = shapes.map(({ d, fill, line }) =>
    line ? `<path d="${d}" fill="none" stroke="${fill}" stroke-width="${line}"/>` : `<path d="${d}" fill="${fill}"/>`,
  );
  const place = `top:${words.top}cqw;left:${words.side + shift}cqw;right:${words.side}cqw;max-height:${words.height}cqw`;
  const ground = plate ? `;background:${plate.ground};color:${plate.ink};padding:${padding}cqw` : "";
  return `<span class="cover" aria-hidden="true" style="background:${inks.ground};color:${inks.ink}"><svg viewBox="0 0 100 ${tall}" preserveAspectRatio="none">${drawn.join("")}</svg><span class="name ${face}" style="${place}${ground};font-size:${size}cqw">${escaped(name)}</span></span>`;
}

import sharp from "sharp";
import { coverOf } from "@/app/og/_picture/cover";
import { block, box, COLORS, mark, svg } from "@/app/og/_picture/svg";
import { fitted } from "@/app/og/_picture/text";

type Size = { width: number; height: number };
export const STORY: Size = { width: 1080, height: 1920 };
export const POST: Size = { width: 1200, height: 630 };

type Shown = { title: string; authors: string[]; category: string };

/** A picture for a placement of the demo: words and covers on the product's cloth, nothing in a story's unsafe zones. */
export async function drawPost({ width, height }: Size, words: string, books: readonly Shown[]): Promise<Buffer> {
  const isTall = height > width;
  const side = isTall ? 96 : 72;
  const top = isTall ? 340 : 84;
  const room = isTall ? width - 2 * side : width * 0.44;
  const text = fitted(words, {
    face: "display",
    largest: isTall ? 108 : 72,
    smallest: 40,
    width: room,
    height: isTall ? 520 : height - 2 * top - 60,
    leading: 1.16,
  });
  const wide = isTall ? 268 : 190;
  const gap = 42;
  const covers = books.map((book, nth) => {
    const at = isTall
      ? { x: side + nth * (wide + gap), y: 1060 + (nth % 2) * 60 }
      : { x: width * 0.52 + nth * (wide * 0.9 + 12), y: 130 + (nth % 2) * 40 };
    return coverOf({ ...book, code: `demo-${book.title}` }, at, wide, `cover-${nth}`).content;
  });
  const drawing = svg(
    [
      box({ x: 0, y: 0 }, width, height, COLORS.cloth),
      box({ x: side, y: top - 44 }, 96, 12, COLORS.accent, { radius: 6 }),
      block(text, { x: side, y: top }, COLORS.ink),
      ...covers,
      mark({ x: side, y: isTall ? height - 330 : height - 100 }, 56),
    ].join(""),
    width,
    height,
  );
  return sharp(Buffer.from(drawing)).png({ effort: 4 }).toBuffer();
}

import sharp from "sharp";
import { describe, expect, test } from "vitest";
import type { BookFacts, CampaignFacts } from "@/app/og/_picture/facts";
import { covers, FACES, type FaceName, runsOf } from "@/app/og/_picture/fonts";
import { picture } from "@/app/og/_picture/render";
import { fitted, outline, widthOf } from "@/app/og/_picture/text";

const book = (title: string, more: Partial<BookFacts> = {}): BookFacts => ({
  kind: "book",
  cover: { code: "7kq2m4x", title: "Та сама обкладинка", authors: [], category: "agile" },
  photo: null,
  title,
  authors: "Ірина Їжакевич",
  campaign: "Книжковий обмін",
  fund: "Донати отримує Фонд «Сторінка за сторінкою»",
  call: "від 300 ₴",
  isFree: true,
  ...more,
});
const campaign: CampaignFacts = {
  kind: "campaign",
  name: "Charity Book Sale",
  community: "Спільнота PM",
  fund: "Донати отримує Фонд",
  raised: "зібрано 39 000 ₴ з 40 000 ₴",
  share: 0.975,
  call: "15 вільних книг",
  isOpen: true,
  covers: [],
};

async function drawn(facts: BookFacts | CampaignFacts): Promise<Buffer> {
  const png = await picture(facts);
  if (!png) throw new Error("no picture");
  return png;
}

/** How many points of two pictures differ, of 756,000. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((png) => sharp(png).removeAlpha().greyscale().raw().toBuffer()));
  return a?.reduce((count, value, at) => count + (Math.abs(value - (b?.[at] ?? 0)) > 40 ? 1 : 0), 0) ?? 0;
}

const FACE_NAMES = Object.keys(FACES) as FaceName[];

describe("letters", () => {
  test.each(FACE_NAMES)("the typeface for %s has every Ukrainian letter and sign", (face) => {
    const letters = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя";
    expect(covers(`${letters}${letters.toUpperCase()} ’«»—–…№0123456789.,:;!?()`, face)).toBe(true);
    expect(covers("₴", "bold")).toBe(true);
  });

  test.each(FACE_NAMES)(
    "each is a shape of its own in the typeface for %s, and none is the box of a missing one",
    (face) => {
      const font = runsOf("Ґ", face)[0]?.font;
      const box = JSON.stringify(font?.getPath("漢", 0, 100, 100).commands);
      const shapes = [..."ҐЄІЇґєіїгеи’"].map((sign) => outline(sign, face, 100, { x: 0, y: 100 }));
      expect(new Set(shapes).size).toBe(shapes.length);
      expect(shapes.every((d) => d.startsWith("M") && !d.includes("NaN"))).toBe(true);
      expect(JSON.stringify(font?.getPath("Ґ", 0, 100, 100).commands)).not.toBe(box);
    },
  );

  test("what no file has is left out, not drawn as a box", () => {
    expect(runsOf("Ґ漢🙂", "text").map(({ text }) => text)).toEqual(["Ґ"]);
  });

  test("outlines hold numbers alone, at any size and place", () => {
    const text = "Благодійний книжковий обмін: 39 000 ₴ з 40 000 ₴";
    for (let size = 6; size < 80; size += 3.7)
      expect(outline(text, "text", size, { x: 518.3, y: 100 })).toMatch(/^(?:[MLQC](?:-?\d+(?:\.\d+)? ?)+|Z)+$/);
  });
});

describe("titles", () => {
  const place = { face: "display", largest: 68, smallest: 34, width: 600, height: 250, leading: 1.12 } as const;

  test("a short one is large, a long one smaller, and the longest ends in dots inside its box", () => {
    expect(fitted("Дюна", place)).toMatchObject({ size: 68, lines: ["Дюна"] });
    const long = fitted("Посібник зі зводу знань з управління проєктами, сьоме видання, та стандарт", place);
    expect(long.size).toBeLessThan(68);
    const longest = fitted("Дуже довга назва ".repeat(30), place);
    expect(longest.size).toBe(34);
    expect(longest.lines.at(-1)).toMatch(/…$/);
    for (const { lines, size, height } of [long, longest]) {
      expect(height).toBeLessThanOrEqual(250);
      for (const line of lines) expect(widthOf(line, "display", size)).toBeLessThanOrEqual(600);
    }
  });

  test("a word wider than the box is broken, and an apostrophe of another kind is an apostrophe", () => {
    const { lines, size } = fitted("надзвичайно".repeat(8), place);
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(widthOf(line, "display", size)).toBeLessThanOrEqual(600);
    expect(fitted("п\u02BCять", place).lines).toEqual(["п’ять"]);
  });
});

describe("pictures", () => {
  test("are PNG of 1200 × 630, small enough for every network", async () => {
    for (const facts of [book("Ґудзик"), campaign]) {
      const png = await drawn(facts);
      expect(await sharp(png).metadata()).toMatchObject({ format: "png", width: 1200, height: 630 });
      expect(png.length).toBeLessThan(300_000);
    }
  });

  test("show the title, the minimum, the fund and the state: another one is another picture", async () => {
    const [first, again, title, call, fund, gone] = await Promise.all([
      drawn(book("Ґудзик і їжак")),
      drawn(book("Ґудзик і їжак")),
      drawn(book("Гудзик і щука")),
      drawn(book("Ґудзик і їжак", { call: "від 650 ₴" })),
      drawn(book("Ґудзик і їжак", { fund: "Донати отримує Інший фонд" })),
      drawn(book("Ґудзик і їжак", { call: "Обміняна", isFree: false })),
    ]);
    expect(await difference(first, again)).toBe(0);
    for (const other of [title, call, fund]) expect(await difference(first, other)).toBeGreaterThan(200);
    expect(await difference(first, gone)).toBeGreaterThan(5_000); // the bookmark's colour is gone, too
  });

  test("of the same content, asked for at once, are drawn once", async () => {
    const facts = book("Одночасно");
    const [one, other] = await Promise.all([picture(facts), picture(facts)]);
    expect(one).toBe(other);
    expect(await picture(facts)).toBe(one);
  });

  test("of very many at once, the last are told to come again", async () => {
    const many = await Promise.all(Array.from({ length: 50 }, (_, nth) => picture(book(`Книга ${nth}`))));
    expect(many.filter((png) => png === undefined).length).toBe(10);
    expect(await picture(book("Після всіх"))).toBeDefined();
  }, 60_000);
});

import { coverOf } from "./cover";
import type { BookFacts, CampaignFacts, PictureFacts } from "./facts";
import { HEIGHT, WIDTH } from "./size";
import { block, box, COLORS, mark, svg } from "./svg";
import { fitted, type Place, widthOf } from "./text";

type Size = { width: number; height: number };
/** A photo that goes over the drawing, at its place. */
export type Overlay = { photo: { communityId: string; id: string }; at: Place; box: Size };
export type Drawing = { svg: string; overlays: Overlay[] };

const EDGE = 72;

/** A picture's drawing; photos are laid over it afterwards. */
export const drawingOf = (facts: PictureFacts): Drawing =>
  facts.kind === "book" ? bookDrawing(facts) : campaignDrawing(facts);

function bookDrawing({ cover, photo, title, authors, campaign, fund, call, isFree }: BookFacts): Drawing {
  const picture: Size = { width: 330, height: HEIGHT - 2 * EDGE };
  const left = EDGE + picture.width + 60;
  const width = WIDTH - left - EDGE;
  const drawnCover = coverOf(cover, { x: EDGE, y: EDGE }, picture.width, "cover");
  const coverTop = Math.max(EDGE, (HEIGHT - drawnCover.height) / 2);
  const centred = coverOf(cover, { x: EDGE, y: coverTop }, picture.width, "cover");

  const name = fitted(title, { face: "display", largest: 68, smallest: 34, width, height: 250, leading: 1.12 });
  const who = authors
    ? fitted(authors, { face: "text", largest: 30, smallest: 24, width, height: 40, leading: 1.3 })
    : undefined;
  const titleTop = 132;
  return {
    svg: svg(
      [
        ground(),
        photo
          ? ""
          : shadow({ x: EDGE, y: coverTop }, { width: picture.width, height: centred.height }) + centred.content,
        header(campaign, left, width),
        block(name, { x: left, y: titleTop }, COLORS.ink),
        who ? block(who, { x: left, y: titleTop + name.height + 10 }, COLORS.muted) : "",
        footer(call, fund, isFree, left, width),
      ].join(""),
    ),
    overlays: photo ? [{ photo, at: { x: EDGE, y: EDGE }, box: picture }] : [],
  };
}

function campaignDrawing({ name, community, fund, raised, share, call, isOpen, covers }: CampaignFacts): Drawing {
  const shelf = covers.length > 0 ? 370 : 0;
  const width = WIDTH - 2 * EDGE - shelf;
  const title = fitted(name, { face: "display", largest: 84, smallest: 38, width, height: 188, leading: 1.08 });
  const helps = fitted(fund, { face: "text", largest: 30, smallest: 22, width, height: 40, leading: 1.3 });
  const sum = fitted(raised, { face: "bold", largest: 34, smallest: 24, width, height: 46, leading: 1.2 });
  const titleTop = 136;
  const barTop = 434;
  return {
    svg: svg(
      [
        ground(),
        header(community, EDGE, width),
        block(title, { x: EDGE, y: titleTop }, COLORS.ink),
        block(helps, { x: EDGE, y: titleTop + title.height + 14 }, COLORS.muted),
        block(sum, { x: EDGE, y: barTop - sum.height - 10 }, COLORS.ink),
        box({ x: EDGE, y: barTop }, width, 18, COLORS.deep, { radius: 9 }),
        share > 0 ? box({ x: EDGE, y: barTop }, Math.max(18, width * share), 18, COLORS.accent, { radius: 9 }) : "",
        pill(call, isOpen, EDGE, HEIGHT - EDGE - 66, width).content,
        ...covers.map(({ cover, photo }, nth) => (photo ? "" : standing(cover, nth))).reverse(),
      ].join(""),
    ),
    overlays: covers.flatMap(({ photo }, nth) =>
      photo ? [{ photo, at: shelfPlace(nth), box: { width: SHELF_BOOK, height: SHELF_BOOK * 1.4 } }] : [],
    ),
  };
}

const SHELF_BOOK = 190;
/** Three books behind one another, the first in front at the bottom right. */
const shelfPlace = (nth: number): Place =>
  [
    { x: 926, y: 286 },
    { x: 832, y: 64 },
    { x: 994, y: 22 },
  ][nth] ?? { x: 0, y: 0 };

function standing(cover: CampaignFacts["covers"][number]["cover"], nth: number): string {
  const at = shelfPlace(nth);
  const drawn = coverOf(cover, at, SHELF_BOOK, `cover-${nth}`);
  return shadow(at, { width: SHELF_BOOK, height: drawn.height }) + drawn.content;
}

const ground = () =>
  box({ x: 0, y: 0 }, WIDTH, HEIGHT, COLORS.cloth) + box({ x: 0, y: HEIGHT - 14 }, WIDTH, 14, COLORS.accent);

const shadow = ({ x, y }: Place, { width, height }: Size) =>
  [14, 9, 4]
    .map((by) => box({ x: x - by / 2, y: y + by }, width + by, height, "#03130d", { radius: 10, opacity: 0.16 }))
    .join("");

function header(text: string, left: number, width: number): string {
  const set = fitted(text, { face: "text", largest: 28, smallest: 22, width: width - 56, height: 36, leading: 1.3 });
  return mark({ x: left, y: EDGE - 2 }, 36) + block(set, { x: left + 56, y: EDGE - 2 }, COLORS.muted);
}

function footer(call: string, fund: string, isFree: boolean, left: number, width: number): string {
  const top = HEIGHT - EDGE - 66;
  const drawn = pill(call, isFree, left, top, width);
  const beside = width - drawn.width - 28;
  const isBeside = beside > 240;
  const set = fitted(fund, {
    face: "text",
    largest: 27,
    smallest: 20,
    width: isBeside ? beside : width,
    height: isBeside ? 76 : 44,
    leading: 1.28,
  });
  const at = isBeside
    ? { x: left + drawn.width + 28, y: top + (66 - set.height) / 2 }
    : { x: left, y: top - set.height - 10 };
  return drawn.content + block(set, at, COLORS.ink);
}

/** What to know at a glance: on the bookmark's colour while the book can be had, paler when it cannot. */
function pill(text: string, isOpen: boolean, x: number, y: number, most: number): { content: string; width: number } {
  const set = fitted(text, { face: "bold", largest: 38, smallest: 24, width: most - 64, height: 50, leading: 1.2 });
  const width = widthOf(set.lines[0] ?? "", "bold", set.size) + 64;
  return {
    width,
    content:
      box({ x, y }, width, 66, isOpen ? COLORS.accent : COLORS.quiet, { radius: 33 }) +
      block(set, { x: x + 32, y: y + (66 - set.height) / 2 }, isOpen ? COLORS.onAccent : COLORS.onQuiet),
  };
}

import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { photoPath } from "@/lib/catalog/photos";
import { drawingOf, type Overlay } from "./draw";
import { type PictureFacts, versionOf } from "./facts";

const KEPT_MAX_BYTES = 6 * 1024 * 1024;
const WAITING_MAX = 40;

/** By version; the one asked for longest ago comes first. */
const kept = new Map<string, Buffer>();
let keptBytes = 0;
const drawing = new Map<string, Promise<Buffer>>();
let queue: Promise<unknown> = Promise.resolve();

/**
 * The picture as PNG, 1200 × 630. Drawn once for its content, one at a time, since a drawing takes a core for a tenth of a second.
 * Nothing when forty others wait already.
 */
export async function picture(facts: PictureFacts): Promise<Buffer | undefined> {
  const version = versionOf(facts);
  const known = kept.get(version);
  if (known) {
    keep(version, known);
    return known;
  }
  const underWay = drawing.get(version);
  if (underWay) return underWay;
  if (drawing.size >= WAITING_MAX) return undefined;
  const made = queue.then(() => render(facts));
  queue = made.catch(() => {});
  drawing.set(version, made);
  try {
    const png = await made;
    keep(version, png);
    return png;
  } finally {
    drawing.delete(version);
  }
}

async function render(facts: PictureFacts): Promise<Buffer> {
  const { svg, overlays } = drawingOf(facts);
  const photos = await Promise.all(overlays.map(laid));
  return sharp(Buffer.from(svg))
    .composite(photos.filter((photo) => photo !== undefined))
    .png({ palette: photos.length === 0, effort: 4 })
    .toBuffer();
}

/** A photo as large as its place allows, its corners round, in the middle. One whose file is gone leaves its place empty. */
async function laid({ photo, at, box }: Overlay) {
  const bytes = await readFile(photoPath(photo.communityId, photo.id, 640)).catch(() => undefined);
  if (!bytes) return undefined;
  const { data, info } = await sharp(bytes)
    .resize({ ...box, fit: "inside" })
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const corners = Buffer.from(
    `<svg width="${width}" height="${height}"><rect width="${width}" height="${height}" rx="8"/></svg>`,
  );
  return {
    input: await sharp(data)
      .composite([{ input: corners, blend: "dest-in" }])
      .png()
      .toBuffer(),
    left: Math.round(at.x + (box.width - width) / 2),
    top: Math.round(at.y + (box.height - height) / 2),
  };
}

function keep(version: string, png: Buffer): void {
  if (!kept.delete(version)) keptBytes += png.length;
  kept.set(version, png);
  for (const [oldest, { length }] of kept) {
    if (keptBytes <= KEPT_MAX_BYTES) break;
    kept.delete(oldest);
    keptBytes -= length;
  }
}

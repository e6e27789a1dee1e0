import sharp, { type Metadata, type Sharp } from "sharp";
import type { RefusalCode } from "./i18n/messages/refusals";
import { Refusal } from "./refusal";

export const IMAGE_MAX_BYTES = 10 * 1024 * 1024;
export const IMAGE_MAX_PIXELS = 40_000_000;
/** Decoded, a picture may not need more memory than 40 megapixels of plain RGBA. */
const DECODED_MAX_BYTES = IMAGE_MAX_PIXELS * 4;
/** The same for progressive and interlaced pictures, which are never read line by line. */
const AT_ONCE_MAX_BYTES = IMAGE_MAX_PIXELS * 2;
const MAX_HEIGHT = 6_000; // of a result: a very long screenshot stays legible and WebP's own limit is far
const BLUR_WIDTH = 16;
const QUALITY = 80;

// Only the decoders we mean: a file that pretends is refused, whatever else libvips could read. SVG is for what we draw ourselves:
// whatever comes in is looked at by its first bytes before, and no SVG begins as the other three do.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpegBuffer",
    "VipsForeignLoadPngBuffer",
    "VipsForeignLoadWebpBuffer",
    "VipsForeignLoadSvgBuffer",
  ],
});
// One picture at a time on one thread and nothing kept: memory stays flat however many arrive.
sharp.concurrency(1);
sharp.cache(false);

export type EncodedImage = {
  /** Of the largest variant. */
  width: number;
  height: number;
  /** A few hundred bytes as a data URI, shown until the picture has come. */
  blur: string;
  /** WebP without any metadata. A picture narrower than the width asked for keeps its own. */
  variants: { width: number; bytes: Buffer }[];
};

/**
 * Reads a JPEG, PNG or WebP, told by its content, and makes it anew as WebP in the widths asked for: upright, sRGB, the first
 * picture of an animation, nothing else of the file kept. Refuses with `tooLarge` above 10 MB or 40 megapixels, and with
 * `unreadable` anything else that is not a whole picture. Pictures wait for each other.
 */
export function readImage(
  bytes: Uint8Array,
  widths: readonly number[],
  refusals: { unreadable: RefusalCode; tooLarge: RefusalCode },
): Promise<EncodedImage> {
  return inTurn(async () => {
    if (bytes.byteLength > IMAGE_MAX_BYTES) throw new Refusal(refusals.tooLarge);
    if (!sniff(bytes)) throw new Refusal(refusals.unreadable);
    const { orientation, isTooLarge } = await measure(bytes).catch(() => {
      throw new Refusal(refusals.unreadable);
    });
    if (isTooLarge) throw new Refusal(refusals.tooLarge);
    return encode(bytes, orientation, widths).catch(() => {
      throw new Refusal(refusals.unreadable);
    });
  });
}

/** What the first bytes say a file is, or nothing when it is none of the three. */
export function sniff(bytes: Uint8Array): "jpeg" | "png" | "webp" | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString("latin1");
  if (head.startsWith("\xFF\xD8\xFF")) return "jpeg";
  if (head.startsWith("\x89PNG\r\n\x1A\n")) return "png";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "webp";
  return undefined;
}

let last: Promise<unknown> = Promise.resolve();

/** One picture after the other, whoever asks: memory stays flat. */
export function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
}

/** The header alone: nothing is decoded before its size is known. */
export async function measure(bytes: Uint8Array) {
  const header = await sharp(bytes, { failOn: "error", limitInputPixels: false }).metadata();
  const pixels = header.width * header.height;
  const isTooLarge =
    pixels > IMAGE_MAX_PIXELS ||
    pixels * bytesPerPixel(header) > (header.isProgressive ? AT_ONCE_MAX_BYTES : DECODED_MAX_BYTES);
  return { orientation: header.orientation ?? 1, isTooLarge };
}

/** A progressive JPEG keeps two bytes of every sample until its last scan; at 4:2:0 two of three channels are a quarter the size. */
function bytesPerPixel({ format, isProgressive, channels = 4, depth, chromaSubsampling }: Metadata): number {
  if (format !== "jpeg" || !isProgressive) return channels * (depth === "uchar" ? 1 : 2);
  return chromaSubsampling === "4:2:0" ? 3 : channels * 2;
}

async function encode(bytes: Uint8Array, orientation: number, widths: readonly number[]): Promise<EncodedImage> {
  const widest = Math.max(...widths);
  const isSideways = orientation >= 5;
  // Made smaller before it is turned: turning needs the whole picture in memory, making it smaller does not.
  const box = isSideways ? { width: MAX_HEIGHT, height: widest } : { width: widest, height: MAX_HEIGHT };
  const small = await sharp(bytes, { failOn: "error", limitInputPixels: IMAGE_MAX_PIXELS, sequentialRead: true })
    .resize({ ...box, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb")
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = small.info;
  const upright = await turn(sharp(small.data, { raw: { width, height, channels } }), orientation)
    .raw()
    .toBuffer({ resolveWithObject: true });

  const size = { width: upright.info.width, height: upright.info.height };
  const picture = () => sharp(upright.data, { raw: { ...size, channels: upright.info.channels } });
  const variants = [];
  for (const width of widths) {
    const bytes = await picture().resize({ width, withoutEnlargement: true }).webp({ quality: QUALITY }).toBuffer();
    variants.push({ width, bytes });
  }
  const blur = await picture()
    .resize({ width: BLUR_WIDTH, height: BLUR_WIDTH * 2, fit: "inside" })
    .webp({ quality: 30 })
    .toBuffer();
  return { ...size, blur: `data:image/webp;base64,${blur.toString("base64")}`, variants };
}

/** EXIF's eight ways to hold a camera. Mirroring comes before turning. */
function turn(picture: Sharp, orientation: number): Sharp {
  if (orientation === 2) return picture.flop();
  if (orientation === 3) return picture.rotate(180);
  if (orientation === 4) return picture.flip();
  if (orientation === 5) return picture.flop().rotate(270);
  if (orientation === 6) return picture.rotate(90);
  if (orientation === 7) return picture.flop().rotate(90);
  if (orientation === 8) return picture.rotate(270);
  return picture;
}

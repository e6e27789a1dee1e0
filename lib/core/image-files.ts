import sharp, { type Sharp } from "sharp";
import type { RefusalCode } from "./i18n/messages/refusals";
import { IMAGE_MAX_BYTES, IMAGE_MAX_PIXELS, inTurn, measure, sniff } from "./images";
import { Refusal } from "./refusal";

export type ImageFile = {
  type: "image/jpeg" | "image/png" | "image/webp";
  width: number;
  height: number;
  bytes: Buffer;
};

const QUALITY = 95; // a network will compress it again

/**
 * A JPEG, PNG or WebP in its own format and full size, made anew: upright, sRGB, and without anything else the file carried, such
 * as where and with what it was taken. Refuses `tooLarge` above 10 MB or 40 megapixels, `unreadable` what is no whole picture.
 */
export function cleanImage(
  bytes: Uint8Array,
  refusals: { unreadable: RefusalCode; tooLarge: RefusalCode },
): Promise<ImageFile> {
  return inTurn(async () => {
    if (bytes.byteLength > IMAGE_MAX_BYTES) throw new Refusal(refusals.tooLarge);
    const kind = sniff(bytes);
    if (!kind) throw new Refusal(refusals.unreadable);
    const { isTooLarge } = await measure(bytes).catch(() => {
      throw new Refusal(refusals.unreadable);
    });
    if (isTooLarge) throw new Refusal(refusals.tooLarge);
    const picture = sharp(bytes, { failOn: "error", limitInputPixels: IMAGE_MAX_PIXELS })
      .autoOrient()
      .toColourspace("srgb");
    return written(picture, kind).catch(() => {
      throw new Refusal(refusals.unreadable);
    });
  });
}

/** A kept picture cut to a size from its middle, as a JPEG on white. A picture that is smaller is made larger: networks do the same. */
export function coverImage(
  bytes: Uint8Array,
  { width, height }: { width: number; height: number },
): Promise<ImageFile> {
  return inTurn(() =>
    written(
      sharp(bytes, { failOn: "error", limitInputPixels: IMAGE_MAX_PIXELS })
        .resize({ width, height, fit: "cover", position: "centre" })
        .flatten({ background: "#ffffff" })
        .toColourspace("srgb"),
      "jpeg",
    ),
  );
}

async function written(picture: Sharp, kind: "jpeg" | "png" | "webp"): Promise<ImageFile> {
  const encoded =
    kind === "png"
      ? picture.png()
      : kind === "webp"
        ? picture.webp({ quality: QUALITY })
        : picture.jpeg({ quality: QUALITY, chromaSubsampling: "4:4:4" });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return { type: `image/${kind}`, width: info.width, height: info.height, bytes: data };
}

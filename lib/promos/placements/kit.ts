import { Zip, ZipPassThrough } from "fflate";
import encodeQR from "qr";
import sharp from "sharp";
import { coverImage } from "@/lib/core/image-files";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import type { PictureSize } from "../check/specs";
import { EXTENSIONS, type MediumFile, readKept } from "./media";
import { findPlacement, type PlacementView } from "./queries";
import { isApproved } from "./rules";
import { linkAddress } from "./verdicts";

/** A picture or video of the kit: as it was uploaded, or cut to a size of the format. */
export type KitMedium = {
  medium: PlacementView["media"][number];
  /** In the zip, such as 1-original.jpg. */
  original: string;
  cuts: { size: PictureSize; name: string }[];
};
export type Kit = PlacementView & {
  address: string | undefined;
  files: KitMedium[];
};

/**
 * All that is needed to post an approved placement by hand: the final text, pictures as they are and at the format's sizes, what
 * they show, the tracked link, the sticker's words. Refuses `identity.notAllowed`, `placements.notFound`, `placements.kitNotYet`.
 */
export async function kitOf(actor: Actor, placementId: string): Promise<Kit> {
  const view = await findPlacement(actor, placementId);
  if (!isApproved(view.placement.status)) throw new Refusal("placements.kitNotYet");
  const files = view.media.map((medium, nth) => ({
    medium,
    original: `${nth + 1}-original.${EXTENSIONS[medium.type]}`,
    cuts: medium.type.startsWith("image/")
      ? view.spec.sizes
          .filter(({ width, height }) => medium.width !== width || medium.height !== height)
          .map((size) => ({ size, name: `${nth + 1}-${size.name}-${size.width}x${size.height}.jpg` }))
      : [],
  }));
  return { ...view, address: view.link && linkAddress(view.link.code), files };
}

/** One picture of a kit: as it was uploaded, or cut from its middle to a size. Refuses as `kitOf`, and `mediaNotFound`, `sizeUnknown`. */
export async function kitPicture(
  actor: Actor,
  placementId: string,
  mediaId: string,
  sizeName: string,
): Promise<MediumFile> {
  const kit = await kitOf(actor, placementId);
  const found = kit.files.find(({ medium }) => medium.id === mediaId);
  if (!found) throw new Refusal("placements.mediaNotFound");
  const { placement } = kit;
  const named = (name: string) => `${placement.content}-${name}`;
  if (sizeName === "original") return { ...(await readKept(found.medium, "whole")), name: named(found.original) };
  const cut = found.cuts.find(({ size }) => size.name === sizeName);
  if (!cut) throw new Refusal("placements.sizeUnknown");
  const picture = await coverImage((await readKept(found.medium, "whole")).bytes, cut.size);
  return { bytes: picture.bytes, type: picture.type, name: named(cut.name) };
}

/**
 * The whole kit as one zip, made while it is sent: one file in memory at a time. The texts are plain text, as they are pasted.
 * Refuses as `kitOf` does.
 */
export async function kitZip(
  actor: Actor,
  placementId: string,
): Promise<{ name: string; parts: AsyncGenerator<Uint8Array> }> {
  const kit = await kitOf(actor, placementId);
  return { name: `${kit.placement.network}-${kit.placement.content}.zip`, parts: zipped(kit) };
}

/** The texts of a kit by their file's name; those that say nothing are left out. */
export function kitTexts({ text, placement, address, media }: Kit): Record<string, string> {
  const alts = media.flatMap(({ alt }, nth) => (alt ? [`${nth + 1}. ${alt}`] : []));
  const all = {
    "text.txt": text,
    "sticker.txt": placement.sticker,
    "link.txt": address ?? "",
    "alt.txt": alts.join("\n"),
  };
  return Object.fromEntries(Object.entries(all).filter(([, content]) => content !== ""));
}

const QR_SIDE = 1_024;

async function* zipped(kit: Kit): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  for await (const { name, bytes } of filesOf(kit)) {
    const file = new ZipPassThrough(name); // pictures do not get smaller
    zip.add(file);
    file.push(bytes, true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}

async function* filesOf(kit: Kit): AsyncGenerator<{ name: string; bytes: Uint8Array }> {
  for (const [name, text] of Object.entries(kitTexts(kit))) yield { name, bytes: Buffer.from(`${text}\n`, "utf8") };
  if (kit.address) {
    const svg = encodeQR(kit.address, "svg", { ecc: "medium", border: 2 });
    yield { name: "qr.svg", bytes: Buffer.from(svg, "utf8") };
    const drawing = sharp(Buffer.from(svg, "utf8"), { density: 300 }).resize(QR_SIDE, QR_SIDE, { kernel: "nearest" });
    yield { name: "qr.png", bytes: await drawing.flatten({ background: "#ffffff" }).png().toBuffer() };
  }
  for (const { medium, original, cuts } of kit.files) {
    const { bytes } = await readKept(medium, "whole");
    yield { name: original, bytes };
    for (const { size, name } of cuts) yield { name, bytes: (await coverImage(bytes, size)).bytes };
  }
}

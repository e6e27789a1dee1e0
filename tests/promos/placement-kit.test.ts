import { unzipSync } from "fflate";
import sharp from "sharp";
import { expect, test } from "vitest";
import { kitOf, kitPicture, kitTexts, kitZip } from "@/lib/promos/placements/kit";
import { addMedia, describeMedia } from "@/lib/promos/placements/media";
import { aMember } from "../support/factories";
import { aFilm } from "../support/film";
import { NOON } from "../support/times";
import { aDraft, aPicture, approved, aStory, seen } from "./placement-stage";

const refused = (code: string) => expect.objectContaining({ code: `placements.${code}` });

async function unzipped({ parts }: { parts: AsyncIterable<Uint8Array> }) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of parts) chunks.push(chunk);
  return unzipSync(Buffer.concat(chunks));
}
const textOf = (file: Uint8Array | undefined) => Buffer.from(file ?? []).toString("utf8");

test("a story's kit holds its picture as it is, what it shows, the link with its QR code, and the sticker's words", async () => {
  const { smm, placement, medium } = await aStory({ target: "/", sticker: "Обрати книгу", text: "Книги чекають" });
  await describeMedia(smm, placement.id, medium.id, "Полиця з книгами", NOON);
  await approved(smm, await seen(placement));
  const kit = await kitOf(smm, placement.id);
  expect(kitTexts(kit)).toEqual({
    "text.txt": "Книги чекають",
    "sticker.txt": "Обрати книгу",
    "link.txt": `http://localhost:3000/r/${kit.link?.code}`,
    "alt.txt": "1. Полиця з книгами",
  });
  const zip = await kitZip(smm, placement.id);
  expect(zip.name).toBe("instagram-story-1.zip");
  const files = await unzipped(zip);
  expect(Object.keys(files)).toEqual([
    "text.txt",
    "sticker.txt",
    "link.txt",
    "alt.txt",
    "qr.svg",
    "qr.png",
    "1-original.jpg",
  ]);
  expect(textOf(files["text.txt"])).toBe("Книги чекають\n");
  expect(await sharp(files["1-original.jpg"]).metadata()).toMatchObject({ format: "jpeg", width: 1080, height: 1920 });
  expect(await sharp(files["qr.png"]).metadata()).toMatchObject({ format: "png", width: 1024, height: 1024 });
});

test("pictures of other shapes are there as they are and cut to each size of the format; films as they are", async () => {
  const { smm, placement } = await aDraft({ text: "Каталог" });
  const bytes = await aPicture(1_600, 1_200, "png");
  const { id } = await addMedia(smm, placement.id, { bytes, name: "a.png", alt: "Стіл" }, NOON);
  await addMedia(smm, placement.id, { bytes: aFilm({ seconds: 5 }), name: "b.mp4" }, NOON);
  await approved(smm, await seen(placement));
  const files = await unzipped(await kitZip(smm, placement.id));
  expect(Object.keys(files)).toEqual([
    "text.txt",
    "alt.txt",
    "1-original.png",
    "1-link-1200x630.jpg",
    "1-square-1080x1080.jpg",
    "1-portrait-1080x1350.jpg",
    "2-original.mp4",
  ]);
  expect(await sharp(files["1-portrait-1080x1350.jpg"]).metadata()).toMatchObject({
    format: "jpeg",
    width: 1080,
    height: 1350,
  });
  const cut = await kitPicture(smm, placement.id, id, "square");
  expect([cut.name, cut.type]).toEqual(["group-post-1-1-square-1080x1080.jpg", "image/jpeg"]);
  expect(await sharp(cut.bytes).metadata()).toMatchObject({ width: 1080, height: 1080 });
  expect((await kitPicture(smm, placement.id, id, "original")).type).toBe("image/png");
  await expect(kitPicture(smm, placement.id, id, "poster")).rejects.toEqual(refused("sizeUnknown"));
  await expect(kitPicture(smm, placement.id, placement.id, "square")).rejects.toEqual(refused("mediaNotFound"));
});

test("the link stands in the text where people can press it", async () => {
  const { smm, placement } = await aDraft({ target: "/", text: "Каталог тут" });
  await approved(smm, placement);
  const kit = await kitOf(smm, placement.id);
  expect(kitTexts(kit)["text.txt"]).toBe(`Каталог тут\n\nhttp://localhost:3000/r/${kit.link?.code}`);
});

test("before the approval there is no kit, and for others there never is", async () => {
  const { smm, communityId, placement } = await aDraft();
  await expect(kitOf(smm, placement.id)).rejects.toEqual(refused("kitNotYet"));
  await expect(kitZip(smm, placement.id)).rejects.toEqual(refused("kitNotYet"));
  await approved(smm, placement);
  await expect(kitOf(await aMember(communityId), placement.id)).rejects.toMatchObject({ code: "identity.notAllowed" });
  await expect(kitOf((await aDraft()).smm, placement.id)).rejects.toEqual(refused("notFound"));
});

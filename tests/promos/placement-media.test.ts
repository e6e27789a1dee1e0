import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { approvePlacement, publishPlacement, submitPlacement } from "@/lib/promos/placements/commands";
import { addMedia, describeMedia, MEDIA_MAX, putFirst, readMedia, removeMedia } from "@/lib/promos/placements/media";
import { findPlacement } from "@/lib/promos/placements/queries";
import { readVideo, sniffVideo } from "@/lib/promos/placements/video";
import { aMember } from "../support/factories";
import { aFilm } from "../support/film";
import { NOON } from "../support/times";
import { aDraft, aPicture, approved, aStory, seen } from "./placement-stage";

const refused = (code: string) => expect.objectContaining({ code: `placements.${code}` });
const filesOf = (communityId: string) => {
  const folder = join(process.env.DATA_DIR ?? "", "uploads", "placements", communityId);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

test("a picture is kept in its own format and full size, upright, without its place, with a small one beside it", async () => {
  const { smm, communityId, placement } = await aDraft();
  const taken = await sharp({ create: { width: 1_600, height: 1_200, channels: 3, background: "#335577" } })
    .withExif({
      IFD0: { Model: "Secret phone", Orientation: "6" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "50/1 27/1 0/1" },
    })
    .jpeg()
    .toBuffer();
  expect((await sharp(taken).metadata()).exif).toBeDefined();
  const medium = await addMedia(smm, placement.id, { bytes: taken, name: "IMG_1.JPG", alt: " Полиця " }, NOON);
  expect(medium).toMatchObject({ position: 0, type: "image/jpeg", name: "IMG_1.JPG", alt: "Полиця", seconds: null });
  const kept = await readMedia(smm, medium.id, "whole");
  const meta = await sharp(kept.bytes).metadata();
  expect(meta).toMatchObject({ format: "jpeg", width: medium.width, height: medium.height });
  expect([meta.exif, meta.xmp, meta.iptc]).toEqual([undefined, undefined, undefined]);
  expect(kept.bytes.includes("Secret phone")).toBe(false);
  expect(medium.bytes).toBe(kept.bytes.length);
  expect(await sharp((await readMedia(smm, medium.id, "preview")).bytes).metadata()).toMatchObject({
    format: "webp",
    width: 720,
  });
  expect(filesOf(communityId)).toEqual([medium.id, `${medium.id}-preview`]);
});

test("a film's length and size are read, and what a phone noted beside it is gone from the kept file", async () => {
  const { smm, placement } = await aDraft();
  const film = aFilm({ width: 1080, height: 1920, seconds: 59, place: "+50.4501+030.5234/" });
  expect(film.includes("+50.4501")).toBe(true);
  const medium = await addMedia(smm, placement.id, { bytes: film, name: "clip.mp4" }, NOON);
  expect(medium).toMatchObject({ type: "video/mp4", width: 1080, height: 1920, seconds: 59 });
  const { bytes } = await readMedia(smm, medium.id, "whole");
  expect(bytes.includes("+50.4501")).toBe(false);
  expect(bytes.length).toBe(film.length); // nothing else moved
  expect(readVideo(bytes)).toMatchObject({ width: 1080, height: 1920, seconds: 59 });
  expect(sniffVideo(aFilm({ brand: "qt" }))).toBe("video/quicktime");
  expect(readVideo(aFilm({ width: 1920, height: 1080, isTurned: true }))).toMatchObject({ width: 1080, height: 1920 });
  expect(readVideo(aFilm({ seconds: 0 }))).toMatchObject({ seconds: null });
});

test("what is neither is refused in words, whatever it is called, and leaves nothing behind", async () => {
  const { smm, communityId, placement } = await aDraft();
  const film = aFilm();
  const broken = [
    Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
    Buffer.from("%PDF-1.7\n"),
    Buffer.alloc(0),
    (await aPicture(800, 600)).subarray(0, 200),
    film.subarray(0, 100), // the film ends where its tables begin
    Buffer.concat([film.subarray(0, 32), Buffer.alloc(500, 255)]),
    Buffer.concat([
      Buffer.from([0, 0, 0, 16]),
      Buffer.from("ftypisom"),
      Buffer.alloc(4),
      Buffer.from([255, 255, 255, 255]),
      Buffer.from("moov"),
    ]),
    Buffer.concat([
      Buffer.from([0, 0, 0, 16]),
      Buffer.from("ftypisom"),
      Buffer.alloc(4),
      Buffer.from([0, 0, 0, 0]),
      Buffer.from("moov"),
    ]),
  ];
  for (const bytes of broken)
    await expect(addMedia(smm, placement.id, { bytes, name: "photo.jpg" }, NOON)).rejects.toEqual(
      refused("mediaUnreadable"),
    );
  const large = Buffer.concat([await aPicture(800, 600), Buffer.alloc(10 * 1024 * 1024)]);
  await expect(addMedia(smm, placement.id, { bytes: large, name: "1.jpg" }, NOON)).rejects.toEqual(
    refused("mediaTooLarge"),
  );
  const long = Buffer.concat([film, Buffer.alloc(50 * 1024 * 1024)]);
  await expect(addMedia(smm, placement.id, { bytes: long, name: "1.mp4" }, NOON)).rejects.toEqual(
    refused("videoTooLarge"),
  );
  expect(filesOf(communityId)).toEqual([]);
});

test("a placement has at most ten, also when they come at once, and no file of a refused one stays", async () => {
  const { smm, communityId, placement } = await aDraft();
  const bytes = await aPicture(400, 300, "png");
  const tries = await Promise.allSettled(
    Array.from({ length: MEDIA_MAX + 2 }, () => addMedia(smm, placement.id, { bytes, name: "1.png" }, NOON)),
  );
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(MEDIA_MAX);
  for (const each of tries) if (each.status === "rejected") expect(each.reason).toEqual(refused("mediaTooMany"));
  expect(filesOf(communityId)).toHaveLength(MEDIA_MAX * 2);
});

test("another picture, another order and another description each end an approval", async () => {
  for (const change of ["add", "describe", "first", "remove"] as const) {
    const { smm, placement, medium } = await aStory();
    const second = await addMedia(
      smm,
      placement.id,
      { bytes: await aPicture(1080, 1920, "webp"), name: "2.webp" },
      NOON,
    );
    await removeMedia(smm, placement.id, second.id, NOON);
    const ready = await approved(smm, await seen(placement));
    if (change === "add") await addMedia(smm, ready.id, { bytes: await aPicture(1080, 1920), name: "3.jpg" }, NOON);
    if (change === "describe") await describeMedia(smm, ready.id, medium.id, "Полиця з книгами", NOON);
    if (change === "remove") await removeMedia(smm, ready.id, medium.id, NOON);
    if (change === "first") await putFirst(smm, ready.id, medium.id, NOON); // it is first: nothing changes
    const after = await seen(ready);
    expect([change, after.status]).toEqual([change, change === "first" ? "approved" : "draft"]);
  }
});

test("media stand in their order and close up, and a removed one leaves no file", async () => {
  const { smm, communityId, placement } = await aDraft();
  const ids: string[] = [];
  for (const name of ["1", "2", "3"])
    ids.push((await addMedia(smm, placement.id, { bytes: await aPicture(640, 480), name }, NOON)).id);
  await putFirst(smm, placement.id, ids[2] ?? "", NOON);
  await removeMedia(smm, placement.id, ids[0] ?? "", NOON);
  await removeMedia(smm, placement.id, ids[0] ?? "", NOON); // twice is once
  const { media } = await findPlacement(smm, placement.id);
  expect(media.map(({ name, position }) => `${position} ${name}`)).toEqual(["0 3", "1 2"]);
  expect(filesOf(communityId)).toHaveLength(4);
});

test("the files are for those who manage promos of that community, and for nobody else", async () => {
  const { communityId, medium, placement } = await aStory();
  const other = await aDraft();
  const member = await aMember(communityId);
  await expect(readMedia(member, medium.id, "whole")).rejects.toMatchObject({ code: "identity.notAllowed" });
  await expect(addMedia(member, placement.id, { bytes: Buffer.alloc(0), name: "" }, NOON)).rejects.toMatchObject({
    code: "identity.notAllowed",
  });
  for (const id of [medium.id, "../../../etc/passwd", ""])
    await expect(readMedia(other.smm, id, "whole")).rejects.toEqual(refused("mediaNotFound"));
  await expect(removeMedia(other.smm, placement.id, medium.id, NOON)).rejects.toEqual(refused("notFound"));
  await expect(describeMedia(other.smm, other.placement.id, medium.id, "Чуже", NOON)).rejects.toEqual(
    refused("mediaNotFound"),
  );
});

test("media of what was posted stay as they are", async () => {
  const { smm, placement, medium } = await aStory();
  await submitPlacement(smm, placement.id, "", NOON);
  await approvePlacement(smm, placement.id, { version: placement.version }, NOON);

  await publishPlacement(smm, placement.id, {}, NOON);
  await expect(removeMedia(smm, placement.id, medium.id, NOON)).rejects.toEqual(refused("notAllowedNow"));
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { expect, test } from "vitest";
import { db } from "@/db/client";
import { books, claims } from "@/db/schema";
import { findOwnBooks } from "@/lib/catalog/own";
import { addPhoto, orderPhotos, PHOTO_WIDTHS, photoPath, removePhoto } from "@/lib/catalog/photos";
import { findBook } from "@/lib/catalog/queries";
import { listBooks } from "@/lib/catalog/shelf";
import { visitorOf } from "@/lib/identity/actor";
import { openLink } from "@/lib/identity/links";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer, aPerson } from "../support/factories";
import { NOON } from "../support/times";

const jpeg = await sharp({ create: { width: 1_600, height: 1_200, channels: 3, background: "#335577" } })
  .withExif({ IFD3: { GPSLatitudeRef: "N", GPSLatitude: "50/1 27/1 0/1" } })
  .jpeg()
  .toBuffer();

async function aBook() {
  const community = await aCommunity();
  const campaign = await aCampaign(community.id);
  const member = await aMember(community.id);
  const book = await aListedBook(campaign, { giverId: member.personId });
  return { campaign, communityId: community.id, member, book, hand: { actor: member, code: book.code } };
}
const filesOf = (communityId: string) => {
  const folder = path.join(process.env.DATA_DIR ?? "", "uploads", "photos", communityId);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

test("a photo is kept in three widths without its metadata, and shows in lists and on the book's page", async () => {
  const { campaign, communityId, book, hand } = await aBook();
  const photo = await addPhoto(hand, jpeg, NOON);
  expect(photo).toMatchObject({ position: 0, width: 1280, height: 960 });
  expect(filesOf(communityId)).toEqual(PHOTO_WIDTHS.map((width) => `${photo.id}-${width}.webp`).sort());
  for (const width of PHOTO_WIDTHS) {
    const meta = await sharp(readFileSync(photoPath(communityId, photo.id, width))).metadata();
    expect(meta).toMatchObject({ format: "webp", width });
    expect(meta.exif).toBeUndefined();
  }
  const shown = await findBook(communityId, campaign.id, book.code, NOON);
  expect(shown?.photos).toMatchObject([{ id: photo.id, blur: expect.stringMatching(/^data:image\/webp/) }]);
  const filters = { category: [], language: [], condition: [], city: [] };
  const { items } = await listBooks(
    { communityId, campaignId: campaign.id },
    filters,
    { limit: 24, after: null },
    NOON,
  );
  expect(items[0]?.photo?.id).toBe(photo.id);
});

test("a book has at most five photos, also when they come at once, and no file of a refused one stays", async () => {
  const { communityId, hand } = await aBook();
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => addPhoto(hand, jpeg, NOON)));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
  for (const outcome of outcomes)
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "catalog.tooManyPhotos" });
  expect(filesOf(communityId)).toHaveLength(15);
  await expect(addPhoto(hand, jpeg, NOON)).rejects.toMatchObject({ code: "catalog.tooManyPhotos" });
});

test("what is no picture is refused and leaves nothing behind", async () => {
  const { communityId, hand } = await aBook();
  await expect(addPhoto(hand, Buffer.from("<svg/>"), NOON)).rejects.toMatchObject({ code: "catalog.photoUnreadable" });
  await expect(addPhoto(hand, new Uint8Array(), NOON)).rejects.toMatchObject({ code: "catalog.photoUnreadable" });
  const large = Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024)]);
  await expect(addPhoto(hand, large, NOON)).rejects.toMatchObject({ code: "catalog.photoTooLarge" });
  expect(filesOf(communityId)).toEqual([]);
});

test("photos are put in order and taken off; the others close up", async () => {
  const { communityId, member, hand } = await aBook();
  const [a, b, c] = [
    await addPhoto(hand, jpeg, NOON),
    await addPhoto(hand, jpeg, NOON),
    await addPhoto(hand, jpeg, NOON),
  ];
  const order = async () => (await findOwnBooks(member, undefined, NOON))[0]?.photos.map(({ id }) => id);
  await orderPhotos(hand, [c.id, a.id], NOON);
  expect(await order()).toEqual([c.id, a.id, b.id]);
  await removePhoto(hand, c.id, NOON);
  await removePhoto(hand, c.id, NOON);
  expect(await order()).toEqual([a.id, b.id]);
  expect(filesOf(communityId)).toHaveLength(6);
  expect((await addPhoto(hand, jpeg, NOON)).position).toBe(2);
  await expect(orderPhotos(hand, [c.id], NOON)).rejects.toMatchObject({ code: "catalog.notFound" });
});

test("only the giver and those who review touch a book's photos, and no giver once it is claimed", async () => {
  const { communityId, campaign, book, hand } = await aBook();
  const photo = await addPhoto(hand, jpeg, NOON);
  const stranger = await aMember(communityId);
  for (const actor of [stranger, visitorOf(communityId), await anOrganizer((await aCommunity()).id)]) {
    await expect(addPhoto({ actor, code: book.code }, jpeg, NOON)).rejects.toMatchObject({ code: "catalog.notFound" });
    await expect(removePhoto({ actor, code: book.code }, photo.id, NOON)).rejects.toMatchObject({
      code: "catalog.notFound",
    });
  }
  const other = await aListedBook(campaign, { giverId: stranger.personId });
  await removePhoto({ actor: stranger, code: other.code }, photo.id, NOON); // a photo of another book is simply not there
  expect(filesOf(communityId)).toHaveLength(3);

  const { personId: claimantId } = await aPerson(communityId);
  await db.insert(claims).values({
    communityId,
    campaignId: campaign.id,
    bookId: book.id,
    claimantId,
    code: "BK-P",
    status: "reported",
    pledgeMinor: 1,
    currency: "UAH",
  });
  await expect(removePhoto(hand, photo.id, NOON)).rejects.toMatchObject({ code: "catalog.notAllowedNow" });
  await addPhoto({ actor: await anOrganizer(communityId), code: book.code }, jpeg, NOON);
});

test("a photo that an outsider adds to a listed book is reviewed before anyone sees it", async () => {
  const { communityId, campaign } = await aBook();
  const guest = await aPerson(communityId);
  const book = await aListedBook(campaign, { giverId: guest.personId });
  const manageToken = await db.transaction((tx) => openLink(tx, "book", communityId, book.id));
  await addPhoto({ manageToken }, jpeg, NOON);
  const [row] = await db.select({ status: books.status }).from(books).where(eq(books.id, book.id));
  expect(row?.status).toBe("pending_review");
});

test("a photo's path is made of our ids and widths and nothing else", () => {
  const id = "01a2138e-955e-7e88-b2a7-3ae78a6b8641";
  expect(photoPath(id, id, 320)).toMatch(/uploads\/photos\/01a2138e.*\/01a2138e.*-320\.webp$/);
  for (const [community, photo, width] of [
    ["..", id, 320],
    [id, "../../etc/passwd", 320],
    [id, `${id}\0`, 320],
    [id, id, 321],
    [id, id, Number.NaN],
    ["", id, 320],
  ] as const)
    expect(() => photoPath(community, photo, width)).toThrow("catalog.notFound");
});

import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { and, asc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db, one, type Tx } from "@/db/client";
import { type Book, type Photo, photos } from "@/db/schema";
import { env } from "@/lib/core/env";
import { readImage } from "@/lib/core/images";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, can } from "@/lib/identity/actor";
import { isTaken, move } from "./moves";
import { findHeld, type Hand, lockHeld, needsReview } from "./owners";

export const PHOTO_WIDTHS = [320, 640, 1280] as const;
export type PhotoWidth = (typeof PHOTO_WIDTHS)[number];
const PHOTOS_MAX = 5;

/**
 * Adds a real photo of the copy, last in order. The files are written before the row, and removed when the row fails. Refuses
 * `catalog.notFound`, `tooManyPhotos`, `photoUnreadable`, `photoTooLarge`, and `notAllowedNow` as `editBook` does.
 */
export async function addPhoto(hand: Hand, bytes: Uint8Array, now = new Date()): Promise<Photo> {
  const held = await findHeld(hand);
  const { communityId, bookId } = held;
  // asked again under the lock: this is only to spare the work
  if ((await photosInOrder(db, communityId, bookId)).length >= PHOTOS_MAX) throw new Refusal("catalog.tooManyPhotos");

  const image = await readImage(bytes, PHOTO_WIDTHS, {
    unreadable: "catalog.photoUnreadable",
    tooLarge: "catalog.photoTooLarge",
  });
  const id = uuidv7();
  try {
    await mkdir(path.dirname(photoPath(communityId, id, 320)), { recursive: true });
    for (const { width, bytes } of image.variants) await writeFile(fileOf(communityId, id, width), bytes);
    return await db.transaction(async (tx) => {
      const book = await lockHeld(tx, held);
      await refuseWhileHeld(tx, book, held.actor, now);
      const before = await photosInOrder(tx, communityId, bookId);
      if (before.length >= PHOTOS_MAX) throw new Refusal("catalog.tooManyPhotos");
      const { width, height, blur } = image;
      const photo = { communityId, id, bookId, position: before.length, width, height, blur, createdAt: now };
      const added = one(await tx.insert(photos).values(photo).returning());
      await reviewAgain(tx, book, held.actor, now);
      return added;
    });
  } catch (error) {
    await removeFiles(communityId, id);
    throw error;
  }
}

/** Takes a photo off a book; the others close up. One that is gone already changes nothing. */
export async function removePhoto(hand: Hand, photoId: string, now = new Date()): Promise<void> {
  const held = await findHeld(hand);
  const { communityId, bookId } = held;
  const removed = await db.transaction(async (tx) => {
    const book = await lockHeld(tx, held);
    await refuseWhileHeld(tx, book, held.actor, now);
    const before = await photosInOrder(tx, communityId, bookId);
    const rest = before.filter(({ id }) => id !== photoId);
    if (rest.length === before.length) return false;
    await putInOrder(tx, communityId, bookId, rest);
    return true;
  });
  if (removed) await removeFiles(communityId, photoId);
}

/** Puts a book's photos in this order; the first is its cover. Ids that are not named keep their order, behind. Refuses `catalog.notFound`. */
export async function orderPhotos(hand: Hand, photoIds: readonly string[], now = new Date()): Promise<void> {
  const held = await findHeld(hand);
  const { communityId, bookId } = held;
  await db.transaction(async (tx) => {
    const book = await lockHeld(tx, held);
    await refuseWhileHeld(tx, book, held.actor, now);
    const before = await photosInOrder(tx, communityId, bookId);
    const named = [...new Set(photoIds)].map((id) => before.find((photo) => photo.id === id));
    if (named.includes(undefined)) throw new Refusal("catalog.notFound");
    const first = named.filter((photo) => photo !== undefined);
    await putInOrder(tx, communityId, bookId, [...first, ...before.filter((photo) => !first.includes(photo))]);
  });
}

/** Where a photo's file lies, for the route that serves it. Nothing but ids and our widths becomes part of the path: anything else is refused as `catalog.notFound`. */
export function photoPath(communityId: string, photoId: string, width: number): string {
  const isOurs = UUID.test(communityId) && UUID.test(photoId) && (PHOTO_WIDTHS as readonly number[]).includes(width);
  if (!isOurs) throw new Refusal("catalog.notFound");
  return fileOf(communityId, photoId, width);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function fileOf(communityId: string, photoId: string, width: number): string {
  return path.resolve(env.DATA_DIR, "uploads", "photos", communityId, `${photoId}-${width}.webp`);
}

async function removeFiles(communityId: string, photoId: string): Promise<void> {
  await Promise.all(PHOTO_WIDTHS.map((width) => rm(fileOf(communityId, photoId, width), { force: true })));
}

function photosInOrder(tx: Pick<Tx, "select">, communityId: string, bookId: string): Promise<Photo[]> {
  return tx
    .select()
    .from(photos)
    .where(and(eq(photos.communityId, communityId), eq(photos.bookId, bookId)))
    .orderBy(asc(photos.position));
}

/** Positions are unique at every moment, so the few rows are written anew. */
async function putInOrder(tx: Tx, communityId: string, bookId: string, ordered: Photo[]): Promise<void> {
  await tx.delete(photos).where(and(eq(photos.communityId, communityId), eq(photos.bookId, bookId)));
  if (ordered.length > 0) await tx.insert(photos).values(ordered.map((photo, position) => ({ ...photo, position })));
}

async function refuseWhileHeld(tx: Tx, book: Book, actor: Actor, now: Date): Promise<void> {
  if (can(actor, "catalog.review")) return;
  const isOver = book.status === "withdrawn" || (await isTaken(tx, book, now));
  if (isOver) throw new Refusal("catalog.notAllowedNow");
}

/** A photo that an outsider adds to a listed book is looked at before anyone else sees it. */
async function reviewAgain(tx: Tx, book: Book, actor: Actor, now: Date): Promise<void> {
  if (book.status === "listed" && needsReview(actor)) await move(tx, book, "submit", actor, now);
  else if (book.status !== "withdrawn")
    await move(tx, book, book.status === "rejected" ? "submit" : "edit", actor, now);
}

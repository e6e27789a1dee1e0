import type { Hand } from "@/lib/catalog/owners";
import { addPhoto } from "@/lib/catalog/photos";
import { IMAGE_MAX_BYTES } from "@/lib/core/images";
import { Refusal } from "@/lib/core/refusal";

const PHOTOS_AT_ONCE = 5;

/** How it went: photos that could not be read, and whether there were more than a book can have. */
export type PhotosAdded = { added: number; unread: number; tooMany: boolean };

/** Adds a form's photos one after another. The book is there already, so a bad file stops nothing: it is counted and told. */
export async function addPhotos(hand: Hand, form: FormData): Promise<PhotosAdded> {
  const files = form.getAll("photos").filter((entry): entry is File => entry instanceof File && entry.size > 0);
  const outcome: PhotosAdded = { added: 0, unread: 0, tooMany: files.length > PHOTOS_AT_ONCE };
  for (const file of files.slice(0, PHOTOS_AT_ONCE)) {
    const refusal = await tryPhoto(hand, file);
    if (refusal === undefined) outcome.added++;
    else if (refusal.code === "catalog.tooManyPhotos") outcome.tooMany = true;
    else if (refusal.code === "catalog.photoUnreadable" || refusal.code === "catalog.photoTooLarge") outcome.unread++;
    else throw refusal;
  }
  return outcome;
}

async function tryPhoto(hand: Hand, file: File): Promise<Refusal | undefined> {
  if (file.size > IMAGE_MAX_BYTES) return new Refusal("catalog.photoTooLarge");
  try {
    await addPhoto(hand, new Uint8Array(await file.arrayBuffer()));
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** The outcome as it travels in an address, for the page after the form. */
export function photosQuery({ unread, tooMany }: PhotosAdded): Record<string, string> {
  return { ...(unread > 0 && { unread: String(unread) }), ...(tooMany && { tooMany: "1" }) };
}

import { mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { and, asc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db, one, type Tx } from "@/db/client";
import { type Placement, type PlacementMedia, placementMedia } from "@/db/schema";
import { env } from "@/lib/core/env";
import { cleanImage } from "@/lib/core/image-files";
import { readImage, sniff } from "@/lib/core/images";
import { Refusal } from "@/lib/core/refusal";
import { cleanText } from "@/lib/core/text";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { lockOpen } from "./content";
import { move } from "./moves";
import { readVideo, sniffVideo } from "./video";

export const MEDIA_MAX = 10;
export const VIDEO_MAX_BYTES = 50 * 1024 * 1024;
const PREVIEW_WIDTH = 720;
const NAME_MAX = 120;
const ALT_MAX = 1_000;
const UNREADABLE = { unreadable: "placements.mediaUnreadable", tooLarge: "placements.mediaTooLarge" } as const;

/**
 * Adds a picture or a video, last in order. Pictures are kept in their own format and full size, made anew without EXIF and place;
 * of videos the boxes with such notes are blanked. Told by content, whatever the name says. The files are on disk before the row.
 * Refuses `identity.notAllowed`, `placements.notFound`, `promoOver`, `notAllowedNow`, `mediaTooMany`, `mediaUnreadable`,
 * `mediaTooLarge`, `videoTooLarge`.
 */
export async function addMedia(
  actor: Actor,
  placementId: string,
  { bytes, name, alt = "" }: { bytes: Uint8Array; name: string; alt?: string },
  now = new Date(),
): Promise<PlacementMedia> {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  await db.transaction((tx) => roomFor(tx, communityId, placementId)); // asked again below: this is only to spare the work
  const file = await readMedium(bytes);
  const id = uuidv7();
  try {
    await keepFile(mediaFile(communityId, id), file.bytes);
    if (file.preview) await keepFile(mediaFile(communityId, id, "preview"), file.preview);
    return await db.transaction(async (tx) => {
      const { placement, before } = await roomFor(tx, communityId, placementId);
      const { type, width, height, seconds } = file;
      const row = {
        communityId,
        id,
        placementId,
        position: before.length,
        type,
        bytes: file.bytes.byteLength,
        width,
        height,
        seconds,
        name: cleanText(name).text.slice(0, NAME_MAX),
        alt: cleanText(alt, { lines: true }).text.slice(0, ALT_MAX),
        createdAt: now,
      };
      const added = one(await tx.insert(placementMedia).values(row).returning());
      await noteEdit(tx, placement, actor, now);
      return added;
    });
  } catch (error) {
    // After a fault nobody knows whether the row is there: then the files stay.
    if (error instanceof Refusal) await dropFiles(communityId, id);
    throw error;
  }
}

/** What a picture shows, for those who do not see it. The same again changes nothing. Refuses as `removeMedia` does. */
export async function describeMedia(actor: Actor, placementId: string, mediaId: string, alt: string, now = new Date()) {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  return db.transaction(async (tx) => {
    const { placement } = await lockOpen(tx, communityId, placementId);
    const medium = (await mediaInOrder(tx, communityId, placementId)).find(({ id }) => id === mediaId);
    if (!medium) throw new Refusal("placements.mediaNotFound");
    const words = cleanText(alt, { lines: true }).text.slice(0, ALT_MAX);
    if (medium.alt === words) return;
    await tx
      .update(placementMedia)
      .set({ alt: words })
      .where(and(eq(placementMedia.communityId, communityId), eq(placementMedia.id, mediaId)));
    await noteEdit(tx, placement, actor, now);
  });
}

/** Puts one of the media first. Refuses as `removeMedia` does. */
export async function putFirst(actor: Actor, placementId: string, mediaId: string, now = new Date()): Promise<void> {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  await db.transaction(async (tx) => {
    const { placement } = await lockOpen(tx, communityId, placementId);
    const before = await mediaInOrder(tx, communityId, placementId);
    const medium = before.find(({ id }) => id === mediaId);
    if (!medium) throw new Refusal("placements.mediaNotFound");
    if (before[0] === medium) return;
    await putInOrder(tx, placement, [medium, ...before.filter((other) => other !== medium)]);
    await noteEdit(tx, placement, actor, now);
  });
}

/**
 * Takes a picture or video away; the others close up. One that is gone changes nothing. Refuses `identity.notAllowed`,
 * `placements.notFound`, `promoOver`, `notAllowedNow`.
 */
export async function removeMedia(actor: Actor, placementId: string, mediaId: string, now = new Date()): Promise<void> {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  const isRemoved = await db.transaction(async (tx) => {
    const { placement } = await lockOpen(tx, communityId, placementId);
    const before = await mediaInOrder(tx, communityId, placementId);
    const rest = before.filter(({ id }) => id !== mediaId);
    if (rest.length === before.length) return false;
    await putInOrder(tx, placement, rest);
    await noteEdit(tx, placement, actor, now);
    return true;
  });
  if (isRemoved) await dropFiles(communityId, mediaId);
}

/** A placement's media in their order. */
export function mediaInOrder(tx: Pick<Tx, "select">, communityId: string, placementId: string) {
  return tx
    .select()
    .from(placementMedia)
    .where(and(eq(placementMedia.communityId, communityId), eq(placementMedia.placementId, placementId)))
    .orderBy(asc(placementMedia.position));
}

export type MediumFile = { bytes: Buffer; type: string; name: string };

/** A picture or video for staff of promos: as it is kept, or small. Not there and not yours look the same. Refuses `placements.mediaNotFound`. */
export async function readMedia(actor: Actor, mediaId: string, size: "whole" | "preview"): Promise<MediumFile> {
  requirePermission(actor, "promos.manage");
  const ofMedium = and(eq(placementMedia.communityId, actor.communityId), eq(placementMedia.id, mediaId));
  const [medium] = UUID.test(mediaId) ? await db.select().from(placementMedia).where(ofMedium) : [];
  if (!medium) throw new Refusal("placements.mediaNotFound");
  return readKept(medium, size);
}

/** The file of a row. Who may see it, the caller has decided. A video has no small picture. */
export async function readKept(medium: PlacementMedia, size: "whole" | "preview"): Promise<MediumFile> {
  const { communityId, id, type, position } = medium;
  const isSmall = size === "preview" && type.startsWith("image/");
  const bytes = await readFile(mediaFile(communityId, id, isSmall ? "preview" : undefined));
  return { bytes, type: isSmall ? "image/webp" : type, name: `${position + 1}.${isSmall ? "webp" : EXTENSIONS[type]}` };
}

export const EXTENSIONS: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a file lies. Only ids of ours become part of the path. */
function mediaFile(communityId: string, mediaId: string, variant?: "preview"): string {
  const name = variant ? `${mediaId}-${variant}` : mediaId;
  return path.resolve(env.DATA_DIR, "uploads", "placements", communityId, name);
}

type Read = {
  type: string;
  width: number | null;
  height: number | null;
  seconds: number | null;
  bytes: Uint8Array;
  preview?: Uint8Array | undefined;
};

async function readMedium(bytes: Uint8Array): Promise<Read> {
  if (sniff(bytes)) {
    const picture = await cleanImage(bytes, UNREADABLE);
    const { variants } = await readImage(bytes, [PREVIEW_WIDTH], UNREADABLE);
    return { ...picture, seconds: null, preview: variants[0]?.bytes };
  }
  if (!sniffVideo(bytes)) throw new Refusal("placements.mediaUnreadable");
  if (bytes.byteLength > VIDEO_MAX_BYTES) throw new Refusal("placements.videoTooLarge");
  const video = readVideo(bytes);
  if (!video) throw new Refusal("placements.mediaUnreadable");
  return video;
}

async function roomFor(tx: Tx, communityId: string, placementId: string) {
  const { placement } = await lockOpen(tx, communityId, placementId);
  const before = await mediaInOrder(tx, communityId, placementId);
  if (before.length >= MEDIA_MAX) throw new Refusal("placements.mediaTooMany", { max: MEDIA_MAX });
  return { placement, before };
}

/** Another picture is another content: what was approved has to be approved again. */
async function noteEdit(tx: Tx, placement: Placement, actor: Actor, now: Date): Promise<void> {
  await move(tx, placement, "edit", actor, now, { version: placement.version + 1 });
}

/** Positions are unique at every moment, so the few rows are written anew. */
async function putInOrder(tx: Tx, { communityId, id }: Placement, ordered: PlacementMedia[]): Promise<void> {
  await tx
    .delete(placementMedia)
    .where(and(eq(placementMedia.communityId, communityId), eq(placementMedia.placementId, id)));
  const rows = ordered.map((medium, position) => ({ ...medium, position }));
  if (rows.length > 0) await tx.insert(placementMedia).values(rows);
}

/** On disk for good before the row says it is there. */
async function keepFile(name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(path.dirname(name), { recursive: true, mode: 0o700 });
  const file = await open(name, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function dropFiles(communityId: string, mediaId: string): Promise<void> {
  for (const variant of [undefined, "preview"] as const)
    await rm(mediaFile(communityId, mediaId, variant), { force: true });
}

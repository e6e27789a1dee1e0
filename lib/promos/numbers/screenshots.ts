import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { and, eq, isNull } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { z } from "zod";
import { db } from "@/db/client";
import { readings } from "@/db/schema";
import { env } from "@/lib/core/env";
import { readImage } from "@/lib/core/images";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";

export type Screenshot = { bytes: Uint8Array };

const WIDTH = 1280;

/**
 * Makes a picture of somebody's screen anew without metadata and keeps it while the work is done; when the work fails, the file goes.
 * Refuses `promos.screenshotUnreadable`, `promos.screenshotTooLarge`.
 */
export async function keepScreenshot<Result>(
  communityId: string,
  screenshot: Screenshot | undefined,
  work: (screenshotId: string | null) => Promise<Result>,
): Promise<Result> {
  if (!screenshot || screenshot.bytes.byteLength === 0) return work(null);
  const { variants } = await readImage(screenshot.bytes, [WIDTH], {
    unreadable: "promos.screenshotUnreadable",
    tooLarge: "promos.screenshotTooLarge",
  });
  const id = uuidv7();
  const file = fileOf(communityId, id);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, variants[0]?.bytes ?? Buffer.of());
  try {
    return await work(id);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** The picture behind a number, as WebP, for those who manage promos. Refuses `promos.readingNotFound`. */
export async function readScreenshot(actor: Actor, screenshotId: string): Promise<Buffer> {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  const isIt = and(
    eq(readings.communityId, communityId),
    eq(readings.screenshotId, screenshotId),
    isNull(readings.removedAt),
  );
  const isKnown = z.uuid().safeParse(screenshotId).success && (await db.$count(readings, isIt)) > 0;
  if (!isKnown) throw new Refusal("promos.readingNotFound");
  return readFile(fileOf(communityId, screenshotId)).catch(() => {
    throw new Refusal("promos.readingNotFound");
  });
}

const fileOf = (communityId: string, id: string) => path.join(env.DATA_DIR, "screenshots", communityId, `${id}.webp`);

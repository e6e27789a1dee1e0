import { and, eq, isNull } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { promos, readings } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, type PersonActor, requirePermission } from "@/lib/identity/actor";
import { lockPlacement, move } from "@/lib/promos/placements/moves";
import { next } from "@/lib/promos/placements/rules";
import type { Numbers } from "./input";
import { keepScreenshot, type Screenshot } from "./screenshots";

/**
 * Writes down what was read of a placement, under one's own name, with a picture of the screen if there is one. One that was
 * published is measured from then on. Refuses `identity.notAllowed`, `placements.notFound`, `placements.notAllowedNow` before it is
 * published, `promos.readInFuture`, and what a screenshot may be.
 */
export async function enterPlacementNumbers(
  actor: Actor,
  placementId: string,
  numbers: Numbers,
  screenshot?: Screenshot,
  now = new Date(),
): Promise<void> {
  const author = requireAuthor(actor);
  const { communityId } = author;
  refuseFuture(numbers, now);
  await keepScreenshot(communityId, screenshot, async (screenshotId) => {
    await db.transaction(async (tx) => {
      const { placement, promo } = await lockPlacement(tx, communityId, placementId);
      if (!next(placement.status, "measure")) throw new Refusal("placements.notAllowedNow");
      const of = { promoId: promo.id, campaignId: promo.campaignId, placementId, linkId: placement.linkId };
      await write(tx, author, of, numbers, screenshotId, now);
      await move(tx, placement, "measure", actor, now);
    });
  });
}

/**
 * Writes down what was read of a promo itself: registrations, who came, members of a group. Refuses `identity.notAllowed`,
 * `promos.notFound`, `promos.readInFuture`, and what a screenshot may be.
 */
export async function enterPromoNumbers(
  actor: Actor,
  promoId: string,
  numbers: Numbers,
  screenshot?: Screenshot,
  now = new Date(),
): Promise<void> {
  const author = requireAuthor(actor);
  const { communityId } = author;
  refuseFuture(numbers, now);
  await keepScreenshot(communityId, screenshot, async (screenshotId) => {
    await db.transaction(async (tx) => {
      const [promo] = await tx
        .select({ id: promos.id, campaignId: promos.campaignId })
        .from(promos)
        .where(and(eq(promos.communityId, communityId), eq(promos.id, promoId)));
      if (!promo) throw new Refusal("promos.notFound");
      const of = { promoId: promo.id, campaignId: promo.campaignId, placementId: null, linkId: null };
      await write(tx, author, of, numbers, screenshotId, now);
    });
  });
}

/** Takes a wrong number back: the row stays with who removed it, and counts nowhere. Refuses `promos.readingNotFound`. */
export async function removeReading(actor: Actor, readingId: string, now = new Date()): Promise<void> {
  const { communityId, personId: removedBy } = requireAuthor(actor);
  const removed = await db
    .update(readings)
    .set({ removedAt: now, removedBy })
    .where(and(eq(readings.communityId, communityId), eq(readings.id, readingId), isNull(readings.removedAt)))
    .returning({ id: readings.id });
  if (removed.length === 0) throw new Refusal("promos.readingNotFound");
}

type Of = Pick<typeof readings.$inferInsert, "promoId" | "campaignId" | "placementId" | "linkId">;

async function write(
  tx: Tx,
  { communityId, personId: authorId }: PersonActor,
  of: Of,
  { values, at, source, note }: Numbers,
  screenshotId: string | null,
  now: Date,
): Promise<void> {
  const shared = { communityId, ...of, at: at ?? now, source, note, screenshotId, authorId, createdAt: now };
  await tx.insert(readings).values(values.map(([metric, value]) => ({ ...shared, metric, value })));
}

function requireAuthor(actor: Actor): PersonActor {
  requirePermission(actor, "promos.manage");
  if (actor.kind !== "person") throw new Refusal("identity.notAllowed");
  return actor;
}

const CLOCKS_DIFFER_MS = 10 * 60_000;

function refuseFuture({ at }: Numbers, now: Date): void {
  if (at && at.getTime() > now.getTime() + CLOCKS_DIFFER_MS) throw new Refusal("promos.readInFuture");
}

import { db } from "@/db/client";
import type { Placement, PlacementEvent } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { lockOpen } from "./content";
import { lockPlacement, move } from "./moves";
import { canPublish, isAhead } from "./rules";
import { refuseHard } from "./verdicts";

/**
 * Asks for somebody's approval. What is in review already stays so. Refuses `identity.notAllowed`, `placements.notFound`,
 * `promoOver`, `checkFails` while a hard rule of the network is broken, `notAllowedNow`.
 */
export async function submitPlacement(actor: Actor, placementId: string, note = "", now = new Date()) {
  return change(actor, placementId, "submit", async (tx, placement) => {
    if (placement.status === "in_review") return placement;
    await refuseHard(tx, placement);
    return (await move(tx, placement, "submit", actor, now, { note })).placement;
  });
}

/** A word about a placement, which changes nothing else. Refuses `identity.notAllowed`, `placements.notFound`, `notAllowedNow`. */
export async function commentPlacement(actor: Actor, placementId: string, note: string, now = new Date()) {
  requirePermission(actor, "promos.manage");
  return db.transaction(async (tx) => {
    const { placement } = await lockPlacement(tx, actor.communityId, placementId);
    return (await move(tx, placement, "comment", actor, now, { note })).placement;
  });
}

/** Says what is to be different; what was approved or scheduled is so no longer. Refuses as `submitPlacement` does. */
export async function requestChanges(actor: Actor, placementId: string, note: string, now = new Date()) {
  return change(actor, placementId, "request_changes", async (tx, placement) =>
    placement.status === "changes_requested"
      ? (await move(tx, placement, "comment", actor, now, { note })).placement
      : (await move(tx, placement, "request_changes", actor, now, { note })).placement,
  );
}

/**
 * Approves exactly the version that was looked at; it is kept with the event, word for word. The same again changes nothing.
 * Refuses `identity.notAllowed`, `placements.notFound`, `promoOver`, `changedMeanwhile` for any other version, `checkFails`,
 * `notAllowedNow`.
 */
export async function approvePlacement(
  actor: Actor,
  placementId: string,
  { version, note = "" }: { version: number; note?: string },
  now = new Date(),
) {
  return change(actor, placementId, "approve", async (tx, placement) => {
    if (placement.version !== version) throw new Refusal("placements.changedMeanwhile");
    if (placement.status === "approved") return placement;
    await refuseHard(tx, placement);
    return (await move(tx, placement, "approve", actor, now, { note })).placement;
  });
}

/**
 * Sets when an approved placement goes out, or another time for one that is scheduled. Without a time the planned one is taken.
 * Refuses `identity.notAllowed`, `placements.notFound`, `promoOver`, `timeNeeded`, `timePast`, `notAllowedNow`.
 */
export async function schedulePlacement(actor: Actor, placementId: string, at: Date | undefined, now = new Date()) {
  return change(actor, placementId, "schedule", async (tx, placement) => {
    const scheduledAt = at ?? placement.scheduledAt;
    if (!scheduledAt) throw new Refusal("placements.timeNeeded");
    if (placement.status === "scheduled" && placement.scheduledAt?.getTime() === scheduledAt.getTime())
      return placement;
    if (scheduledAt < now) throw new Refusal("placements.timePast");
    return (await move(tx, placement, "schedule", actor, now, { scheduledAt })).placement;
  });
}

const CLOCKS_DIFFER_MS = 10 * 60_000;

/**
 * Somebody has posted it by hand: when, and at which address. Once more puts the time and the address right. Refuses
 * `identity.notAllowed`, `placements.notFound`, `promoNotRunning` unless the promo is agreed or runs, `timeAhead`, `notAllowedNow`.
 */
export async function publishPlacement(
  actor: Actor,
  placementId: string,
  { at, url }: { at?: Date | undefined; url?: string | undefined },
  now = new Date(),
) {
  return change(actor, placementId, "publish", async (tx, placement, promoStatus) => {
    if (isAhead(placement.status) && !canPublish(promoStatus)) throw new Refusal("placements.promoNotRunning");
    const publishedAt = at ?? placement.publishedAt ?? now;
    const publishedUrl = url ?? placement.publishedUrl;
    const isSame =
      placement.publishedAt?.getTime() === publishedAt.getTime() && placement.publishedUrl === publishedUrl;
    if (placement.status === "published" && isSame) return placement;
    if (publishedAt.getTime() > now.getTime() + CLOCKS_DIFFER_MS) throw new Refusal("placements.timeAhead");
    return (await move(tx, placement, "publish", actor, now, { publishedAt, publishedUrl })).placement;
  });
}

/** It did not go out, and why. Refuses `identity.notAllowed`, `placements.notFound`, `promoOver`, `notAllowedNow`. */
export const markFailed = (actor: Actor, placementId: string, note: string, now = new Date()) =>
  simply(actor, placementId, "fail", "failed", note, now);

/** Not now. It comes back to where it was. Refuses as `markFailed` does. */
export const holdPlacement = (actor: Actor, placementId: string, note: string, now = new Date()) =>
  simply(actor, placementId, "hold", "on_hold", note, now);

/** Takes a placement off hold: to where it was, but what was scheduled needs a time again. Refuses as `markFailed` does. */
export const resumePlacement = (actor: Actor, placementId: string, note: string, now = new Date()) =>
  simply(actor, placementId, "resume", undefined, note, now);

/** Gives a placement up. Refuses as `markFailed` does. */
export const cancelPlacement = (actor: Actor, placementId: string, note: string, now = new Date()) =>
  simply(actor, placementId, "cancel", "cancelled", note, now);

type Step = (
  tx: Parameters<typeof move>[0],
  placement: Placement,
  promo: Awaited<ReturnType<typeof lockOpen>>["promo"]["status"],
) => Promise<Placement>;

function simply(
  actor: Actor,
  placementId: string,
  event: PlacementEvent,
  done: Placement["status"] | undefined,
  note: string,
  now: Date,
) {
  return change(actor, placementId, event, async (tx, placement) => {
    if (placement.status === done) return placement;
    return (await move(tx, placement, event, actor, now, { note })).placement;
  });
}

/** Who may, then the placement under lock. What was posted can be put right also when its promo is over. */
async function change(actor: Actor, placementId: string, event: PlacementEvent, step: Step): Promise<Placement> {
  requirePermission(actor, "promos.manage");
  return db.transaction(async (tx) => {
    const lock = event === "publish" ? lockPlacement : lockOpen;
    const { placement, promo } = await lock(tx, actor.communityId, placementId);
    return step(tx, placement, promo.status);
  });
}

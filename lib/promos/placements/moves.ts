import { and, desc, eq } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import {
  type Placement,
  type PlacementContent,
  type PlacementEvent,
  type Promo,
  placementEvents,
  placementMedia,
  placements,
  promos,
} from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { BY_LINK, next } from "./rules";

/** Staff by their account, or somebody without one by the link they were sent and the name they gave. */
export type By = Actor | { kind: "reviewer"; name: string; shareId: string };

type Change = Partial<Pick<Placement, "scheduledAt" | "publishedAt" | "publishedUrl" | "remindedAt">> &
  Partial<typeof placements.$inferInsert>;

/**
 * A placement and its promo under lock: the promo's state holds still, the placement's row is ours. The promo always goes first.
 * Refuses `placements.notFound`.
 */
export async function lockPlacement(
  tx: Tx,
  communityId: string,
  placementId: string,
): Promise<{ placement: Placement; promo: Promo }> {
  const ofPlacement = and(eq(placements.communityId, communityId), eq(placements.id, placementId));
  const [seen] = await tx.select({ promoId: placements.promoId }).from(placements).where(ofPlacement);
  if (!seen) throw new Refusal("placements.notFound");
  const promo = one(
    await tx
      .select()
      .from(promos)
      .where(and(eq(promos.communityId, communityId), eq(promos.id, seen.promoId)))
      .for("share"),
  );
  return { promo, placement: one(await tx.select().from(placements).where(ofPlacement).for("update")) };
}

/**
 * The one place where a placement changes state: the row and its event, with what it said when somebody answered for its content.
 * Refuses `placements.notAllowedNow`.
 */
export async function move(
  tx: Tx,
  placement: Placement,
  event: PlacementEvent,
  by: By,
  now: Date,
  { note, ...set }: Change & { note?: string | undefined } = {},
): Promise<{ placement: Placement; eventId: string }> {
  const { communityId, id } = placement;
  const heldFrom = event === "resume" ? await stateBeforeHold(tx, placement) : null;
  const status = next(placement.status, event, heldFrom);
  const isReviewer = by.kind === "reviewer";
  if (!status || (isReviewer && !BY_LINK.includes(event))) throw new Refusal("placements.notAllowedNow");

  const moved = one(
    await tx
      .update(placements)
      .set({ ...set, status })
      .where(and(eq(placements.communityId, communityId), eq(placements.id, id)))
      .returning(),
  );
  const answersForContent = event === "approve" || event === "request_changes";
  const written = one(
    await tx
      .insert(placementEvents)
      .values({
        communityId,
        placementId: id,
        event,
        fromStatus: placement.status,
        toStatus: status,
        actorId: isReviewer ? null : by.personId,
        reviewer: isReviewer ? by.name : null,
        shareId: isReviewer ? by.shareId : null,
        note: note || null,
        content: answersForContent ? await contentOf(tx, moved) : null,
        at: now,
      })
      .returning({ id: placementEvents.id }),
  );
  return { placement: moved, eventId: written.id };
}

/** What a placement says at this moment. */
export async function contentOf(tx: Pick<Tx, "select">, placement: Placement): Promise<PlacementContent> {
  const { communityId, id, version, text, sticker, target } = placement;
  const media = await tx
    .select({ id: placementMedia.id, alt: placementMedia.alt })
    .from(placementMedia)
    .where(and(eq(placementMedia.communityId, communityId), eq(placementMedia.placementId, id)))
    .orderBy(placementMedia.position);
  return { version, text, sticker, target, media };
}

async function stateBeforeHold(tx: Tx, { communityId, id }: Placement) {
  const [held] = await tx
    .select({ from: placementEvents.fromStatus })
    .from(placementEvents)
    .where(
      and(
        eq(placementEvents.communityId, communityId),
        eq(placementEvents.placementId, id),
        eq(placementEvents.event, "hold"),
      ),
    )
    .orderBy(desc(placementEvents.at), desc(placementEvents.id))
    .limit(1);
  return held?.from ?? null;
}

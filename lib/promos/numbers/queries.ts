import { and, asc, desc, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { people, placements, readings } from "@/db/schema";
import { type Actor, requirePermission } from "@/lib/identity/actor";

const LIST_MAX = 2_000;

/**
 * The numbers written down for a promo and its placements, the latest first, those of one press together, with who did it.
 * Refuses `identity.notAllowed`.
 */
export async function listPromoNumbers(actor: Actor, promoId: string) {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  return db
    .select({
      id: readings.id,
      placementId: readings.placementId,
      content: placements.content,
      title: placements.title,
      metric: readings.metric,
      value: readings.value,
      at: readings.at,
      createdAt: readings.createdAt,
      source: readings.source,
      note: readings.note,
      screenshotId: readings.screenshotId,
      authorName: people.name,
    })
    .from(readings)
    .leftJoin(
      placements,
      and(eq(placements.communityId, readings.communityId), eq(placements.id, readings.placementId)),
    )
    .leftJoin(people, and(eq(people.communityId, readings.communityId), eq(people.id, readings.authorId)))
    .where(and(eq(readings.communityId, communityId), eq(readings.promoId, promoId), isNull(readings.removedAt)))
    .orderBy(desc(readings.at), readings.placementId, desc(readings.createdAt), asc(readings.metric))
    .limit(LIST_MAX);
}
export type PromoNumber = Awaited<ReturnType<typeof listPromoNumbers>>[number];

/** What is to be measured of a promo: its placements that were published, by when. Refuses `identity.notAllowed`. */
export async function listPublished(actor: Actor, promoId: string) {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  return db
    .select({
      id: placements.id,
      network: placements.network,
      format: placements.format,
      content: placements.content,
      title: placements.title,
      status: placements.status,
      linkId: placements.linkId,
      publishedAt: placements.publishedAt,
    })
    .from(placements)
    .where(and(eq(placements.communityId, communityId), eq(placements.promoId, promoId)))
    .orderBy(asc(placements.publishedAt), asc(placements.content))
    .limit(LIST_MAX);
}
export type PublishedPlacement = Awaited<ReturnType<typeof listPublished>>[number];

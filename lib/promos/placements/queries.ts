import { and, asc, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { links, type Placement, people, placementEvents, placements, promoShares, promos } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { checkContent } from "../check/check";
import type { FormatSpec } from "../check/specs";
import type { Verdict } from "../check/verdicts";
import { mediaInOrder } from "./media";
import { finalText, linkOf, rulesOf } from "./verdicts";

const LIST_MAX = 1_000;
const EVENTS_MAX = 200;

/** A promo's placements, in the order they were planned, up to 1,000. Refuses `identity.notAllowed`. */
export async function listPlacements(actor: Actor, promoId: string): Promise<Placement[]> {
  requirePermission(actor, "promos.manage");
  return db
    .select()
    .from(placements)
    .where(and(eq(placements.communityId, actor.communityId), eq(placements.promoId, promoId)))
    .orderBy(asc(placements.id))
    .limit(LIST_MAX);
}

export type PlacementView = Awaited<ReturnType<typeof findPlacement>>;

/**
 * One placement whole: its content, media, link, rules and what they say. Not there and not yours look the same. Refuses
 * `identity.notAllowed`, `placements.notFound`.
 */
export async function findPlacement(actor: Actor, placementId: string) {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  const [found] = z.uuid().safeParse(placementId).success
    ? await db
        .select({
          placement: placements,
          promo: {
            id: promos.id,
            name: promos.name,
            status: promos.status,
            kind: promos.kind,
            campaignId: promos.campaignId,
            startsAt: promos.startsAt,
            endsAt: promos.endsAt,
            contentBy: promos.contentBy,
          },
        })
        .from(placements)
        .innerJoin(promos, and(eq(promos.communityId, placements.communityId), eq(promos.id, placements.promoId)))
        .where(and(eq(placements.communityId, communityId), eq(placements.id, placementId)))
    : [];
  if (!found) throw new Refusal("placements.notFound");
  return { ...found, ...(await lookOf(found.placement)) };
}

/** A placement as it will look, and what the rules say of it. Who may see it, the caller has decided. */
export async function lookOf(placement: Placement) {
  const { communityId, id, title, sticker, target } = placement;
  const [spec, media, link] = await Promise.all([
    rulesOf(db, placement),
    mediaInOrder(db, communityId, id),
    linkOf(db, placement),
  ]);
  const text = finalText(placement, spec, link?.code);
  const verdicts: Verdict[] = checkContent(spec, { text, title, sticker, hasLink: target !== null, media });
  return { spec: spec as FormatSpec, media, link, text, verdicts };
}

/** What happened to a placement and what was said of it, the newest first, up to 200. Refuses `identity.notAllowed`. */
export async function listEvents(actor: Actor, placementId: string) {
  requirePermission(actor, "promos.manage");
  return eventsOf(actor.communityId, placementId);
}

export type PlacementHistory = Awaited<ReturnType<typeof eventsOf>>;

/** The same. Who may see it, the caller has decided. */
export async function eventsOf(communityId: string, placementId: string) {
  return db
    .select({
      id: placementEvents.id,
      event: placementEvents.event,
      fromStatus: placementEvents.fromStatus,
      toStatus: placementEvents.toStatus,
      note: placementEvents.note,
      at: placementEvents.at,
      version: placementEvents.content,
      actor: people.name,
      reviewer: placementEvents.reviewer,
      shareId: placementEvents.shareId,
      shareLabel: promoShares.label,
    })
    .from(placementEvents)
    .leftJoin(people, and(eq(people.communityId, placementEvents.communityId), eq(people.id, placementEvents.actorId)))
    .leftJoin(
      promoShares,
      and(eq(promoShares.communityId, placementEvents.communityId), eq(promoShares.id, placementEvents.shareId)),
    )
    .where(and(eq(placementEvents.communityId, communityId), eq(placementEvents.placementId, placementId)))
    .orderBy(desc(placementEvents.at), desc(placementEvents.id))
    .limit(EVENTS_MAX);
}

/** The other placements of a promo that have a link: where people may come from. */
export async function placementsWithLink(actor: Actor, promoId: string) {
  requirePermission(actor, "promos.manage");
  return db
    .select({
      id: placements.id,
      content: placements.content,
      network: placements.network,
      title: placements.title,
      linkId: links.id,
    })
    .from(placements)
    .innerJoin(links, and(eq(links.communityId, placements.communityId), eq(links.id, placements.linkId)))
    .where(and(eq(placements.communityId, actor.communityId), eq(placements.promoId, promoId)))
    .orderBy(asc(placements.id));
}

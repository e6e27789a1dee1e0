import { and, desc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import {
  campaigns,
  meetings,
  type PromoKind,
  type PromoStatus,
  people,
  placements,
  promoEvents,
  promos,
} from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { networksOf } from "./moves";
import { missingIn } from "./rules";
import { staffOf } from "./staff";

const LIST_MAX = 500;
const HISTORY_MAX = 200;

const makers = alias(people, "maker");

const ofPromo = (condition = sql`true`) =>
  sql<number>`(select count(*)::int from ${placements} where ${placements.communityId} = ${promos.communityId}
    and ${placements.promoId} = ${promos.id} and ${placements.status} <> 'cancelled' and ${condition})`;

const counts = {
  meetings: sql<number>`(select count(*)::int from ${meetings} where ${meetings.communityId} = ${promos.communityId}
    and ${meetings.promoId} = ${promos.id})`,
  placements: ofPromo(),
  unapproved: ofPromo(
    sql`not ${placements.isSpare} and ${placements.status} in ('draft', 'in_review', 'changes_requested', 'on_hold')`,
  ),
  published: ofPromo(sql`${placements.status} in ('published', 'measured')`),
};

/** The promos of the actor's community, the newest first, up to 500; of one kind or state when it is named. Refuses `identity.notAllowed`. */
export async function listPromos(actor: Actor, { kind, status }: { kind?: PromoKind; status?: PromoStatus } = {}) {
  requirePermission(actor, "promos.manage");
  return db
    .select({
      id: promos.id,
      kind: promos.kind,
      status: promos.status,
      name: promos.name,
      startsAt: promos.startsAt,
      endsAt: promos.endsAt,
      heldAt: promos.heldAt,
      metric: promos.metric,
      metricTarget: promos.metricTarget,
      metricBy: promos.metricBy,
      contentBy: promos.contentBy,
      reportBy: promos.reportBy,
      currency: promos.currency,
      campaignName: campaigns.name,
      ...counts,
    })
    .from(promos)
    .leftJoin(campaigns, and(eq(campaigns.communityId, promos.communityId), eq(campaigns.id, promos.campaignId)))
    .where(
      and(
        eq(promos.communityId, actor.communityId),
        kind && eq(promos.kind, kind),
        status && eq(promos.status, status),
      ),
    )
    .orderBy(desc(promos.createdAt), desc(promos.id))
    .limit(LIST_MAX);
}
export type ListedPromo = Awaited<ReturnType<typeof listPromos>>[number];

/** Which kinds and states the community's promos have, so that a list is narrowed only by what there is. Refuses `identity.notAllowed`. */
export async function promoFacets(actor: Actor) {
  requirePermission(actor, "promos.manage");
  const { kind, status } = promos;
  const rows = await db.selectDistinct({ kind, status }).from(promos).where(eq(promos.communityId, actor.communityId));
  return { kinds: new Set(rows.map((row) => row.kind)), statuses: new Set(rows.map((row) => row.status)) };
}

/**
 * One promo of the actor's community with its networks, its campaign, what its brief lacks and how far its work is.
 * Refuses `identity.notAllowed`, `promos.notFound`.
 */
export async function findPromo(actor: Actor, promoId: string) {
  requirePermission(actor, "promos.manage");
  const [row] = await db
    .select({
      promo: promos,
      ...counts,
      campaign: { slug: campaigns.slug, name: campaigns.name },
      makerName: makers.name,
    })
    .from(promos)
    .leftJoin(campaigns, and(eq(campaigns.communityId, promos.communityId), eq(campaigns.id, promos.campaignId)))
    .leftJoin(makers, and(eq(makers.communityId, promos.communityId), eq(makers.id, promos.createdBy)))
    .where(and(eq(promos.communityId, actor.communityId), eq(promos.id, promoId)));
  if (!row) throw new Refusal("promos.notFound");
  const { promo, ...around } = row;
  const networks = await networksOf(db, promo);
  return { ...promo, ...around, networks, missing: missingIn({ ...promo, networks }) };
}
export type FoundPromo = Awaited<ReturnType<typeof findPromo>>;

/** What happened to a promo, the newest first; changes of its brief one by one. Refuses `identity.notAllowed`. */
export async function promoHistory(actor: Actor, promoId: string) {
  requirePermission(actor, "promos.manage");
  return db
    .select({
      id: promoEvents.id,
      event: promoEvents.event,
      fromStatus: promoEvents.fromStatus,
      toStatus: promoEvents.toStatus,
      reason: promoEvents.reason,
      actorName: people.name,
      at: promoEvents.at,
    })
    .from(promoEvents)
    .leftJoin(people, and(eq(people.communityId, promoEvents.communityId), eq(people.id, promoEvents.actorId)))
    .where(and(eq(promoEvents.communityId, actor.communityId), eq(promoEvents.promoId, promoId)))
    .orderBy(desc(promoEvents.at), desc(promoEvents.id))
    .limit(HISTORY_MAX);
}

/** Names of those who manage promos, to be proposed as contacts. Refuses `identity.notAllowed`. */
export async function promoPeople(actor: Actor): Promise<string[]> {
  requirePermission(actor, "promos.manage");
  return (await staffOf(db, actor.communityId)).map(({ name }) => name);
}

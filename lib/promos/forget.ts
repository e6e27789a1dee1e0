import { and, eq, inArray, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import {
  communities,
  contingencies,
  type Person,
  people,
  placementEvents,
  placements,
  promoEvents,
  promoNetworks,
  promoShares,
  promos,
} from "@/db/schema";

/**
 * A step for a locked person: where somebody typed their name as a network's contact, as who is responsible or whom a private link is
 * for, or they gave it as a reviewer, it goes, unless somebody else here has the same name. What was planned and said stays.
 */
export async function forgetInPromos(
  tx: Tx,
  { communityId, name }: Pick<Person, "communityId" | "name">,
): Promise<void> {
  const isNamed = sql`lower(${people.name}) = lower(${name})`;
  if (name === "" || (await tx.$count(people, and(eq(people.communityId, communityId), isNamed))) > 1) return;
  await tx
    .update(promoNetworks)
    .set({ contactName: "" })
    .where(and(eq(promoNetworks.communityId, communityId), sql`lower(${promoNetworks.contactName}) = lower(${name})`));
  await tx
    .update(contingencies)
    .set({ ownerName: "" })
    .where(and(eq(contingencies.communityId, communityId), sql`lower(${contingencies.ownerName}) = lower(${name})`));
  await tx
    .update(promoShares)
    .set({ label: "" })
    .where(and(eq(promoShares.communityId, communityId), sql`lower(${promoShares.label}) = lower(${name})`));
  await tx
    .update(placementEvents)
    .set({ reviewer: "" })
    .where(and(eq(placementEvents.communityId, communityId), sql`lower(${placementEvents.reviewer}) = lower(${name})`));
}

const PROMOS_MAX = 200;

/**
 * Takes the names of people outside the community out of promos that are over: contacts of networks, who was responsible for a line of
 * the plan, reviewers, and whom a private link was for. A promo is over once it was reported or called off, and these names go as many days later as guests' contacts do. Answers
 * of how many promos.
 */
export async function forgetOutsiders(now = new Date()): Promise<number> {
  return db.transaction(async (tx) => {
    const due = await promosDue(tx, now);
    for (const { communityId, id } of due) {
      const ours = { communityId, promoId: id };
      await tx.update(promoNetworks).set({ contactName: "" }).where(hasContact(ours));
      await tx.update(contingencies).set({ ownerName: "" }).where(hasOwner(ours));
      await tx.update(promoShares).set({ label: "" }).where(hasLabel(ours));
      await tx.update(placementEvents).set({ reviewer: "" }).where(hasReviewer(tx, ours));
    }
    return due.length;
  });
}

type Ours = { communityId: string; promoId: string };

const hasContact = ({ communityId, promoId }: Ours) =>
  and(
    eq(promoNetworks.communityId, communityId),
    eq(promoNetworks.promoId, promoId),
    isNull(promoNetworks.contactId),
    ne(promoNetworks.contactName, ""),
  );

const hasOwner = ({ communityId, promoId }: Ours) =>
  and(eq(contingencies.communityId, communityId), eq(contingencies.promoId, promoId), ne(contingencies.ownerName, ""));

const hasLabel = ({ communityId, promoId }: Ours) =>
  and(eq(promoShares.communityId, communityId), eq(promoShares.promoId, promoId), ne(promoShares.label, ""));

const hasReviewer = (tx: Tx, { communityId, promoId }: Ours) =>
  and(
    eq(placementEvents.communityId, communityId),
    isNotNull(placementEvents.reviewer),
    ne(placementEvents.reviewer, ""),
    inArray(
      placementEvents.placementId,
      tx
        .select({ id: placements.id })
        .from(placements)
        .where(and(eq(placements.communityId, communityId), eq(placements.promoId, promoId))),
    ),
  );

/** Those with a name to forget, so that a run comes to an end. */
async function promosDue(tx: Tx, now: Date) {
  const last = sql`(select max(at) from ${promoEvents} event
    where event.community_id = ${promos.communityId} and event.promo_id = ${promos.id})`;
  const hasNames = sql`(
    exists (select 1 from ${promoNetworks} network where network.community_id = ${promos.communityId}
      and network.promo_id = ${promos.id} and network.contact_id is null and network.contact_name <> '')
    or exists (select 1 from ${contingencies} line where line.community_id = ${promos.communityId}
      and line.promo_id = ${promos.id} and line.owner_name <> '')
    or exists (select 1 from ${promoShares} share where share.community_id = ${promos.communityId}
      and share.promo_id = ${promos.id} and share.label <> '')
    or exists (select 1 from ${placements} placement join ${placementEvents} event
        on event.community_id = placement.community_id and event.placement_id = placement.id and event.reviewer <> ''
      where placement.community_id = ${promos.communityId} and placement.promo_id = ${promos.id}))`;
  return tx
    .select({ communityId: promos.communityId, id: promos.id })
    .from(promos)
    .innerJoin(communities, eq(communities.id, promos.communityId))
    .where(
      and(
        inArray(promos.status, ["reported", "cancelled"]),
        sql`${last} <= ${now.toISOString()}::timestamptz - make_interval(days => ${communities.contactDays})`,
        hasNames,
      ),
    )
    .limit(PROMOS_MAX);
}

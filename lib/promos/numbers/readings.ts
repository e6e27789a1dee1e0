import { and, eq, isNull } from "drizzle-orm";
import { db, one } from "@/db/client";
import { links, people, readings } from "@/db/schema";
import type { Actor } from "@/lib/identity/actor";
import type { ReadingInput } from "@/lib/referrals/input";
import { placeOf, requireAuthor } from "@/lib/referrals/leads";

const LIST_MAX = 1_000;

/**
 * A number from elsewhere: who enters it, when it was so, where it was read. Refuses `identity.notAllowed`,
 * `catalog.campaignNotFound`, `referrals.linkNotFound`.
 */
export async function enterReading(
  actor: Actor,
  campaignId: string,
  { linkId, ...reading }: ReadingInput,
  now = new Date(),
): Promise<EnteredReading> {
  const { communityId, personId: authorId } = requireAuthor(actor);
  return db.transaction(async (tx) => {
    await placeOf(tx, communityId, campaignId, linkId);
    const values = { communityId, campaignId, linkId, ...reading, authorId, createdAt: now };
    const { id } = one(await tx.insert(readings).values(values).returning({ id: readings.id }));
    return one(await withAuthors(tx).where(and(eq(readings.communityId, communityId), eq(readings.id, id))));
  });
}

/** The numbers entered for a campaign, those of promos' placements apart, by kind and in order of their time, up to 1,000. Refuses `identity.notAllowed`. */
export async function listReadings(actor: Actor, campaignId: string): Promise<EnteredReading[]> {
  const { communityId } = requireAuthor(actor);
  return withAuthors(db)
    .where(
      and(
        eq(readings.communityId, communityId),
        eq(readings.campaignId, campaignId),
        isNull(readings.placementId),
        isNull(readings.removedAt),
      ),
    )
    .orderBy(readings.metric, readings.at, readings.id)
    .limit(LIST_MAX);
}

function withAuthors(tx: Pick<typeof db, "select">) {
  return tx
    .select({
      id: readings.id,
      metric: readings.metric,
      value: readings.value,
      at: readings.at,
      source: readings.source,
      note: readings.note,
      linkId: readings.linkId,
      linkCode: links.code,
      content: links.content,
      authorName: people.name,
      createdAt: readings.createdAt,
    })
    .from(readings)
    .leftJoin(links, and(eq(links.communityId, readings.communityId), eq(links.id, readings.linkId)))
    .leftJoin(people, and(eq(people.communityId, readings.communityId), eq(people.id, readings.authorId)));
}

export type EnteredReading = Awaited<ReturnType<typeof withAuthors>>[number];

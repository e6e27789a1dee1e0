import { and, eq, isNull, lte, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { placements, promos } from "@/db/schema";
import { peopleWithRole } from "@/lib/identity/people";
import { notify } from "@/lib/messages/notify";
import { POST_DUE_MS, STORY_DUE_MS } from "./kinds";

/** Of placements that were published: their numbers are to be written down (`numbersDue`). */
export const areDue = (now: Date) =>
  or(
    and(eq(placements.format, "story"), lte(placements.publishedAt, new Date(now.getTime() - STORY_DUE_MS))),
    lte(placements.publishedAt, new Date(now.getTime() - POST_DUE_MS)),
  );

const SWEEP_MAX = 200;

/**
 * Asks the SMM managers, once for each placement, for its numbers: a story's 20 hours after it was published, for a day later its
 * network forgets them; a post's after a week. Where there is no SMM manager, the organizers. Answers how many placements.
 */
export async function askForNumbers(now = new Date()): Promise<number> {
  return db.transaction(async (tx) => {
    const published = await tx
      .select({
        communityId: placements.communityId,
        id: placements.id,
      })
      .from(placements)
      .innerJoin(promos, and(eq(promos.communityId, placements.communityId), eq(promos.id, placements.promoId)))
      .where(
        and(
          eq(placements.status, "published"),
          isNull(placements.remindedAt),
          sql`${promos.status} <> 'cancelled'`,
          areDue(now),
        ),
      )
      .orderBy(placements.publishedAt)
      .limit(SWEEP_MAX)
      .for("update", { of: placements, skipLocked: true });
    for (const { communityId, id } of published) {
      await tx
        .update(placements)
        .set({ remindedAt: now })
        .where(and(eq(placements.communityId, communityId), eq(placements.id, id)));
      const smm = await peopleWithRole(tx, communityId, "smm");
      const asks = smm.length > 0 ? smm : await peopleWithRole(tx, communityId, "organizer");
      for (const { personId } of asks)
        await notify(tx, { communityId, personId, kind: "numbers_due", subjectId: id }, now);
    }
    return published.length;
  });
}

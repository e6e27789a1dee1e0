import { and, eq, isNull, lte, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { placements, promos } from "@/db/schema";
import { peopleWithRole } from "@/lib/identity/people";
import { notify } from "@/lib/messages/notify";
import { numbersDue } from "./kinds";

const SWEEP_MAX = 200;
const HOUR_MS = 3_600_000;

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
        format: placements.format,
        publishedAt: placements.publishedAt,
      })
      .from(placements)
      .innerJoin(promos, and(eq(promos.communityId, placements.communityId), eq(promos.id, placements.promoId)))
      .where(
        and(
          eq(placements.status, "published"),
          isNull(placements.remindedAt),
          sql`${promos.status} <> 'cancelled'`,
          lte(placements.publishedAt, new Date(now.getTime() - HOUR_MS)),
        ),
      )
      .orderBy(placements.publishedAt)
      .limit(SWEEP_MAX)
      .for("update", { of: placements, skipLocked: true });
    let asked = 0;
    for (const { communityId, id, format, publishedAt } of published) {
      if (!publishedAt || numbersDue(format, publishedAt).dueAt > now) continue;
      await tx
        .update(placements)
        .set({ remindedAt: now })
        .where(and(eq(placements.communityId, communityId), eq(placements.id, id)));
      const smm = await peopleWithRole(tx, communityId, "smm");
      const asks = smm.length > 0 ? smm : await peopleWithRole(tx, communityId, "organizer");
      for (const { personId } of asks)
        await notify(tx, { communityId, personId, kind: "numbers_due", subjectId: id }, now);
      asked++;
    }
    return asked;
  });
}

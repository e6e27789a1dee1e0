import { and, eq, gt, isNotNull, isNull, lte, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { claims } from "@/db/schema";
import { lockBook } from "@/lib/catalog/moves";
import { notify } from "@/lib/messages/notify";
import { openClaim } from "./moves";
import { REMIND_BEFORE_MS } from "./rules";

const SWEEP_MAX = 200;

/** What the sweep freed, so that the pages that showed it are made anew. */
export type Freed = { communityId: string; campaignId: string; bookId: string };

/** Lets go of holds that have run out, up to 200 a time. Run by the schedule, and safe to run at any time. */
export async function expireOverdueClaims(now = new Date()): Promise<Freed[]> {
  const overdue = await db
    .select({ communityId: claims.communityId, campaignId: claims.campaignId, bookId: claims.bookId })
    .from(claims)
    .where(and(eq(claims.status, "held"), lte(claims.expiresAt, now)))
    .orderBy(claims.expiresAt)
    .limit(SWEEP_MAX);

  for (const { communityId, bookId } of overdue) {
    await db.transaction(async (tx) => {
      await openClaim(tx, await lockBook(tx, communityId, bookId), now);
    });
  }
  return overdue;
}

/** Reminds, once, whoever has a full hold that ends within three hours and was made at least as long before. */
export async function remindHoldsEnding(now = new Date()): Promise<number> {
  const soon = new Date(now.getTime() + REMIND_BEFORE_MS);
  return db.transaction(async (tx) => {
    const ending = await tx
      .select({ communityId: claims.communityId, id: claims.id, personId: claims.claimantId })
      .from(claims)
      .where(
        and(
          eq(claims.status, "held"),
          isNotNull(claims.verifiedAt),
          isNull(claims.endingToldAt),
          gt(claims.expiresAt, now),
          lte(claims.expiresAt, soon),
          sql`${claims.expiresAt} - ${claims.createdAt} > make_interval(secs => ${(2 * REMIND_BEFORE_MS) / 1000})`,
        ),
      )
      .limit(SWEEP_MAX)
      .for("update", { skipLocked: true });
    for (const { communityId, id, personId } of ending) {
      await tx
        .update(claims)
        .set({ endingToldAt: now })
        .where(and(eq(claims.communityId, communityId), eq(claims.id, id)));
      await notify(tx, { communityId, personId, subjectId: id, kind: "claim_ending" }, now);
    }
    return ending.length;
  });
}

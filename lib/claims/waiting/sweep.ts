import { and, eq, exists, gt, inArray, isNotNull, lte, not, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { books, campaigns, claims, openStatuses, waitlist } from "@/db/schema";
import { lockBook } from "@/lib/catalog/moves";
import { openClaim } from "../moves";
import type { Freed } from "../sweep";
import { passOn } from "./moves";

const SWEEP_MAX = 200;

/**
 * Asks the next in line of up to 200 books: where an offer was not answered in time, and where a book stands free although somebody
 * waits, as after a campaign was prolonged. Run by the schedule, and safe to run at any time.
 */
export async function passOnOffers(now = new Date()): Promise<Freed[]> {
  const offered = alias(waitlist, "offered");
  const isAsked = exists(
    db
      .select({ id: offered.id })
      .from(offered)
      .where(
        and(
          eq(offered.communityId, waitlist.communityId),
          eq(offered.bookId, waitlist.bookId),
          eq(offered.status, "offered"),
        ),
      ),
  );
  const isHeld = exists(
    db
      .select({ id: claims.id })
      .from(claims)
      .where(
        and(
          eq(claims.communityId, waitlist.communityId),
          eq(claims.bookId, waitlist.bookId),
          inArray(claims.status, [...openStatuses]),
        ),
      ),
  );
  const isForgotten = and(
    eq(waitlist.status, "waiting"),
    isNotNull(waitlist.verifiedAt),
    eq(books.status, "listed"),
    eq(campaigns.status, "open"),
    lte(campaigns.opensAt, now),
    gt(campaigns.closesAt, now),
    not(isAsked),
    not(isHeld),
  );
  const due = await db
    .selectDistinct({ communityId: waitlist.communityId, campaignId: waitlist.campaignId, bookId: waitlist.bookId })
    .from(waitlist)
    .innerJoin(books, and(eq(books.communityId, waitlist.communityId), eq(books.id, waitlist.bookId)))
    .innerJoin(campaigns, and(eq(campaigns.communityId, waitlist.communityId), eq(campaigns.id, waitlist.campaignId)))
    .where(or(and(eq(waitlist.status, "offered"), lte(waitlist.offerEndsAt, now)), isForgotten))
    .limit(SWEEP_MAX);

  for (const { communityId, bookId } of due) {
    await db.transaction(async (tx) => {
      const book = await lockBook(tx, communityId, bookId);
      if (!(await openClaim(tx, book, now))) await passOn(tx, book, now);
    });
  }
  return due;
}

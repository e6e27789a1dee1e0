import { and, asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { campaigns, waitlist } from "@/db/schema";
import { lockBook } from "@/lib/catalog/moves";
import type { Freed } from "../sweep";
import { endLine, inLine } from "./moves";

const SWEEP_MAX = 200;

/**
 * Ends the lines of closed campaigns, up to 200 books a run, and tells whoever stood there: a book that comes free after the closing is
 * passed on to nobody. What is held goes its way. Book by book, each under its own lock, for the campaign is locked before none.
 */
export async function endLinesOfClosed(now = new Date()): Promise<Freed[]> {
  const due = await db
    .selectDistinct({ communityId: waitlist.communityId, campaignId: waitlist.campaignId, bookId: waitlist.bookId })
    .from(waitlist)
    .innerJoin(campaigns, and(eq(campaigns.communityId, waitlist.communityId), eq(campaigns.id, waitlist.campaignId)))
    .where(and(inLine, eq(campaigns.status, "closed")))
    .orderBy(asc(waitlist.bookId))
    .limit(SWEEP_MAX);
  const ended: Freed[] = [];
  for (const { communityId, campaignId, bookId } of due) {
    await db.transaction(async (tx) => {
      const book = await lockBook(tx, communityId, bookId);
      const isClosed = and(
        eq(campaigns.communityId, communityId),
        eq(campaigns.id, campaignId),
        eq(campaigns.status, "closed"),
      );
      if ((await tx.$count(campaigns, isClosed)) === 0) return; // opened again meanwhile
      await endLine(tx, book, undefined, now);
      ended.push({ communityId, campaignId, bookId });
    });
  }
  return ended;
}

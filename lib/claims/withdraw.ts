import { and, eq } from "drizzle-orm";
import { db, one } from "@/db/client";
import { type Book, claims } from "@/db/schema";
import { withdrawListedBook } from "@/lib/catalog/commands";
import { findHeld, type Hand, lockHeld } from "@/lib/catalog/owners";
import { move, openClaim } from "./moves";
import { endLine } from "./waiting/moves";

/**
 * Takes a book out of the catalog, by its giver, by an organizer, or by the private link of an outsider's listing. Whoever holds
 * it is let go and reads the reason, and so do those who wait for it. Doing it twice changes nothing. Refuses `catalog.notFound` when it is not theirs,
 * `catalog.holderNeedsReason` when it is reserved and no reason is given, `catalog.exchangedAlready` once the donation is confirmed.
 */
export async function withdrawBook(hand: Hand, reason: string | undefined, now = new Date()): Promise<Book> {
  const held = await findHeld(hand);
  return db.transaction(async (tx) => {
    const locked = await lockHeld(tx, held);
    await openClaim(tx, locked, now); // a hold that has run out is no holder
    const { book, holder } = await withdrawListedBook(tx, held.actor, locked, reason, now);
    if (holder) {
      const ofHolder = and(eq(claims.communityId, book.communityId), eq(claims.id, holder.id));
      const claim = one(await tx.select().from(claims).where(ofHolder));
      await move(tx, { claim, book }, "cancel", held.actor, now, { reason });
    }
    await endLine(tx, book, reason, now);
    return book;
  });
}

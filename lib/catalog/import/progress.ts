import { and, count, eq, gte, isNotNull } from "drizzle-orm";
import { db } from "@/db/client";
import { books } from "@/db/schema";
import { type Actor, requirePermission } from "@/lib/identity/actor";

/** How many books the actor's imports have added to a campaign since a moment; while one runs, it grows by chunks. Refuses `identity.notAllowed`. */
export async function importedSince(actor: Actor, campaignId: string, since: Date): Promise<number> {
  requirePermission(actor, "catalog.import");
  if (actor.personId === null) return 0;
  const [row] = await db
    .select({ added: count() })
    .from(books)
    .where(
      and(
        eq(books.communityId, actor.communityId),
        eq(books.campaignId, campaignId),
        gte(books.createdAt, since),
        eq(books.giverId, actor.personId),
        isNotNull(books.importKey),
      ),
    );
  return row?.added ?? 0;
}

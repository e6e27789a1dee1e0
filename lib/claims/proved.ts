import { and, eq, or } from "drizzle-orm";
import { db } from "@/db/client";
import { claimEvents, claims } from "@/db/schema";
import type { ClaimRef } from "./moves";

/**
 * Whether whoever has a claim has shown that the address is theirs: by the e-mailed code, or by being signed in when they claimed. A
 * claim that staff made for somebody holds its book as a proved one does, and proves nothing of who reads its page; neither does
 * paying, for anyone may pay.
 */
export async function isAddressProved({ communityId, claimId }: ClaimRef): Promise<boolean> {
  const signedIn = and(
    eq(claimEvents.event, "hold"),
    eq(claimEvents.actorId, claims.claimantId),
    eq(claimEvents.at, claims.verifiedAt),
  );
  const [proof] = await db
    .select({ id: claimEvents.id })
    .from(claimEvents)
    .innerJoin(claims, and(eq(claims.communityId, claimEvents.communityId), eq(claims.id, claimEvents.claimId)))
    .where(
      and(
        eq(claimEvents.communityId, communityId),
        eq(claimEvents.claimId, claimId),
        or(eq(claimEvents.event, "verify"), signedIn),
      ),
    )
    .limit(1);
  return proof !== undefined;
}

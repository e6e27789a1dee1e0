import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { donations } from "@/db/schema";
import type { ClaimRef } from "@/lib/claims/moves";
import type { DonationRef } from "./pledge";

/** The donation that pays for a claim now; nothing while there is none, or once it pays for another. */
export async function donationOfClaim({ communityId, claimId }: ClaimRef): Promise<DonationRef | undefined> {
  const [donation] = await db
    .select({ id: donations.id })
    .from(donations)
    .where(and(eq(donations.communityId, communityId), eq(donations.claimId, claimId)));
  return donation && { communityId, donationId: donation.id };
}

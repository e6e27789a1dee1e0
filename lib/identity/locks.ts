import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { communities, invites, organizerProposals } from "@/db/schema";

/** Whoever changes who is an organizer, or takes an address for a campaign, waits here: two of them are asked one after the other. */
export async function lockCommunity(tx: Tx, communityId: string): Promise<void> {
  await tx.select({ id: communities.id }).from(communities).where(eq(communities.id, communityId)).for("no key update");
}

/** Whoever joins by an invite waits here, so that its uses are counted one after the other. */
export async function lockInvite(tx: Tx, { communityId, id }: { communityId: string; id: string }) {
  const ofInvite = and(eq(invites.communityId, communityId), eq(invites.id, id));
  const [invite] = await tx.select().from(invites).where(ofInvite).for("update");
  return invite;
}

/** Whoever decides about a proposal waits here: the second of two finds it decided. */
export async function lockProposal(tx: Tx, communityId: string, id: string) {
  const [proposal] = await tx
    .select()
    .from(organizerProposals)
    .where(and(eq(organizerProposals.communityId, communityId), eq(organizerProposals.id, id)))
    .for("update");
  return proposal;
}

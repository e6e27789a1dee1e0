import { eq } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { communities } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "./actor";
import { record } from "./audit";
import { lockCommunity } from "./locks";

/** Long enough to hand the last books over and to answer the fund; not so long that nobody remembers why it is kept. */
export const CONTACT_DAYS = { least: 14, most: 365 } as const;
export const PROOF_DAYS = { least: 30, most: 1_095 } as const; // three years, as accounts are kept

const days = ({ least, most }: { least: number; most: number }) =>
  z.coerce.number("fields.check").int("fields.check").min(least, "fields.days").max(most, "fields.days");

export const keepingInput = z.object({ contactDays: days(CONTACT_DAYS), proofDays: days(PROOF_DAYS) });
export type Keeping = z.infer<typeof keepingInput>;

/** For how long a community keeps guests' contacts after a campaign, and proofs after the money was confirmed. Refuses: not an organizer. */
export async function changeKeeping(
  actor: Actor,
  { contactDays, proofDays }: Keeping,
  now = new Date(),
): Promise<void> {
  requirePermission(actor, "campaigns.manage");
  const { communityId } = actor;
  await db.transaction(async (tx) => {
    await lockCommunity(tx, communityId);
    const [before] = await tx.select().from(communities).where(eq(communities.id, communityId));
    if (!before) throw new Refusal("identity.notFound");
    if (before.contactDays === contactDays && before.proofDays === proofDays) return;
    await tx.update(communities).set({ contactDays, proofDays }).where(eq(communities.id, communityId));
    await record(tx, actor, "keeping_changed", { details: { contactDays, proofDays } }, now);
  });
}

import type { Tx } from "@/db/client";
import { type Contingency, contingencies, type Promo } from "@/db/schema";
import type { Actor } from "@/lib/identity/actor";

/** A line of a plan for falling short, as a template or an older promo suggests it. It waits. */
export type PlannedContingency = Pick<
  Contingency,
  "metric" | "threshold" | "checkAt" | "stage" | "action" | "what" | "preparedId" | "placementId"
> &
  Partial<Pick<Contingency, "ownerId">>;

/** A step: the plan of a new promo. Whether the actor may, the caller decides. */
export async function addContingencies(
  tx: Tx,
  { communityId, id: promoId }: Pick<Promo, "communityId" | "id">,
  lines: readonly PlannedContingency[],
  by: Actor,
  now: Date,
): Promise<void> {
  if (lines.length === 0) return;
  const { personId: createdBy } = by;
  await tx
    .insert(contingencies)
    .values(lines.map((line) => ({ ...line, communityId, promoId, createdBy, createdAt: now })));
}

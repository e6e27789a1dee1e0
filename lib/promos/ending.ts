import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { promos } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";

/** A step: keeps a promo's report as it is given, or lets it follow the facts again. Refuses `promos.notFound`. */
export async function setFrozen(tx: Tx, actor: Actor, promoId: string, report: unknown | null, now: Date) {
  const frozen = report === null ? { frozenAt: null, frozenBy: null } : { frozenAt: now, frozenBy: actor.personId };
  await change(tx, actor.communityId, promoId, { frozen: report, ...frozen });
}

/** A step: what was learned from a promo. Refuses `promos.notFound`. */
export async function setLearned(tx: Tx, communityId: string, promoId: string, learned: string) {
  await change(tx, communityId, promoId, { learned });
}

async function change(tx: Tx, communityId: string, promoId: string, set: Partial<typeof promos.$inferInsert>) {
  const changed = await tx
    .update(promos)
    .set(set)
    .where(and(eq(promos.communityId, communityId), eq(promos.id, promoId)))
    .returning({ id: promos.id });
  if (changed.length === 0) throw new Refusal("promos.notFound");
}

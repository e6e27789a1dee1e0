import { and, desc, eq, inArray, or } from "drizzle-orm";
import { db } from "@/db/client";
import { promos } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { type Goal, reportOf } from "./report";

const COMPARED_MAX = 8;

export type ComparedPromo = {
  id: string;
  name: string;
  goal: Goal | null;
  clicks: number;
  leads: number;
  spendMinor: number;
  currency: string;
};

/**
 * A promo and the latest others of its kind that have begun, the newest first, up to eight: what each reached. Refuses
 * `identity.notAllowed`, `promos.notFound`.
 */
export async function compareReports(actor: Actor, promoId: string, now = new Date()): Promise<ComparedPromo[]> {
  requirePermission(actor, "promos.manage");
  const { communityId } = actor;
  const [here] = await db
    .select({ kind: promos.kind })
    .from(promos)
    .where(and(eq(promos.communityId, communityId), eq(promos.id, promoId)));
  if (!here) throw new Refusal("promos.notFound");
  const begun = inArray(promos.status, ["running", "measuring", "reported"]);
  const others = await db
    .select({ id: promos.id })
    .from(promos)
    .where(and(eq(promos.communityId, communityId), eq(promos.kind, here.kind), or(begun, eq(promos.id, promoId))))
    .orderBy(desc(promos.startsAt), desc(promos.id))
    .limit(COMPARED_MAX);
  const reports = await Promise.all(others.map(({ id }) => reportOf(communityId, id, now)));
  return reports.map(({ promo, goal, figures }) => {
    const { clicks, leads, spendMinor, currency } = figures;
    return { id: promo.id, name: promo.name, goal, clicks, leads, spendMinor, currency };
  });
}

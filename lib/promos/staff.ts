import { and, asc, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, people } from "@/db/schema";

/** A step: those of a community who manage promos, by name. */
export async function staffOf(tx: Pick<Tx, "selectDistinct">, communityId: string) {
  return tx
    .selectDistinct({ id: people.id, name: people.name })
    .from(memberships)
    .innerJoin(people, and(eq(people.communityId, memberships.communityId), eq(people.id, memberships.personId)))
    .where(and(eq(memberships.communityId, communityId), inArray(memberships.role, ["organizer", "smm"])))
    .orderBy(asc(people.name), asc(people.id))
    .limit(200);
}

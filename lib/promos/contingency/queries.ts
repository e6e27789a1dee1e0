import { and, asc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { contingencies, people, placements } from "@/db/schema";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { staffOf } from "@/lib/promos/staff";

const prepared = alias(placements, "prepared");

/** A promo's plan for falling short, in the order of its lines. Refuses `identity.notAllowed`. */
export async function listContingencies(actor: Actor, promoId: string) {
  requirePermission(actor, "promos.manage");
  return contingenciesOf(actor.communityId, promoId);
}

/** The same for a report, whoever reads it. */
export async function contingenciesOf(communityId: string, promoId: string, reader: Pick<typeof db, "select"> = db) {
  return lines(reader)
    .where(and(eq(contingencies.communityId, communityId), eq(contingencies.promoId, promoId)))
    .orderBy(asc(contingencies.createdAt), asc(contingencies.id));
}

/** Who may be responsible for a line: those who manage promos, by name. Refuses `identity.notAllowed`. */
export async function listOwners(actor: Actor) {
  requirePermission(actor, "promos.manage");
  return staffOf(db, actor.communityId);
}

function lines(reader: Pick<typeof db, "select">) {
  return reader
    .select({
      id: contingencies.id,
      promoId: contingencies.promoId,
      metric: contingencies.metric,
      threshold: contingencies.threshold,
      checkAt: contingencies.checkAt,
      stage: contingencies.stage,
      action: contingencies.action,
      what: contingencies.what,
      ownerId: contingencies.ownerId,
      ownerName: contingencies.ownerName,
      owner: people.name,
      placementId: contingencies.placementId,
      preparedId: contingencies.preparedId,
      prepared: prepared.content,
      preparedTitle: prepared.title,
      status: contingencies.status,
      judgedAt: contingencies.judgedAt,
      value: contingencies.value,
      doneAt: contingencies.doneAt,
      outcome: contingencies.outcome,
    })
    .from(contingencies)
    .leftJoin(people, and(eq(people.communityId, contingencies.communityId), eq(people.id, contingencies.ownerId)))
    .leftJoin(
      prepared,
      and(eq(prepared.communityId, contingencies.communityId), eq(prepared.id, contingencies.preparedId)),
    );
}

export type ContingencyLine = Awaited<ReturnType<typeof contingenciesOf>>[number];

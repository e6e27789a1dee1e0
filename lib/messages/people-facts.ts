import { and, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "@/db/client";
import { auditLog, organizerProposals, people, requisiteChanges } from "@/db/schema";
import { holds } from "@/lib/identity/memberships";

/** A step: who is proposed as an organizer and by whom, of the message about that. */
export async function proposalFor(tx: Tx, communityId: string, proposalId: string) {
  const proposer = alias(people, "proposer");
  const [found] = await tx
    .select({ person: people.name, proposer: proposer.name, decidedAt: organizerProposals.decidedAt })
    .from(organizerProposals)
    .innerJoin(
      people,
      and(eq(people.communityId, organizerProposals.communityId), eq(people.id, organizerProposals.personId)),
    )
    .innerJoin(
      proposer,
      and(eq(proposer.communityId, organizerProposals.communityId), eq(proposer.id, organizerProposals.proposedBy)),
    )
    .where(and(eq(organizerProposals.communityId, communityId), eq(organizerProposals.id, proposalId)));
  return found;
}

/** A step: whose role of an organizer was taken away and by whom, of the message about that; `by` is empty for the operator. */
export async function removalFor(tx: Tx, { communityId, personId }: Told, auditId: string) {
  const remover = alias(people, "remover");
  const [found] = await tx
    .select({ personId: people.id, person: people.name, removerId: auditLog.actorId, by: remover.name })
    .from(auditLog)
    .innerJoin(people, and(eq(people.communityId, auditLog.communityId), eq(people.id, auditLog.subjectId)))
    .leftJoin(remover, and(eq(remover.communityId, auditLog.communityId), eq(remover.id, auditLog.actorId)))
    .where(and(eq(auditLog.communityId, communityId), eq(auditLog.id, auditId)));
  return found && { ...found, isOwn: found.personId === personId };
}

type Told = { communityId: string; personId: string };

/** A step: where the money is to go instead, of the message about that, and whether who reads it can stop it. */
export async function changeFor(tx: Tx, { communityId, personId }: Told, changeId: string) {
  const [found] = await tx
    .select({
      campaignId: requisiteChanges.campaignId,
      fundName: requisiteChanges.fundName,
      jarUrl: requisiteChanges.jarUrl,
      iban: requisiteChanges.iban,
      edrpou: requisiteChanges.edrpou,
      takesEffectAt: requisiteChanges.takesEffectAt,
      cancelledAt: requisiteChanges.cancelledAt,
      requester: people.name,
    })
    .from(requisiteChanges)
    .leftJoin(
      people,
      and(eq(people.communityId, requisiteChanges.communityId), eq(people.id, requisiteChanges.requestedBy)),
    )
    .where(and(eq(requisiteChanges.communityId, communityId), eq(requisiteChanges.id, changeId)));
  return found && { ...found, canStop: await holds(tx, communityId, personId, "organizer") };
}

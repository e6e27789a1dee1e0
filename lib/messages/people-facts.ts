import { and, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "@/db/client";
import { organizerProposals, people, requisiteChanges } from "@/db/schema";

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

/** A step: where the money is to go instead, of the message about that. */
export async function changeFor(tx: Tx, communityId: string, changeId: string) {
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
  return found;
}

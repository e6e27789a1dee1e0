import { db } from "@/db/client";
import type { PersonActor } from "@/lib/identity/actor";
import { openProposal } from "@/lib/identity/organizers";
import { notify } from "./notify";

/**
 * Proposes somebody as an organizer and writes to everyone who may agree. Doing it twice writes to nobody again.
 * Refuses: not an organizer, nobody there; `identity.nobodyToAgree`, `identity.alreadyOrganizer`.
 */
export async function proposeOrganizer(actor: PersonActor, personId: string, now = new Date()): Promise<void> {
  const { communityId } = actor;
  await db.transaction(async (tx) => {
    const { proposal, deciders } = await openProposal(tx, actor, personId, now);
    for (const decider of deciders)
      await notify(tx, { communityId, personId: decider, kind: "organizer_proposed", subjectId: proposal.id }, now);
  });
}

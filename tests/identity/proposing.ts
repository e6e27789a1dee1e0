import { and, eq, inArray, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { auditLog, organizerProposals } from "@/db/schema";
import type { PersonActor } from "@/lib/identity/actor";
import { decideProposal } from "@/lib/identity/organizers";
import { proposeOrganizer } from "@/lib/messages/organizer-proposal";
import { aCommunity, aMember, anOrganizer } from "../support/factories";
import { NOON } from "../support/times";

/** A member whom one organizer proposes, and another who may agree. */
export async function aProposal() {
  const { id } = await aCommunity();
  const [proposer, other, member] = [await anOrganizer(id), await anOrganizer(id), await aMember(id)];
  await proposeOrganizer(proposer, member.personId, NOON);
  return { proposer, other, member, proposalId: await proposalOf(member) };
}

/** The proposal that waits for a person. */
export async function proposalOf({ communityId, personId }: PersonActor): Promise<string> {
  const [open] = await db
    .select({ id: organizerProposals.id })
    .from(organizerProposals)
    .where(
      and(
        eq(organizerProposals.communityId, communityId),
        eq(organizerProposals.personId, personId),
        isNull(organizerProposals.decidedAt),
      ),
    );
  return open?.id ?? "";
}

/** One agrees and another declines at the same moment: how many were heard. */
export async function raceToDecide() {
  const { other, member, proposalId } = await aProposal();
  const third = await anOrganizer(member.communityId);
  const tries = await Promise.allSettled([
    decideProposal(other, { proposalId, outcome: "agreed" }, NOON),
    decideProposal(third, { proposalId, outcome: "declined" }, NOON),
  ]);
  const heard = await db.$count(
    auditLog,
    and(
      eq(auditLog.communityId, member.communityId),
      inArray(auditLog.action, ["organizer_agreed", "organizer_declined"]),
    ),
  );
  return { heard, tries };
}

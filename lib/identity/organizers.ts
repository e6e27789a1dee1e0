import { and, asc, eq, inArray, isNull, ne } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db, one, type Tx } from "@/db/client";
import { memberships, organizerProposals, people } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { can, type PersonActor, requirePermission } from "./actor";
import { record } from "./audit";
import type { DecideProposal } from "./input";
import { lockCommunity, lockProposal } from "./locks";
import { giveRoles, holds, refuseStranger } from "./memberships";

// One organizer alone makes no other: whoever takes over an account could otherwise keep it for good.

type Proposal = typeof organizerProposals.$inferSelect;

/**
 * A step: proposes somebody as an organizer; doing it twice finds the first proposal. Answers who may agree: the other organizers,
 * or the treasurers whom somebody else made so where there is none. Refuses: not an organizer, nobody there; `identity.nobodyToAgree`, `identity.alreadyOrganizer`.
 */
export async function openProposal(
  tx: Tx,
  actor: PersonActor,
  personId: string,
  now: Date,
): Promise<{ proposal: Proposal; deciders: string[]; isNew: boolean }> {
  requirePermission(actor, "people.manage");
  const { communityId, personId: proposedBy } = actor;
  await lockCommunity(tx, communityId);
  await refuseStranger(tx, communityId, personId);
  if (await holds(tx, communityId, personId, "organizer")) throw new Refusal("identity.alreadyOrganizer");
  const [standing] = await tx.select().from(organizerProposals).where(isOpen(communityId, personId));
  if (standing) return { proposal: standing, deciders: [], isNew: false };

  const deciders = await decidersOf(tx, { communityId, personId, proposedBy });
  if (deciders.length === 0) throw new Refusal("identity.nobodyToAgree");
  const row = { communityId, personId, proposedBy, proposedAt: now };
  const proposal = one(await tx.insert(organizerProposals).values(row).returning());
  await record(tx, actor, "organizer_proposed", { subjectId: personId }, now);
  return { proposal, deciders, isNew: true };
}

/**
 * Agrees or declines; agreed, the person is an organizer at once. Of two who decide at the same moment the first one counts; the
 * same answer of the same person again changes nothing. Refuses: `notAllowed` for who proposed, is proposed, or has no say;
 * `notFound`, `proposalOver`.
 */
export async function decideProposal(
  actor: PersonActor,
  { proposalId, outcome }: DecideProposal,
  now = new Date(),
): Promise<void> {
  requirePermission(actor, "organizers.agree");
  const { communityId, personId: decidedBy } = actor;
  await db.transaction(async (tx) => {
    await lockCommunity(tx, communityId);
    const proposal = await lockProposal(tx, communityId, proposalId);
    if (!proposal) throw new Refusal("identity.notFound");
    if (proposal.decidedAt) {
      if (proposal.decidedBy === decidedBy && proposal.outcome === outcome) return;
      throw new Refusal("identity.proposalOver");
    }
    const { personId, proposedBy } = proposal;
    if (!(await decidersOf(tx, proposal)).includes(decidedBy)) throw new Refusal("identity.notAllowed");
    // whoever is no organizer any more has no say in who is one
    if (!(await holds(tx, communityId, proposedBy, "organizer"))) throw new Refusal("identity.proposalOver");
    await close(tx, proposal, outcome, decidedBy, now);
    if (outcome === "agreed")
      await giveRoles(tx, { communityId, personId, grantedBy: decidedBy }, ["member", "organizer"], now);
    const action = outcome === "agreed" ? "organizer_agreed" : "organizer_declined";
    await record(tx, actor, action, { subjectId: personId }, now);
  });
}

/** Takes an open proposal back: whoever made it, or any other organizer. Refuses: not an organizer, `notFound`, `proposalOver`. */
export async function withdrawProposal(actor: PersonActor, proposalId: string, now = new Date()): Promise<void> {
  requirePermission(actor, "people.manage");
  await db.transaction(async (tx) => {
    const proposal = await lockProposal(tx, actor.communityId, proposalId);
    if (!proposal) throw new Refusal("identity.notFound");
    if (proposal.outcome === "withdrawn") return;
    if (proposal.decidedAt) throw new Refusal("identity.proposalOver");
    await close(tx, proposal, "withdrawn", actor.personId, now);
    await record(tx, actor, "organizer_withdrawn", { subjectId: proposal.personId }, now);
  });
}

/** Proposals that wait, the oldest first: all of them for organizers, for treasurers those they have a say in. Refuses `notAllowed`. */
export async function listProposals(actor: PersonActor) {
  requirePermission(actor, "organizers.agree");
  const { communityId, personId } = actor;
  const proposer = alias(people, "proposer");
  const open = await db
    .select({ proposal: organizerProposals, name: people.name, proposedByName: proposer.name })
    .from(organizerProposals)
    .innerJoin(
      people,
      and(eq(people.communityId, organizerProposals.communityId), eq(people.id, organizerProposals.personId)),
    )
    .innerJoin(
      proposer,
      and(eq(proposer.communityId, organizerProposals.communityId), eq(proposer.id, organizerProposals.proposedBy)),
    )
    .where(isOpen(communityId))
    .orderBy(asc(organizerProposals.proposedAt), asc(organizerProposals.id));
  const shown = [];
  for (const { proposal, name, proposedByName } of open) {
    const mayDecide = (await decidersOf(db, proposal)).includes(personId);
    if (!mayDecide && !can(actor, "people.manage")) continue;
    const { id, personId: proposed, proposedAt, proposedBy } = proposal;
    shown.push({
      id,
      personId: proposed,
      name,
      proposedAt,
      proposedByName,
      mayDecide,
      isMine: proposedBy === personId,
    });
  }
  return shown;
}

/**
 * Who has a say: neither the one who proposes nor the one who is proposed, and of treasurers none whom the proposer made one, for
 * else one person could bring the second along.
 */
async function decidersOf(
  tx: Pick<Tx, "select">,
  { communityId, personId, proposedBy }: Pick<Proposal, "communityId" | "personId" | "proposedBy">,
): Promise<string[]> {
  const staff = await tx
    .select({ personId: memberships.personId, role: memberships.role, grantedBy: memberships.grantedBy })
    .from(memberships)
    .innerJoin(people, and(eq(people.communityId, memberships.communityId), eq(people.id, memberships.personId)))
    .where(
      and(
        eq(memberships.communityId, communityId),
        inArray(memberships.role, ["organizer", "treasurer"]),
        ne(memberships.personId, proposedBy),
        ne(memberships.personId, personId),
        isNull(people.erasedAt),
      ),
    );
  const organizers = staff.filter(({ role }) => role === "organizer");
  const treasurers = staff.filter(({ role, grantedBy }) => role === "treasurer" && grantedBy !== proposedBy);
  return (organizers.length > 0 ? organizers : treasurers).map((each) => each.personId);
}

async function close(tx: Tx, { communityId, id }: Proposal, outcome: string, decidedBy: string, decidedAt: Date) {
  await tx
    .update(organizerProposals)
    .set({ outcome, decidedBy, decidedAt })
    .where(and(eq(organizerProposals.communityId, communityId), eq(organizerProposals.id, id)));
}

function isOpen(communityId: string, personId?: string) {
  return and(
    eq(organizerProposals.communityId, communityId),
    personId ? eq(organizerProposals.personId, personId) : undefined,
    isNull(organizerProposals.decidedAt),
  );
}

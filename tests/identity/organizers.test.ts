import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { memberships, messages, organizerProposals } from "@/db/schema";
import { type PersonActor, systemOf } from "@/lib/identity/actor";
import { decideProposal, listProposals, withdrawProposal } from "@/lib/identity/organizers";
import { addMember, grantRole } from "@/lib/identity/roles";
import { proposeOrganizer } from "@/lib/messages/organizer-proposal";
import { revokeRole } from "@/lib/messages/roles";
import { aCommunity, aMember, anOrganizer, aPerson, aTreasurer } from "../support/factories";
import { NOON } from "../support/times";
import { aProposal, proposalOf, raceToDecide } from "./proposing";

const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const isOrganizer = async ({ communityId, personId }: PersonActor) =>
  (await db.$count(
    memberships,
    and(
      eq(memberships.communityId, communityId),
      eq(memberships.personId, personId),
      eq(memberships.role, "organizer"),
    ),
  )) > 0;
const writtenTo = async (communityId: string) =>
  (await db.select().from(messages).where(eq(messages.communityId, communityId))).map(({ personId, kind }) => ({
    personId,
    kind,
  }));

describe("nobody makes an organizer alone", () => {
  test("by giving the role or adding a person with it; the operator does", async () => {
    const { id } = await aCommunity();
    const [organizer, member] = [await anOrganizer(id), await aMember(id)];
    const change = { personId: member.personId, role: "organizer" } as const;
    await expect(grantRole(organizer, change)).rejects.toEqual(refusal("identity.secondNeeded"));
    const input = { name: "Хтось", email: `x-${id}@example.org`, locale: "uk", roles: ["organizer"] } as const;
    await expect(addMember(organizer, { ...input, roles: [...input.roles] })).rejects.toEqual(
      refusal("identity.secondNeeded"),
    );
    expect(await isOrganizer(member)).toBe(false);
    await grantRole(systemOf(id), change);
    expect(await isOrganizer(member)).toBe(true);
  });

  test("another organizer is written to and agrees; then the person is one at once", async () => {
    const { proposer, other, member, proposalId } = await aProposal();
    expect(await writtenTo(member.communityId)).toEqual([{ personId: other.personId, kind: "organizer_proposed" }]);
    expect(await isOrganizer(member)).toBe(false);
    await decideProposal(other, { proposalId, outcome: "agreed" }, NOON);
    expect(await isOrganizer(member)).toBe(true);
    await decideProposal(other, { proposalId, outcome: "agreed" }, NOON);
    expect(await listProposals(proposer)).toEqual([]);
  });

  test("declined, or taken back, the person is none, and can be proposed again", async () => {
    const { proposer, other, member, proposalId } = await aProposal();
    await decideProposal(other, { proposalId, outcome: "declined" }, NOON);
    expect(await isOrganizer(member)).toBe(false);
    await proposeOrganizer(proposer, member.personId, NOON);
    const again = await proposalOf(member);
    await withdrawProposal(proposer, again, NOON);
    await withdrawProposal(proposer, again, NOON);
    for (const outcome of ["agreed", "declined"] as const)
      await expect(decideProposal(other, { proposalId: again, outcome }, NOON)).rejects.toEqual(
        refusal("identity.proposalOver"),
      );
    expect(await isOrganizer(member)).toBe(false);
  });

  test("neither who proposes nor who is proposed agrees, nor anybody without a say", async () => {
    const { proposer, member, proposalId } = await aProposal();
    const { communityId } = proposer;
    await grantRole(systemOf(communityId), { personId: member.personId, role: "treasurer" });
    const asTreasurer = { ...member, roles: ["member", "treasurer"] as const };
    const treasurer = await aTreasurer(communityId); // there is another organizer: treasurers have no say
    const decision = { proposalId, outcome: "agreed" } as const;
    for (const actor of [proposer, asTreasurer, treasurer, member, await aPerson(communityId, ["smm"])])
      await expect(decideProposal(actor, decision, NOON)).rejects.toEqual(refusal("identity.notAllowed"));
    const elsewhere = await anOrganizer((await aCommunity()).id);
    await expect(decideProposal(elsewhere, decision, NOON)).rejects.toEqual(refusal("identity.notFound"));
    expect(await isOrganizer(member)).toBe(false);
    expect(await listProposals(treasurer)).toEqual([]);
    expect(await listProposals(proposer)).toMatchObject([{ mayDecide: false, isMine: true }]);
  });

  test("where there is one organizer the treasurer agrees, and sees nothing else of people", async () => {
    const { id } = await aCommunity();
    const [organizer, treasurer, member] = [await anOrganizer(id), await aTreasurer(id), await aMember(id)];
    await proposeOrganizer(organizer, member.personId, NOON);
    expect(await writtenTo(id)).toEqual([{ personId: treasurer.personId, kind: "organizer_proposed" }]);
    expect(await listProposals(treasurer)).toMatchObject([{ name: member.name, mayDecide: true }]);
    await decideProposal(treasurer, { proposalId: await proposalOf(member), outcome: "agreed" }, NOON);
    expect(await isOrganizer(member)).toBe(true);
  });

  test("a treasurer whom the one organizer made has no say, for that would be agreeing with oneself", async () => {
    const { id } = await aCommunity();
    const [organizer, treasurer, member] = [await anOrganizer(id), await aMember(id), await aMember(id)];
    await grantRole(organizer, { personId: treasurer.personId, role: "treasurer" }, NOON);
    await expect(proposeOrganizer(organizer, member.personId, NOON)).rejects.toEqual(refusal("identity.nobodyToAgree"));
    const independent = await aTreasurer(id);
    await proposeOrganizer(organizer, member.personId, NOON);
    expect(await writtenTo(id)).toEqual([{ personId: independent.personId, kind: "organizer_proposed" }]);
    const asTreasurer = { ...treasurer, roles: ["member", "treasurer"] as const };
    const decision = { proposalId: await proposalOf(member), outcome: "agreed" } as const;
    await expect(decideProposal(asTreasurer, decision, NOON)).rejects.toEqual(refusal("identity.notAllowed"));
  });

  test("with nobody to agree it is left to the operator", async () => {
    const { id } = await aCommunity();
    const [organizer, treasurer, member] = [await anOrganizer(id), await aTreasurer(id), await aMember(id)];
    await expect(proposeOrganizer(organizer, treasurer.personId, NOON)).rejects.toEqual(
      refusal("identity.nobodyToAgree"),
    );
    await revokeRole(systemOf(id), { personId: treasurer.personId, role: "treasurer" });
    await expect(proposeOrganizer(organizer, member.personId, NOON)).rejects.toEqual(refusal("identity.nobodyToAgree"));
  });

  test("an organizer who has lost the role has no say in who comes after", async () => {
    const { proposer, other, member, proposalId } = await aProposal();
    await revokeRole(other, { personId: proposer.personId, role: "organizer" }, NOON);
    await expect(decideProposal(other, { proposalId, outcome: "agreed" }, NOON)).rejects.toEqual(
      refusal("identity.proposalOver"),
    );
    expect(await isOrganizer(member)).toBe(false);
  });

  test("proposing twice finds the first proposal, and an organizer needs none", async () => {
    const { proposer, other, member } = await aProposal();
    await proposeOrganizer(proposer, member.personId, NOON);
    await proposeOrganizer(other, member.personId, NOON);
    expect(await db.$count(organizerProposals, eq(organizerProposals.personId, member.personId))).toBe(1);
    expect(await writtenTo(member.communityId)).toHaveLength(1);
    await expect(proposeOrganizer(proposer, other.personId, NOON)).rejects.toEqual(
      refusal("identity.alreadyOrganizer"),
    );
    for (const actor of [member, await aTreasurer(member.communityId)])
      await expect(proposeOrganizer(actor, member.personId, NOON)).rejects.toEqual(refusal("identity.notAllowed"));
  });
});

test("nobody stops being an organizer unseen: they are written to, and so is everyone who is left", async () => {
  const { id } = await aCommunity();
  const [organizer, removed, third] = [await anOrganizer(id), await anOrganizer(id), await anOrganizer(id)];
  const change = { personId: removed.personId, role: "organizer" } as const;
  await revokeRole(organizer, change, NOON);
  await revokeRole(organizer, change, NOON);
  await revokeRole(organizer, { personId: (await aTreasurer(id)).personId, role: "treasurer" }, NOON);
  const told = [organizer, removed, third].map(({ personId }) => ({ personId, kind: "organizer_removed" }));
  expect(await writtenTo(id)).toHaveLength(3);
  expect(await writtenTo(id)).toEqual(expect.arrayContaining(told));
});

test("of two who decide at the same moment, one is heard and the other is told", async () => {
  for (let run = 0; run < 5; run++) {
    const { heard, tries } = await raceToDecide();
    expect(heard).toBe(1);
    const reasons = tries.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
    expect(reasons).toEqual([refusal("identity.proposalOver")]);
  }
});

import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { invites, messages, people } from "@/db/schema";
import { visitorOf } from "@/lib/identity/actor";
import { findActor } from "@/lib/identity/actors";
import { findInvite, listInvites, makeInvite, revokeInvite } from "@/lib/identity/invites";
import { signIn } from "@/lib/identity/sign-in";
import { requestJoinCode } from "@/lib/messages/join-code";
import { revokeRole } from "@/lib/messages/roles";
import { erasePerson } from "@/lib/privacy/erase";
import { aCommunity, aMember, anOrganizer, aPerson, aTreasurer } from "../support/factories";
import { daysAfter, minutesAfter, NOON } from "../support/times";
import { anInvite, joinCode, joinWith, raceForPlaces } from "./joining";

const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const anEmail = () => `reader-${crypto.randomUUID()}@example.org`;
const usesOf = async (id: string) => (await db.select().from(invites).where(eq(invites.id, id)))[0]?.uses;

describe("an invitation", () => {
  test("makes whoever proves an address a member, signs them in and counts one use", async () => {
    const { community, organizer, id, token } = await anInvite();
    const email = anEmail();
    const session = await joinWith(token, email, await joinCode(community.id, token, email));

    expect(session.sessionToken).toBeTruthy();
    const member = await findActor(community.id, { userId: session.userId });
    expect(member?.roles).toEqual(["member"]);
    const [person] = await db.select().from(people).where(eq(people.email, email));
    expect(person).toMatchObject({ name: "Юрко Новенький", isOutsider: false });
    expect(await listInvites(organizer, NOON)).toMatchObject([{ id, token, uses: 1, maxUses: 5, state: "open" }]);
  });

  test("keeps nothing of its secret but a hash", async () => {
    const { id, token } = await anInvite();
    expect(JSON.stringify(await db.select().from(invites).where(eq(invites.id, id)))).not.toContain(token);
  });

  test("is shown to organizers alone, and only they make and revoke it", async () => {
    const { community, id } = await anInvite();
    const ask = { maxUses: 1, expiresAt: daysAfter(NOON, 1) };
    for (const actor of [await aMember(community.id), await aTreasurer(community.id), await aPerson(community.id)]) {
      await expect(makeInvite(actor, ask, NOON)).rejects.toEqual(refusal("identity.notAllowed"));
      await expect(listInvites(actor, NOON)).rejects.toEqual(refusal("identity.notAllowed"));
      await expect(revokeInvite(actor, id, NOON)).rejects.toEqual(refusal("identity.notAllowed"));
    }
    await expect(listInvites(visitorOf(community.id), NOON)).rejects.toEqual(refusal("identity.notAllowed"));
    const elsewhere = await anOrganizer((await aCommunity()).id);
    await expect(revokeInvite(elsewhere, id, NOON)).rejects.toEqual(refusal("identity.notFound"));
  });

  test("lasts until a moment within half a year", async () => {
    const organizer = await anOrganizer((await aCommunity()).id);
    for (const expiresAt of [NOON, daysAfter(NOON, -1), daysAfter(NOON, 200)])
      await expect(makeInvite(organizer, { maxUses: 1, expiresAt }, NOON)).rejects.toEqual(
        refusal("identity.inviteEnd"),
      );
  });

  test("says what ended it: its time, its uses, or an organizer", async () => {
    const { community, organizer, id, token } = await anInvite(1);
    const email = anEmail();
    const code = await joinCode(community.id, token, email);
    expect((await findInvite(token, daysAfter(NOON, 8)))?.state).toBe("expired");
    await expect(requestJoinCode(token, { name: "Юрко", email, locale: "uk" }, daysAfter(NOON, 8))).rejects.toEqual(
      refusal("identity.inviteExpired"),
    );
    await joinWith(token, email, code);
    await expect(joinCode(community.id, token, anEmail())).rejects.toEqual(refusal("identity.inviteUsedUp"));
    await revokeInvite(organizer, id, NOON);
    await revokeInvite(organizer, id, NOON);
    await expect(joinCode(community.id, token, anEmail())).rejects.toEqual(refusal("identity.inviteRevoked"));
  });

  test("that is revoked while somebody looks for the code lets nobody in", async () => {
    const { community, organizer, id, token } = await anInvite();
    const email = anEmail();
    const code = await joinCode(community.id, token, email);
    await revokeInvite(organizer, id, NOON);
    await expect(joinWith(token, email, code)).rejects.toEqual(refusal("identity.inviteRevoked"));
    expect((await findActor(community.id, { email }))?.roles).toEqual([]);
  });

  test("forged is not there, and looking at a real one changes nothing", async () => {
    const { id, token } = await anInvite();
    for (const forged of ["", "A".repeat(43), token.slice(0, -1), `${token}A`])
      expect(await findInvite(forged, NOON)).toBeUndefined();
    await expect(joinWith("A".repeat(43), anEmail(), "123456")).rejects.toEqual(refusal("identity.notFound"));
    await findInvite(token, NOON);
    expect(await usesOf(id)).toBe(0);
  });

  test("needs the code from its own letter: not another link's, not the one for signing in", async () => {
    const [one, other] = [await anInvite(), await anInvite()];
    const email = anEmail();
    const code = await joinCode(one.community.id, one.token, email);
    await joinCode(other.community.id, other.token, email);
    await expect(joinWith(other.token, email, code === "000000" ? "000001" : code)).rejects.toEqual(
      refusal("identity.codeWrong"),
    );
    await expect(signIn({ email, code }, NOON)).rejects.toEqual(refusal("identity.codeSpent"));
    await expect(joinWith(one.token, email, code, minutesAfter(NOON, 11))).rejects.toEqual(
      refusal("identity.codeSpent"),
    );
    await joinWith(one.token, email, code);
  });

  test("only signs a member in, keeps their name and uses nothing up, even when no place is left", async () => {
    const { community, id, token } = await anInvite(2);
    const member = await aMember(community.id);
    await joinWith(token, member.email, await joinCode(community.id, token, member.email), NOON, "Самозванець");
    expect(await usesOf(id)).toBe(0);
    const [person] = await db.select().from(people).where(eq(people.id, member.personId));
    expect(person?.name).toBe(member.name);
  });

  test("does not bring back whom an organizer has removed", async () => {
    const { community, organizer, token } = await anInvite();
    const member = await aMember(community.id);
    await revokeRole(organizer, { personId: member.personId, role: "member" }, NOON);
    const code = await joinCode(community.id, token, member.email);
    await expect(joinWith(token, member.email, code)).rejects.toEqual(refusal("identity.removedMember"));
    expect((await findActor(community.id, { email: member.email }))?.roles).toEqual([]);
  });

  test("does not bring back whom an organizer has removed, not even after they erased themself", async () => {
    const { community, organizer, token } = await anInvite();
    const member = await aMember(community.id);
    await revokeRole(organizer, { personId: member.personId, role: "member" }, NOON);
    await erasePerson({ ...member, roles: [] }, { personId: member.personId, freeBooks: "leave" }, NOON);
    const code = await joinCode(community.id, token, member.email);
    await expect(joinWith(token, member.email, code)).rejects.toEqual(refusal("identity.removedMember"));
  });

  test("writes the same letter to members, guests and strangers", async () => {
    const { community, token } = await anInvite();
    const [member, guest] = [await aMember(community.id), await aPerson(community.id)];
    for (const email of [member.email, guest.email, anEmail()])
      expect(await joinCode(community.id, token, email)).toMatch(/^\d{6}$/);
    const sent = await db.select().from(messages).where(eq(messages.communityId, community.id));
    expect(sent.map(({ kind }) => kind)).toEqual(["sign_in_code", "sign_in_code", "sign_in_code"]);
  });
});

test("of many with a code in hand, as many come in as there were places", async () => {
  const { id, tries, joined } = await raceForPlaces(3, 12);
  expect(joined).toBe(3);
  expect(await usesOf(id)).toBe(3);
  const reasons = tries.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  expect(reasons).toHaveLength(9);
  for (const reason of reasons) expect(reason).toEqual(refusal("identity.inviteUsedUp"));
}, 30_000);

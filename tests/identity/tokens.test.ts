import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { apiTokens, memberships, people } from "@/db/schema";
import { visitorOf } from "@/lib/identity/actor";
import { actorOfToken, createToken, listTokens, revokeToken } from "@/lib/identity/tokens";
import { aCommunity, aMember, anOrganizer, aPerson, aTreasurer } from "../support/factories";
import { minutesAfter, NOON } from "../support/times";

const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const invalid = refusal("identity.tokenInvalid");
const input = { name: "Облік акції" };
const rowOf = async (id: string) => (await db.select().from(apiTokens).where(eq(apiTokens.id, id)))[0];

describe("an API token", () => {
  test("is 256 bits shown once, and acts with its owner's roles", async () => {
    const { id } = await aCommunity();
    const treasurer = await aTreasurer(id);
    const made = await createToken(treasurer, input, NOON);

    expect(made.token).toMatch(/^bk_[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify(await rowOf(made.id))).not.toContain(made.token.slice(3));
    expect(await actorOfToken(id, made.token, NOON)).toEqual({
      kind: "person",
      communityId: id,
      personId: treasurer.personId,
      roles: ["treasurer"],
    });
    const listed = await listTokens(treasurer);
    expect(listed).toEqual([{ id: made.id, name: "Облік акції", createdAt: NOON, lastUsedAt: NOON }]);
  });

  test("loses a role the moment its owner does", async () => {
    const { id } = await aCommunity();
    const treasurer = await aTreasurer(id);
    const { token } = await createToken(treasurer, input);
    await db
      .delete(memberships)
      .where(and(eq(memberships.communityId, id), eq(memberships.personId, treasurer.personId)));
    expect(await actorOfToken(id, token)).toMatchObject({ roles: [] });
  });

  test("works in its own community alone", async () => {
    const [one, other] = [await aCommunity(), await aCommunity()];
    const { token } = await createToken(await aMember(one.id), input);
    await expect(actorOfToken(other.id, token)).rejects.toEqual(invalid);
  });

  test.each([
    "",
    "bk_",
    "bk_short",
    `bk_${"a".repeat(43)}`,
    `BK_${"a".repeat(43)}`,
    "bk_\0",
    `bk_${"a".repeat(100_000)}`,
  ])("that is none is refused (%#)", async (token) => {
    await expect(actorOfToken((await aCommunity()).id, token)).rejects.toEqual(invalid);
  });

  test("is over at the next request once its owner or an organizer revokes it", async () => {
    const { id } = await aCommunity();
    const [member, organizer] = [await aMember(id), await anOrganizer(id)];
    for (const actor of [member, organizer]) {
      const made = await createToken(member, input);
      await actorOfToken(id, made.token);
      await revokeToken(actor, made.id);
      await revokeToken(actor, made.id);
      await expect(actorOfToken(id, made.token)).rejects.toEqual(invalid);
    }
    expect(await listTokens(member)).toEqual([]);
  });

  test("is over when its owner is erased", async () => {
    const { id } = await aCommunity();
    const member = await aMember(id);
    const { token } = await createToken(member, input);
    await db.update(people).set({ email: null, erasedAt: NOON }).where(eq(people.id, member.personId));
    await expect(actorOfToken(id, token)).rejects.toEqual(invalid);
  });

  test("of somebody else is not there to revoke", async () => {
    const [one, other] = [await aCommunity(), await aCommunity()];
    const made = await createToken(await aMember(one.id), input);
    for (const actor of [await aMember(one.id), await anOrganizer(other.id), visitorOf(one.id)])
      await expect(revokeToken(actor, made.id)).rejects.toEqual(refusal("identity.notFound"));
    expect(await rowOf(made.id)).toMatchObject({ revokedAt: null });
  });

  test("is not for guests and visitors", async () => {
    const { id } = await aCommunity();
    for (const actor of [await aPerson(id), visitorOf(id)])
      await expect(createToken(actor, input)).rejects.toEqual(refusal("identity.notAllowed"));
  });

  test("notes to the minute when it was last used", async () => {
    const { id } = await aCommunity();
    const made = await createToken(await aMember(id), input, NOON);
    const usedAt = async (at: Date) => {
      await actorOfToken(id, made.token, at);
      return (await rowOf(made.id))?.lastUsedAt;
    };
    expect(await usedAt(NOON)).toEqual(NOON);
    expect(await usedAt(minutesAfter(NOON, 0.5))).toEqual(NOON);
    expect(await usedAt(minutesAfter(NOON, 2))).toEqual(minutesAfter(NOON, 2));
  });
});

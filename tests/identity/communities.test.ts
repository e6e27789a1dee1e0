import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { memberships, people } from "@/db/schema";
import { systemOf, visitorOf } from "@/lib/identity/actor";
import { findActor } from "@/lib/identity/actors";
import { createCommunity, findCommunity, RESERVED_SLUGS } from "@/lib/identity/communities";
import { addMemberInput, createCommunityInput, emailInput } from "@/lib/identity/input";
import { addMember, grantRole, listMembers } from "@/lib/identity/roles";
import { revokeRole } from "@/lib/messages/roles";
import { aCommunity, aMember, anOrganizer, aPerson, aTreasurer } from "../support/factories";
import { meeting } from "../support/meeting";
import { NOON } from "../support/times";

const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const aSlug = () => `pm-${randomUUID().slice(0, 8)}`;
const rolesOf = async (communityId: string, personId: string) =>
  (
    await db
      .select({ role: memberships.role })
      .from(memberships)
      .where(and(eq(memberships.communityId, communityId), eq(memberships.personId, personId)))
  ).map(({ role }) => role);

test("no community takes an address that is a page of the product", () => {
  const pages = ["app", "app/[locale]"].flatMap(
    (folder) =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .filter((name) => !/^[_[]/.test(name) && !name.includes(".")), // no slug has a dot
  );
  expect(pages.filter((name) => !RESERVED_SLUGS.has(name))).toEqual([]);
});

describe("createCommunity", () => {
  test("makes a community that its address finds, in Kyiv time unless told", async () => {
    const slug = aSlug();
    const made = await createCommunity(createCommunityInput.parse({ slug, name: "Спільнота PM" }), NOON);
    expect(made).toMatchObject({ slug, timeZone: "Europe/Kyiv", locale: "uk", createdAt: NOON });
    expect(await findCommunity(slug)).toEqual(made);
    expect(await findCommunity(aSlug())).toBeUndefined();
  });

  test("refuses an address that is taken or is a page of the product", async () => {
    const slug = aSlug();
    const input = createCommunityInput.parse({ slug, name: "Спільнота PM" });
    await createCommunity(input);
    await expect(createCommunity(input)).rejects.toEqual(refusal("identity.slugTaken"));
    for (const reserved of RESERVED_SLUGS)
      await expect(createCommunity({ ...input, slug: reserved })).rejects.toEqual(refusal("identity.slugTaken"));
  });

  test.each(["Europe/Kyiv", "Europe/Kiev", "UTC", "America/New_York"])("takes the time zone %s", (timeZone) => {
    expect(createCommunityInput.safeParse({ slug: "pm", name: "PM", timeZone }).success).toBe(true);
  });

  test.each(["Europe/Kyyiv", "", "Kyiv time", "../etc"])("refuses the time zone “%s”", (timeZone) => {
    expect(createCommunityInput.safeParse({ slug: "pm", name: "PM", timeZone }).success).toBe(false);
  });
});

describe("an address", () => {
  test("is stored as one plain address, whatever form it is typed in", () => {
    expect(emailInput.parse("  Olena@Example.ORG ")).toBe("olena@example.org");
    expect(emailInput.parse("ｏｌｅｎａ@example.org")).toBe("olena@example.org");
  });

  test.each([
    "Olena <olena@example.org>",
    "a@example.org, b@example.org",
    "olena@example",
    "olena@example.org\nBcc: all@example.org",
    "olena\0@example.org",
    `${"a".repeat(250)}@example.org`,
    "",
  ])("refuses %j", (text) => {
    expect(emailInput.safeParse(text).error?.issues[0]?.message).toBe("fields.email");
  });
});

describe("roles", () => {
  test("an organizer adds a member by address; a guest already known keeps the name and stops being an outsider", async () => {
    const { id } = await aCommunity();
    const [organizer, guest] = [await anOrganizer(id), await aPerson(id)];
    const input = addMemberInput.parse({ name: "Інше Ім’я", email: guest.email.toUpperCase() });
    const person = await addMember(organizer, input, NOON);
    await addMember(organizer, input, NOON);

    expect(person).toMatchObject({ id: guest.personId, name: guest.name, isOutsider: false });
    expect(await rolesOf(id, guest.personId)).toEqual(["member"]);
    expect(await findActor(id, { email: guest.email })).toMatchObject({ roles: ["member"] });
  });

  test("the operator adds the first organizer", async () => {
    const { id } = await aCommunity();
    const email = `${randomUUID()}@example.org`;
    await addMember(systemOf(id), addMemberInput.parse({ name: "Олена", email, roles: ["organizer"] }));
    const actor = await findActor(id, { email });
    expect(actor).toMatchObject({ roles: ["organizer"] });
    expect(await listMembers(actor ?? systemOf(id))).toMatchObject([{ name: "Олена", roles: ["organizer"] }]);
  });

  test("a role that is given is there, and gone once taken, at the next request", async () => {
    const { id } = await aCommunity();
    const [organizer, member] = [await anOrganizer(id), await aMember(id)];
    const change = { personId: member.personId, role: "treasurer" } as const;
    await grantRole(organizer, change, NOON);
    await grantRole(organizer, change, NOON);
    expect(await findActor(id, { email: member.email })).toMatchObject({ roles: ["member", "treasurer"] });
    await revokeRole(organizer, change);
    await revokeRole(organizer, change);
    expect(await findActor(id, { email: member.email })).toMatchObject({ roles: ["member"] });
  });

  test("only organizers give and take roles or see the members", async () => {
    const { id } = await aCommunity();
    const member = await aMember(id);
    const input = addMemberInput.parse({ name: "Хтось", email: `${randomUUID()}@example.org` });
    const change = { personId: member.personId, role: "organizer" } as const;
    for (const actor of [member, await aTreasurer(id), await aPerson(id, ["smm"]), await aPerson(id), visitorOf(id)]) {
      await expect(addMember(actor, input)).rejects.toEqual(refusal("identity.notAllowed"));
      await expect(grantRole(actor, change)).rejects.toEqual(refusal("identity.notAllowed"));
      await expect(revokeRole(actor, change)).rejects.toEqual(refusal("identity.notAllowed"));
      await expect(listMembers(actor)).rejects.toEqual(refusal("identity.notAllowed"));
    }
    expect(await rolesOf(id, member.personId)).toEqual(["member"]);
  });

  test("an organizer finds nobody of another community", async () => {
    const [one, other] = [await aCommunity(), await aCommunity()];
    const [organizer, stranger] = [await anOrganizer(one.id), await aMember(other.id)];
    const change = { personId: stranger.personId, role: "member" } as const;
    await expect(grantRole(organizer, change)).rejects.toEqual(refusal("identity.notFound"));
    await expect(revokeRole(organizer, change)).rejects.toEqual(refusal("identity.notFound"));
    expect(await rolesOf(other.id, stranger.personId)).toEqual(["member"]);
  });

  test("nobody erased gets a role", async () => {
    const { id } = await aCommunity();
    const [organizer, gone] = [await anOrganizer(id), await aPerson(id, [], { email: null, erasedAt: NOON })];
    const change = { personId: gone.personId, role: "member" } as const;
    await expect(grantRole(organizer, change)).rejects.toEqual(refusal("identity.notFound"));
  });

  describe("two organizers who take the role from each other at once", () => {
    async function organizersLeft(take: (communityId: string, one: string) => Promise<void>) {
      const { id } = await aCommunity();
      const [one, other] = [await anOrganizer(id), await anOrganizer(id)];
      await Promise.allSettled([take(id, one.personId), take(id, other.personId)]);
      return db.$count(memberships, and(eq(memberships.communityId, id), eq(memberships.role, "organizer")));
    }

    test("leave one organizer", async () => {
      const take = (id: string, personId: string) => revokeRole(systemOf(id), { personId, role: "organizer" });
      for (let run = 0; run < 10; run++) expect(await organizersLeft(take)).toBe(1);
    });

    test("would leave none without the lock (control)", async () => {
      const bothLooked = meeting(2);
      const left = await organizersLeft((id, personId) =>
        db.transaction(async (tx) => {
          const isOrganizer = and(eq(memberships.communityId, id), eq(memberships.role, "organizer"));
          if ((await tx.$count(memberships, isOrganizer)) === 1) return;
          await bothLooked();
          await tx.delete(memberships).where(and(isOrganizer, eq(memberships.personId, personId)));
        }),
      );
      expect(left).toBe(0);
    });
  });

  test("the last organizer stays", async () => {
    const { id } = await aCommunity();
    const organizer = await anOrganizer(id);
    const change = { personId: organizer.personId, role: "organizer" } as const;
    await expect(revokeRole(organizer, change)).rejects.toEqual(refusal("identity.lastOrganizer"));
  });
});

test("somebody erased is nobody, by address or otherwise", async () => {
  const { id } = await aCommunity();
  const member = await aMember(id);
  await db.update(people).set({ erasedAt: NOON }).where(eq(people.id, member.personId));
  expect(await findActor(id, { email: member.email })).toBeUndefined();
});

import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { auditLog, messages, people } from "@/db/schema";
import type { PersonActor } from "@/lib/identity/actor";
import { findActor } from "@/lib/identity/actors";
import { addDomain, domainInput, domainText, listDomains, removeDomain } from "@/lib/identity/domains";
import { signIn } from "@/lib/identity/sign-in";
import { revokeRole } from "@/lib/messages/roles";
import { requestSignInCode } from "@/lib/messages/sign-in-code";
import { erasePerson } from "@/lib/privacy/erase";
import { aCommunity, aMember, anOrganizer, aPerson, aTreasurer } from "../support/factories";
import { NOON } from "../support/times";

const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const read = (domain: string) => domainInput.parse({ domain }).domain;
const errorOf = (domain: string) => domainInput.safeParse({ domain }).error?.issues[0]?.message;
const aDomain = () => `firm-${crypto.randomUUID().slice(0, 8)}.com.ua`;

async function aFirm(domain = aDomain()) {
  const community = await aCommunity();
  const organizer = await anOrganizer(community.id);
  await addDomain(organizer, { domain }, NOON);
  return { community, organizer, domain };
}

/** What somebody at this address does, with the code when one was sent. */
async function comesIn(email: string) {
  await requestSignInCode({ email, locale: "uk" }, NOON);
  const sent = await db
    .select({ payload: messages.payload })
    .from(messages)
    .innerJoin(people, eq(people.id, messages.personId))
    .where(eq(people.email, email));
  return signIn({ email, code: String(sent.at(-1)?.payload.code ?? "000000") }, NOON);
}

describe("a mail domain", () => {
  test.each([
    ["Firma.UA", "firma.ua"],
    [" @firma.ua ", "firma.ua"],
    ["olena@firma.ua", "firma.ua"],
    ["firma.ua.", "firma.ua"],
    ["ｆirma.ua", "firma.ua"],
    ["книги.укр", "xn--c1ajbfp.xn--j1amh"],
  ])("is read from %j", (typed, domain) => {
    expect(read(typed)).toBe(domain);
  });

  test.each([
    "",
    "firma",
    "ua",
    "https://firma.ua",
    "firma.ua/x",
    "fir ma.ua",
    "10.0.0.1",
    "-firma.ua",
    "a..ua",
    "*.ua",
  ])("is none in %j", (typed) => {
    expect(errorOf(typed)).toBe("fields.domain");
  });

  test.each(["gmail.com", "GMAIL.com", "ukr.net", "@i.ua", "ｇmail.com", "proton.me", "mailinator.com"])(
    "that anybody can have an address at is refused: %s",
    (typed) => {
      expect(errorOf(typed)).toBe("fields.domainPublic");
    },
  );

  test.each(["fіrma.ua", "раypal.com", new URL("http://fіrma.ua").hostname])(
    "that mixes alphabets is refused, typed or as mail servers write it: %s",
    (typed) => {
      expect(errorOf(typed)).toBe("fields.domainMixed");
    },
  );

  test("is shown as people read it", () => {
    expect(domainText(read("книги.укр"))).toBe("книги.укр");
    expect(domainText("firma.ua")).toBe("firma.ua");
  });
});

describe("whoever proves an address at a listed domain", () => {
  test("is a member from the first sign-in on, under a name made from the address", async () => {
    const { community, domain } = await aFirm();
    const { userId } = await comesIn(`olena.koval@${domain}`);
    expect(await findActor(community.id, { userId })).toMatchObject({ roles: ["member"] });
    const [person] = await db
      .select()
      .from(people)
      .where(eq(people.email, `olena.koval@${domain}`));
    expect(person).toMatchObject({ name: "Olena Koval", isOutsider: false });
    await comesIn(`olena.koval@${domain}`);
    expect(await db.$count(people, eq(people.communityId, community.id))).toBe(2);
  });

  test("is nobody before the code, and a guest who is known keeps their name", async () => {
    const { community, domain } = await aFirm();
    const guest = await aPerson(community.id, [], { email: `petro@${domain}`, name: "Петро Читач" });
    await requestSignInCode({ email: guest.email, locale: "uk" }, NOON);
    expect((await findActor(community.id, { email: guest.email }))?.roles).toEqual([]);
    await comesIn(guest.email);
    expect(await findActor(community.id, { email: guest.email })).toMatchObject({ roles: ["member"] });
    const [person] = await db.select().from(people).where(eq(people.id, guest.personId));
    expect(person?.name).toBe("Петро Читач");
  });

  test("is a member of each community that lists it, and of no other", async () => {
    const one = await aFirm();
    const other = await aFirm(one.domain);
    const third = await aFirm();
    const { userId } = await comesIn(`ada@${one.domain}`);
    for (const { community } of [one, other])
      expect((await findActor(community.id, { userId }))?.roles).toEqual(["member"]);
    expect(await findActor(third.community.id, { userId })).toBeUndefined();
  });

  test("below it, or at one that looks like it, is nobody", async () => {
    const { community, domain } = await aFirm();
    for (const email of [`a@mail.${domain}`, `a@x${domain}`, `a@${domain}.example.org`, `${domain}@example.org`]) {
      await expect(comesIn(email)).rejects.toEqual(refusal("identity.codeWrong"));
      expect(await findActor(community.id, { email })).toBeUndefined();
    }
  });

  test("does not come back once an organizer has removed them", async () => {
    const { community, organizer, domain } = await aFirm();
    const email = `ihor@${domain}`;
    await comesIn(email);
    const member = await findActor(community.id, { email });
    await revokeRole(organizer, { personId: member?.personId ?? "", role: "member" }, NOON);
    await expect(comesIn(email)).rejects.toEqual(refusal("identity.codeWrong"));
    expect((await findActor(community.id, { email }))?.roles).toEqual([]);
  });

  test("does not come back by erasing themself after they were removed, or once the address was forgotten", async () => {
    const { community, organizer, domain } = await aFirm();
    for (const [name, leave] of [
      ["self", (who: PersonActor) => erasePerson(who, { personId: who.personId, freeBooks: "leave" }, NOON)],
      ["clock", (who: PersonActor) => db.update(people).set({ email: null }).where(eq(people.id, who.personId))],
    ] as const) {
      const email = `${name}@${domain}`;
      await comesIn(email);
      const member = await findActor(community.id, { email });
      if (!member) throw new Error("no member");
      await revokeRole(organizer, { personId: member.personId, role: "member" }, NOON);
      await leave(member);
      await expect(comesIn(email)).rejects.toEqual(refusal("identity.codeWrong"));
      expect(await findActor(community.id, { email })).toBeUndefined();
    }
    expect(
      JSON.stringify(await db.select().from(auditLog).where(eq(auditLog.communityId, community.id))),
    ).not.toContain(`self@`);
  });

  test("is nobody once the domain is taken away; who has come stays", async () => {
    const { community, organizer, domain } = await aFirm();
    await comesIn(`first@${domain}`);
    await removeDomain(organizer, domain, NOON);
    await removeDomain(organizer, domain, NOON);
    await expect(comesIn(`second@${domain}`)).rejects.toEqual(refusal("identity.codeWrong"));
    expect((await findActor(community.id, { email: `first@${domain}` }))?.roles).toEqual(["member"]);
    expect(await listDomains(organizer)).toEqual([]);
  });
});

test("only organizers see and change the domains, twenty at most, each once", async () => {
  const { community, organizer, domain } = await aFirm();
  for (const actor of [await aMember(community.id), await aTreasurer(community.id)]) {
    await expect(addDomain(actor, { domain: aDomain() })).rejects.toEqual(refusal("identity.notAllowed"));
    await expect(removeDomain(actor, domain)).rejects.toEqual(refusal("identity.notAllowed"));
    await expect(listDomains(actor)).rejects.toEqual(refusal("identity.notAllowed"));
  }
  await addDomain(organizer, { domain }, NOON);
  await Promise.all(Array.from({ length: 19 }, () => addDomain(organizer, { domain: aDomain() }, NOON)));
  expect(await listDomains(organizer)).toHaveLength(20);
  await expect(addDomain(organizer, { domain: aDomain() }, NOON)).rejects.toEqual(refusal("identity.tooManyDomains"));
});

import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { getServerSession } from "next-auth";
import { describe, expect, test } from "vitest";
import { authOptions, sessionCookie } from "@/app/_web/auth";
import { db } from "@/db/client";
import { memberships, messages, oneTimeCodes, sessions, users } from "@/db/schema";
import { communitiesOf, findActor } from "@/lib/identity/actors";
import { openSession, sessionAdapter, signOut, signOutEverywhere } from "@/lib/identity/sessions";
import { signIn, signInSubject } from "@/lib/identity/sign-in";
import { requestSignInCode } from "@/lib/messages/sign-in-code";
import { aCampaign, aCommunity, aListedBook, aMember, aPerson } from "../support/factories";
import { daysAfter, minutesAfter, NOON } from "../support/times";

const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const messagesTo = (personId: string) => db.select().from(messages).where(eq(messages.personId, personId));

async function codeFor(person: { email: string; personId: string }, at = NOON) {
  await requestSignInCode({ email: person.email, locale: "uk" }, at);
  const sent = await messagesTo(person.personId);
  return String(sent.at(-1)?.payload.code);
}

/** What a page sees with this cookie. */
function sessionWith(token: string, method = "GET") {
  const answer = { getHeader: () => undefined, setHeader: () => {}, setCookie: () => {} };
  const request = { method, headers: {}, cookies: { [sessionCookie.name]: token } };
  type Arguments = [request: never, answer: never, options: typeof authOptions];
  return getServerSession(...([request, answer, authOptions] as unknown as Arguments));
}

const codesFor = (email: string) =>
  db
    .select()
    .from(oneTimeCodes)
    .where(eq(oneTimeCodes.subject, signInSubject(email)));

describe("requestSignInCode", () => {
  test("sends a known person the code, in the language they asked in", async () => {
    const community = await aCommunity();
    const member = await aMember(community.id);
    await requestSignInCode({ email: member.email, locale: "en" }, NOON);
    const [message] = await messagesTo(member.personId);
    expect(message).toMatchObject({ kind: "sign_in_code", locale: "en", deliverAfter: NOON });
    expect(message?.payload.code).toMatch(/^\d{6}$/);
  });

  test("answers the same for an unknown address, and tells nobody its code", async () => {
    const email = `nobody-${randomUUID()}@example.org`;
    const before = await db.$count(messages);
    expect(await requestSignInCode({ email, locale: "uk" }, NOON)).toBeUndefined();
    expect(await codesFor(email)).toMatchObject([{ triesLeft: 5 }]);
    expect(await db.$count(messages)).toBe(before);
  });

  test("tells nothing to a guest who neither claimed nor gave a book", async () => {
    const community = await aCommunity();
    const guest = await aPerson(community.id);
    await requestSignInCode({ email: guest.email, locale: "uk" }, NOON);
    expect(await messagesTo(guest.personId)).toEqual([]);
  });

  test("lets a guest in who gave a book", async () => {
    const community = await aCommunity();
    const guest = await aPerson(community.id);
    await aListedBook(await aCampaign(community.id), { giverId: guest.personId });
    const code = await codeFor(guest);
    const { userId } = await signIn({ email: guest.email, code }, NOON);
    expect(await findActor(community.id, { userId })).toMatchObject({ personId: guest.personId, roles: [] });
  });

  test("refuses an address that asks too often, known or not", async () => {
    const community = await aCommunity();
    const member = await aMember(community.id);
    for (const email of [member.email, `nobody-${randomUUID()}@example.org`]) {
      const ask = () => requestSignInCode({ email, locale: "uk" }, NOON);
      for (let times = 1; times <= 20; times++) await ask();
      await expect(ask()).rejects.toEqual(refusal("identity.tooMany"));
    }
  });
});

describe("signIn", () => {
  test("opens a session that pages find, and stores no token", async () => {
    const community = await aCommunity();
    const member = await aMember(community.id);
    const made = await signIn({ email: member.email, code: await codeFor(member) }, NOON);

    expect(made.expires).toEqual(daysAfter(NOON, 30));
    const [row] = await db.select().from(sessions).where(eq(sessions.userId, made.userId));
    expect(row?.sessionToken).toMatch(/^[0-9a-f]{64}$/);
    expect(row?.sessionToken).not.toContain(made.sessionToken);
    expect(await findActor(community.id, { userId: made.userId })).toEqual({
      kind: "person",
      communityId: community.id,
      personId: member.personId,
      roles: ["member"],
    });
  });

  test("is one user for two communities and two sign-ins", async () => {
    const [one, other] = [await aCommunity(), await aCommunity()];
    const member = await aMember(one.id);
    const elsewhere = await aPerson(other.id, ["organizer", "treasurer"], { email: member.email });
    const first = await signIn({ email: member.email, code: await codeFor(member) }, NOON);
    const second = await signIn({ email: member.email, code: await codeFor(member, minutesAfter(NOON, 1)) }, NOON);

    expect(second.userId).toBe(first.userId);
    expect(await db.$count(users, eq(users.email, member.email))).toBe(1);
    const known = await communitiesOf(first.userId);
    expect(known.map(({ id, roles }) => [id, roles])).toEqual(
      expect.arrayContaining([
        [one.id, ["member"]],
        [other.id, ["organizer", "treasurer"]],
      ]),
    );
    expect(await findActor(other.id, { userId: first.userId })).toMatchObject({ personId: elsewhere.personId });
  });

  test("locks at the sixth guess in the same words for known and unknown addresses", async () => {
    const community = await aCommunity();
    const member = await aMember(community.id);
    const known = await codeFor(member);
    const email = `nobody-${randomUUID()}@example.org`;
    await requestSignInCode({ email, locale: "uk" }, NOON);

    const wrong = known === "000000" ? "000001" : "000000";
    const answers = async (address: string) => {
      const given: string[] = [];
      for (let times = 1; times <= 6; times++)
        await signIn({ email: address, code: wrong }, NOON).catch((error) => given.push(error.code));
      return given;
    };
    const expected = [...Array(5).fill("identity.codeWrong"), "identity.codeSpent"];
    expect(await answers(member.email)).toEqual(expected);
    expect(await answers(email)).toEqual(expected);
    await expect(signIn({ email: member.email, code: known }, NOON)).rejects.toEqual(refusal("identity.codeSpent"));
  });

  test("refuses somebody who is nobody here any more since the code went out", async () => {
    const community = await aCommunity();
    const member = await aMember(community.id);
    const code = await codeFor(member);
    await db.delete(memberships).where(eq(memberships.personId, member.personId));
    await expect(signIn({ email: member.email, code }, NOON)).rejects.toEqual(refusal("identity.codeWrong"));
  });

  test("stops counting guesses at thirty an hour, whatever new codes are sent", async () => {
    const email = `nobody-${randomUUID()}@example.org`;
    const guess = () => signIn({ email, code: "000000" }, NOON).catch((error) => error.code);
    for (let times = 1; times <= 30; times++) expect(await guess()).toBe("identity.codeSpent");
    expect(await guess()).toBe("identity.tooMany");
  });
});

describe("a session", () => {
  async function signedIn() {
    const community = await aCommunity();
    const member = await aMember(community.id);
    const now = new Date();
    const { userId, sessionToken } = await signIn({ email: member.email, code: await codeFor(member, now) }, now);
    return { community, member, userId, sessionToken };
  }

  test("is found through next-auth by its cookie, as often as a page is read", async () => {
    const { userId, sessionToken, member } = await signedIn();
    for (const method of ["GET", "HEAD", "GET"])
      expect(await sessionWith(sessionToken, method)).toMatchObject({ userId, user: { email: member.email } });
  });

  test("is over at the next request once signed out, and signing out twice is kind", async () => {
    const { sessionToken } = await signedIn();
    await signOut(sessionToken);
    await signOut(sessionToken);
    expect(await sessionWith(sessionToken)).toBeNull();
  });

  test("is over when all sessions of a person are ended", async () => {
    const { userId, sessionToken } = await signedIn();
    await signOutEverywhere(userId);
    expect(await sessionWith(sessionToken)).toBeNull();
  });

  test("cannot be taken over with what the table holds", async () => {
    const { userId } = await signedIn();
    const [row] = await db.select().from(sessions).where(eq(sessions.userId, userId));
    expect(await sessionWith(row?.sessionToken ?? "")).toBeNull();
  });

  test("that has run out is nobody's", async () => {
    const { userId } = await signedIn();
    const old = await db.transaction((tx) => openSession(tx, userId, daysAfter(new Date(), -31)));
    expect(await sessionWith(old.sessionToken)).toBeNull();
  });

  test("is prolonged by next-auth under its hash", async () => {
    const { userId } = await signedIn();
    const fortnight = await db.transaction((tx) => openSession(tx, userId, daysAfter(new Date(), -14)));
    expect(await sessionWith(fortnight.sessionToken)).toMatchObject({ userId });
    const found = await sessionAdapter.getSessionAndUser?.(fortnight.sessionToken);
    expect(found?.session.expires.getTime()).toBeGreaterThan(daysAfter(new Date(), 29).getTime());
  });

  test("acts with the roles of this moment: a role taken away is gone at the next request", async () => {
    const { community, member, userId } = await signedIn();
    const who = { userId };
    expect(await findActor(community.id, who)).toMatchObject({ roles: ["member"] });
    await db
      .delete(memberships)
      .where(and(eq(memberships.communityId, community.id), eq(memberships.personId, member.personId)));
    expect(await findActor(community.id, who)).toMatchObject({ roles: [] });
  });

  test("is nobody in a community that does not know the person", async () => {
    const { userId } = await signedIn();
    expect(await findActor((await aCommunity()).id, { userId })).toBeUndefined();
  });
});

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { claims, messages, people } from "@/db/schema";
import { claimFor } from "@/lib/claims/acting";
import { claimBook, verifyClaim } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { joinLine } from "@/lib/claims/waiting/commands";
import { decideWithoutBook } from "@/lib/donations/decide";
import { pledgeDonation } from "@/lib/donations/pledge";
import { confirmTransfer } from "@/lib/donations/transfers";
import { visitorOf } from "@/lib/identity/actor";
import { peopleWhoMaySignIn } from "@/lib/identity/actors";
import { LIMITS } from "@/lib/identity/limits";
import { linkToken } from "@/lib/identity/links";
import { erasePerson } from "@/lib/privacy/erase";
import { ownData } from "@/lib/privacy/own-data";
import { personByLink } from "@/lib/privacy/whose";
import { aCardStage, type Clock, openFakeStripe } from "../donations/cards/stage";
import { aClaim, aStage, aTransfer } from "../donations/stage";
import type { FakeStripe } from "../fakes/stripe/start";
import { aListedBook, aMember, aPerson } from "../support/factories";
import { daysAfter, minutesAfter, NOON } from "../support/times";
import { aCrowd } from "./crowd";

const clock: Clock = { now: NOON };
let stripe: FakeStripe;
beforeAll(async () => {
  stripe = await openFakeStripe(clock);
});
afterAll(() => stripe.close());
const LATER = daysAfter(NOON, 3);

test("a person's own file has all that is kept of them, and nothing of anybody else", async () => {
  const stage = await aCardStage();
  const crowd = await aCrowd(stage, stripe, 5);
  for (const [nth, person] of crowd.entries()) {
    const data = await ownData(person, LATER);
    const text = JSON.stringify(data);
    expect(data.profile).toMatchObject({
      email: `zq${nth}x-mail@example.com`,
      telegram: `tg_zq${nth}x`,
      language: "uk",
    });
    expect(data.claims).toMatchObject([{ book: "Чистий Agile", pledgeMinor: 30_000 + nth * 100 }]);
    expect(data.claims[0]?.history.map(({ event }) => event)).toContain("confirm");
    expect(data.donations).toMatchObject([
      { receipt: { givenMinor: 30_000 + nth * 100, fund: { name: "Фонд «Повернись живим»" } } },
    ]);
    expect(data.booksGiven).toHaveLength(1);
    expect(data.waitingList).toHaveLength(1);
    expect(data.handOvers).toMatchObject([{ side: "taker" }]);
    expect(data.messages.length).toBeGreaterThan(1);
    expect(data.howTheyCame).toMatchObject([{ because: "claim", enteredName: `Забудько zq${nth}xенко` }]);
    for (const other of crowd.keys()) if (other !== nth) expect(text).not.toContain(`zq${other}x`);
    const staff = await db
      .select({ email: people.email })
      .from(people)
      .where(eq(people.communityId, stage.communityId));
    for (const { email } of staff) if (email && email !== data.profile.email) expect(text).not.toContain(email);
  }
  const proofs = (await ownData(crowd[0] as (typeof crowd)[0], LATER)).donations[0]?.proofs;
  expect(proofs).toMatchObject([
    { kind: "receipt", receipt: "квитанція Забудько zq0xенко", file: null },
    { kind: "pdf", receipt: null, file: expect.stringMatching(/\/uk\/claims\/[\w-]{43}\/proofs\/[0-9a-f-]{36}$/) },
  ]);
});

test("it is made a few times an hour, and not for whoever was erased", async () => {
  const { communityId } = await aStage();
  const person = await aMember(communityId);
  for (let times = 0; times < LIMITS.exports.times; times++) await ownData(person, NOON);
  await expect(ownData(person, NOON)).rejects.toMatchObject({ code: "identity.tooMany" });
  const other = await aMember(communityId);
  await erasePerson(other, { personId: other.personId, freeBooks: "leave" }, NOON);
  await expect(ownData(other, NOON)).rejects.toMatchObject({ code: "identity.notFound" });
});

test("a private link leads to a person's data once its holder has proved the address, and never by typing somebody's", async () => {
  const { communityId, campaign } = await aStage();
  const book = await aListedBook(campaign);
  const contact = {
    name: "Мимохідь Гостенко",
    email: `who-${communityId.slice(-12)}@example.com`,
    locale: "uk",
  } as const;
  const visitor = visitorOf(communityId);
  const terms = { bookId: book.id, amountMinor: 40_000, method: "transfer", locale: "uk", contact } as const;
  const { claim, token } = await claimBook(visitor, terms, NOON);
  expect(await personByLink("claims", token)).toMatchObject({ isProved: false, email: contact.email });
  const [sent] = await db.select({ payload: messages.payload }).from(messages).where(eq(messages.subjectId, claim.id));
  const person = { kind: "person", communityId, personId: claim.claimantId, roles: [] } as const;
  await verifyClaim(person, { communityId, claimId: claim.id }, String(sent?.payload.code), minutesAfter(NOON, 1));
  expect(await personByLink("claims", token)).toMatchObject({ isProved: true, actor: { personId: claim.claimantId } });

  // another link to the same person, which a stranger could have made
  const pledge = { campaignId: campaign.id, amountMinor: 100, method: "transfer", locale: "uk", contact } as const;
  expect(await personByLink("donations", (await pledgeDonation(visitor, pledge, NOON)).token)).toMatchObject({
    isProved: false,
  });
  const wait = await joinLine(visitor, { bookId: (await heldBook()).id, locale: "uk", contact }, NOON);
  expect(await personByLink("waits", wait.token)).toMatchObject({ isProved: false });
  // paying for a hold that was never proved is no proof of the address
  const { ref } = await aClaim(campaign);
  await db
    .update(claims)
    .set({ verifiedAt: minutesAfter(NOON, 9) })
    .where(eq(claims.id, ref.claimId));
  expect(await personByLink("claims", linkToken("claim", communityId, ref.claimId))).toMatchObject({ isProved: false });
  expect(await personByLink("claims", "A".repeat(43))).toBeUndefined();

  await expect(
    erasePerson(person, { personId: person.personId, freeBooks: "leave" }, minutesAfter(NOON, 2)),
  ).rejects.toMatchObject({ code: "privacy.underWay" });

  async function heldBook() {
    const held = await aListedBook(campaign);
    await claimBook(await aMember(communityId), { ...terms, contact: undefined, bookId: held.id }, NOON);
    return held;
  }
});

test("what staff did for somebody proves nothing of who reads the page", async () => {
  const { communityId, campaign, organizer, treasurer } = await aStage();
  const contact = { name: "Хтось", email: `theirs-${communityId.slice(-12)}@example.com`, locale: "uk" } as const;
  const terms = { amountMinor: 40_000, method: "transfer", locale: "uk" } as const;
  const called = { who: contact, reason: "Подзвонили", bookId: (await aListedBook(campaign)).id };
  const byPhone = await claimFor(organizer, { ...terms, ...called }, NOON);
  expect(await personByLink("claims", byPhone.token)).toMatchObject({ isProved: false });

  // a stranger types the address; the money comes late, and the treasurer gives another book for it
  const lost = await aListedBook(campaign);
  const asked = { ...terms, bookId: lost.id, contact: { ...contact, email: `late-${contact.email}` } };
  const { claim, token } = await claimBook(visitorOf(communityId), asked, NOON);
  await expireOverdueClaims(LATER);
  await claimBook(await aMember(communityId), { ...terms, bookId: lost.id }, LATER);
  await confirmTransfer(treasurer, aTransfer(claim.code), LATER);
  const { id: bookId } = await aListedBook(campaign);
  const given = await decideWithoutBook(treasurer, { code: claim.code, decision: "other_book", bookId }, LATER);
  const link = linkToken("claim", communityId, given.claim?.id ?? "");
  for (const each of [token, link])
    expect(await personByLink("claims", each)).toMatchObject({ isProved: false, email: asked.contact.email });
});

test("members and staff sign in for their data; so may whoever only donated or stood in a line", async () => {
  const { communityId, campaign } = await aStage();
  const member = await aMember(communityId);
  const book = await aListedBook(campaign);
  const terms = { bookId: book.id, amountMinor: 40_000, method: "transfer", locale: "uk" } as const;
  const { token } = await claimBook(member, terms, NOON);
  expect(await personByLink("claims", token)).toMatchObject({ isProved: false });

  const donor = await aPerson(communityId);
  expect(await peopleWhoMaySignIn(donor.email)).toEqual([]);
  const pledge = { campaignId: campaign.id, amountMinor: 100, method: "transfer", locale: "uk" } as const;
  await pledgeDonation(donor, pledge, NOON);
  expect(await peopleWhoMaySignIn(donor.email)).toMatchObject([{ personId: donor.personId }]);
  const waiter = await aPerson(communityId);
  await joinLine(waiter, { bookId: book.id, locale: "uk" }, NOON);
  expect(await peopleWhoMaySignIn(waiter.email)).toMatchObject([{ personId: waiter.personId }]);
});

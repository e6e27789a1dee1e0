import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db, sql } from "@/db/client";
import { auditLog, books, people, users, waitlist } from "@/db/schema";
import { claimBook, receiveBook } from "@/lib/claims/commands";
import { claimByToken } from "@/lib/claims/queries";
import { joinLine } from "@/lib/claims/waiting/commands";
import { env } from "@/lib/core/env";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import { systemOf } from "@/lib/identity/actor";
import { findActor } from "@/lib/identity/actors";
import { linkToken } from "@/lib/identity/links";
import { erasePerson } from "@/lib/privacy/erase";
import { countUnnamedDonors } from "@/lib/reports/donors";
import { checkInvariants } from "@/lib/reports/invariants";
import { campaignSources } from "@/lib/reports/sources";
import { campaignTotals } from "@/lib/reports/totals";
import { aCardStage, aCheckout, type Clock, hearStripe, openFakeStripe } from "../donations/cards/stage";
import { aClaim, aStage, aTransfer, expectSound } from "../donations/stage";
import type { FakeStripe } from "../fakes/stripe/start";
import { aListedBook, aMember, anOrganizer, aPerson } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";
import { aCrowd, CROWD_MARKS } from "./crowd";
import { filesUnder, whereItStands } from "./search";

const clock: Clock = { now: NOON };
let stripe: FakeStripe;
beforeAll(async () => {
  stripe = await openFakeStripe(clock);
});
afterAll(() => stripe.close());

const LATER = daysAfter(NOON, 3);
const CROWD = 100;
/** A card whose refunds are not there at once. */
const REFUND_WAITS = "4000 0000 0000 7726";

test("of a hundred people who gave, reserved and paid in every way, nothing is found once they are erased, and no figure has moved", {
  timeout: 300_000,
}, async () => {
  const stage = await aCardStage();
  const { communityId, campaign, organizer } = stage;
  const crowd = await aCrowd(stage, stripe, CROWD);
  const before = await figures();
  expect(before.totals).toMatchObject({ booksExchanged: CROWD * 0.8, donations: CROWD * 0.8 });
  expect(before.ledger.length).toBeGreaterThanOrEqual(CROWD * 1.2);
  const stood = await whereItStands(CROWD_MARKS);
  for (const place of [
    "people.email",
    "people.name",
    "people.phone",
    "people.telegram",
    "messages.payload",
    "messages.last_error",
    "donations.public_name",
    "proofs.receipt",
    "statement_lines.comment",
    "statement_lines.counterparty",
    "payment_attempts.request",
    "provider_events.payload",
    "leads.name",
    "leads.note",
    "leads.heard_from",
    "users.email",
  ])
    expect(stood, "the search finds what is there").toContain(place);

  for (const { personId } of crowd) await erasePerson(organizer, { personId, freeBooks: "leave" }, LATER);
  expect(await whereItStands(CROWD_MARKS)).toEqual([]);
  expect(filesUnder(env.DATA_DIR)).toEqual([]);
  expect(await figures()).toEqual(before);
  expect(await countUnnamedDonors(communityId, campaign.id)).toBe(CROWD * 0.8);
  expect(await checkInvariants(communityId)).toEqual([]);

  async function figures() {
    const ledger = await sql`select * from ledger_entries where community_id = ${communityId} order by id`;
    const events = await sql`
      select 'claim' as of, id, status::text, actor_id from claim_events where community_id = ${communityId}
      union all select 'donation', id, status::text, actor_id from donation_events where community_id = ${communityId}
      order by id`;
    const states = await sql`
      select id, status::text, code, claimant_id as person from claims where community_id = ${communityId}
      union all select id, status::text, code, donor_id from donations where community_id = ${communityId} order by id`;
    return {
      totals: await campaignTotals(communityId, campaign.id, LATER),
      sources: await Promise.all(
        (["first", "last"] as const).map((touch) =>
          campaignSources(organizer, campaign.id, { touch, from: undefined, to: undefined }),
        ),
      ),
      ledger,
      events,
      states,
    };
  }
});

test("a person erases themselves: no account, no link, no place in line, and who it was is said nowhere", async () => {
  const { communityId, campaign } = await aStage();
  const person = await aPerson(communityId, ["member"], { name: "Стирка Забутна" });
  const own = await aListedBook(campaign, { giverId: person.personId });
  const draft = await aListedBook(campaign, { giverId: person.personId, status: "pending_review", listedAt: null });
  const { bookId, ref } = await aClaim(campaign);
  await joinLine(person, { bookId, locale: "uk" }, NOON);
  await db.insert(users).values({ email: person.email });
  const totals = await campaignTotals(communityId, campaign.id, LATER);

  await erasePerson(person, { personId: person.personId, freeBooks: "leave" }, LATER);
  const [row] = await db.select().from(people).where(eq(people.id, person.personId));
  expect(row).toMatchObject({ name: "", email: null, phone: null, telegram: null, shares: [], erasedAt: LATER });
  expect(await findActor(communityId, { email: person.email })).toBeUndefined();
  expect(await db.$count(users, eq(users.email, person.email))).toBe(0);
  expect(await db.select().from(waitlist).where(eq(waitlist.personId, person.personId))).toMatchObject([
    { status: "left" },
  ]);
  const statuses = await db
    .select({ id: books.id, status: books.status })
    .from(books)
    .where(eq(books.giverId, person.personId));
  expect(new Map(statuses.map(({ id, status }) => [id, status]))).toEqual(
    new Map([
      [own.id, "listed"],
      [draft.id, "withdrawn"],
    ]),
  );
  expect(await campaignTotals(communityId, campaign.id, LATER)).toEqual(totals);
  const log = await db.select().from(auditLog).where(eq(auditLog.communityId, communityId));
  expect(log).toMatchObject([{ action: "person_erased", actorId: person.personId, details: { by: "self" } }]);
  expect(await claimByToken(linkToken("claim", communityId, ref.claimId))).toBeDefined(); // somebody else's
  await expect(
    erasePerson(systemOf(communityId), { personId: person.personId, freeBooks: "leave" }, LATER),
  ).rejects.toMatchObject({ code: "identity.notFound" });
  await expectSound(communityId);
});

test("free books leave the catalog when the person says so, and exchanged ones stay", async () => {
  const { communityId, campaign, organizer, treasurer } = await aStage();
  const giver = await aMember(communityId);
  const free = await aListedBook(campaign, { giverId: giver.personId });
  const given = await aListedBook(campaign, { giverId: giver.personId });
  const { ref, code } = await aClaim(campaign, { bookId: given.id });
  await confirmTransfer(treasurer, aTransfer(code), NOON);
  await receiveBook(organizer, ref, NOON);
  const erased = await erasePerson(giver, { personId: giver.personId, freeBooks: "withdraw" }, LATER);
  expect(erased).toEqual({ campaignIds: [campaign.id], bookIds: [free.id], isKnownElsewhere: false });
  expect(await campaignTotals(communityId, campaign.id, LATER)).toMatchObject({ booksListed: 1, booksExchanged: 1 });
  await expectSound(communityId);
});

test("while a book or money is under way the person stays, and is told what has to end", async () => {
  const { communityId, campaign, organizer, treasurer } = await aCardStage();
  const refusedWith = async (personId: string, values: object, now = hoursAfter(NOON, 1)) =>
    expect(erasePerson(organizer, { personId, freeBooks: "leave" }, now)).rejects.toMatchObject({
      code: "privacy.underWay",
      values,
    });

  const giver = await aMember(communityId);
  const book = await aListedBook(campaign, { giverId: giver.personId });
  const { claimant, code, ref } = await aClaim(campaign, { bookId: book.id });
  await refusedWith(claimant.personId, { claims: 1, given: 0, money: 0 });
  await refusedWith(giver.personId, { claims: 0, given: 1, money: 0 });
  await confirmTransfer(treasurer, aTransfer(code), NOON); // the book is on its way
  await refusedWith(claimant.personId, { claims: 1 });
  await refusedWith(giver.personId, { given: 1 });
  await receiveBook(organizer, ref, NOON);
  await erasePerson(organizer, { personId: claimant.personId, freeBooks: "leave" }, LATER);
  await erasePerson(organizer, { personId: giver.personId, freeBooks: "leave" }, LATER);

  const late = await aClaim(campaign);
  await confirmTransfer(treasurer, aTransfer(late.code), daysAfter(NOON, 4)); // came back: the book was still free
  await refusedWith(late.claimant.personId, { claims: 1 }, daysAfter(NOON, 5));

  const paying = await aCheckout(stripe, campaign);
  stripe.pay(paying.sessionId);
  await refusedWith(paying.claimant.personId, { claims: 1, money: 0 });
});

test("money on its way back keeps its donor until it has arrived", async () => {
  const { communityId, campaign, organizer, treasurer } = await aCardStage();
  const paying = await aCheckout(stripe, campaign);
  stripe.pay(paying.sessionId, REFUND_WAITS);
  await hearStripe(stripe, NOON);
  await refundDonation(treasurer, { code: paying.code, reason: "Передумали" }, hoursAfter(NOON, 1));
  await expect(
    erasePerson(organizer, { personId: paying.claimant.personId, freeBooks: "leave" }, hoursAfter(NOON, 1)),
  ).rejects.toMatchObject({ code: "privacy.underWay", values: { money: 1 } });
  await expectSound(communityId);
});

test("the last organizer stays, members erase nobody, and strangers are not there", async () => {
  const { communityId, organizer } = await aStage();
  const member = await aMember(communityId);
  const erase = (actor: typeof organizer, personId: string) =>
    erasePerson(actor, { personId, freeBooks: "leave" }, LATER);
  await expect(erase(organizer, organizer.personId)).rejects.toMatchObject({ code: "identity.lastOrganizer" });
  await expect(erase(member, organizer.personId)).rejects.toMatchObject({ code: "identity.notAllowed" });
  const stranger = (await aStage()).organizer;
  await expect(erase(stranger, member.personId)).rejects.toMatchObject({ code: "identity.notFound" });
  const other = await anOrganizer(communityId);
  await expect(erase(organizer, other.personId)).rejects.toMatchObject({ code: "privacy.organizerFirst" });
  await erase(organizer, organizer.personId);
});

test("whoever is known in another community keeps the account there", async () => {
  const [one, other] = [await aStage(), await aStage()];
  const email = `both-${one.communityId.slice(-12)}@example.org`;
  const here = await aPerson(one.communityId, ["member"], { email });
  await aPerson(other.communityId, ["member"], { email, name: "Двічі Знана" });
  await db.insert(users).values({ email });
  const erased = await erasePerson(here, { personId: here.personId, freeBooks: "leave" }, LATER);
  expect(erased.isKnownElsewhere).toBe(true);
  expect(await db.$count(users, eq(users.email, email))).toBe(1);
  expect(await findActor(other.communityId, { email })).toMatchObject({ roles: ["member"] });
});

test("of a claim made while its person is being erased, either comes first and none is lost", async () => {
  const { communityId, campaign, organizer } = await aStage();
  for (let round = 0; round < 10; round++) {
    const member = await aMember(communityId);
    const book = await aListedBook(campaign);
    const terms = { bookId: book.id, amountMinor: 40_000, method: "transfer", locale: "uk" } as const;
    const outcomes = await Promise.allSettled([
      claimBook(member, terms, NOON),
      erasePerson(organizer, { personId: member.personId, freeBooks: "leave" }, NOON),
    ]);
    for (const outcome of outcomes)
      if (outcome.status === "rejected")
        expect(["privacy.underWay", "identity.notFound"]).toContain((outcome.reason as { code?: string }).code);
  }
  await expectSound(communityId);
});

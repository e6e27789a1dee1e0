import { expect } from "vitest";
import { sql } from "@/db/client";
import { cancelClaim, claimBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { joinLine, leaveLine } from "@/lib/claims/waiting/commands";
import { passOnOffers } from "@/lib/claims/waiting/sweep";
import { withdrawBook } from "@/lib/claims/withdraw";
import { Refusal } from "@/lib/core/refusal";
import { rejectProof } from "@/lib/donations/commands";
import { submitProof } from "@/lib/donations/proofs";
import { refundDonation } from "@/lib/donations/refunds";
import { confirmTransfer } from "@/lib/donations/transfers";
import type { PersonActor } from "@/lib/identity/actor";
import { aCampaign, aCommunity, aListedBook, aMember, aTreasurer } from "../support/factories";
import fc from "../support/property";
import { daysAfter, minutesAfter, NOON } from "../support/times";

const PEOPLE = 5;
const OFFER_HOURS = 12;

export const act = fc.record({
  what: fc.constantFrom(
    "join",
    "join",
    "join",
    "claim",
    "claim",
    "claim",
    "claim",
    "leave",
    "cancel",
    "cancel",
    "report",
    "reject",
    "pay",
    "refund",
    "sweepClaims",
    "sweepOffers",
    "sweepOffers",
    "withdraw",
  ),
  who: fc.noBias(fc.nat(PEOPLE - 1)),
  minutes: fc.constantFrom(1, 1, 1, 30, 13 * 60, 73 * 60), // virtual time until the next act; an offer lasts 12 hours, a hold 72
  rarely: fc.noBias(fc.nat(9)),
});
export type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

type Entry = { id: string; personId: string; status: string; offerEndsAt: string | null };
type Seen = { line: Entry[]; holder: string | null; isListed: boolean };

/** One community for many histories: five people who want each book, its giver, and a treasurer. */
export async function aLibrary() {
  const { id } = await aCommunity();
  const campaign = await aCampaign(id, {
    maxOpenClaims: 1000,
    offerHours: OFFER_HOURS,
    closesAt: daysAfter(NOON, 1000),
  });
  const [giver, treasurer, ...readers] = await Promise.all([
    aMember(id),
    aTreasurer(id),
    ...Array.from({ length: PEOPLE }, () => aMember(id)),
  ]);
  return { campaign, giver, treasurer, readers };
}
export type Library = Awaited<ReturnType<typeof aLibrary>>;

/** One book and all that befalls it. After each act, what must hold of its line is looked up in the tables. */
export async function playHistory({ campaign, giver, treasurer, readers }: Library, acts: Act[]): Promise<number> {
  const book = await aListedBook(campaign, { giverId: giver.personId });
  let now = NOON;
  let offers = 0;
  let before: Seen = { line: [], holder: null, isListed: true };
  await claimBook(at(readers, 0), { bookId: book.id, amountMinor: 30_000, method: "transfer", locale: "uk" }, now);
  for (const nth of [1, 2]) await joinLine(at(readers, nth), { bookId: book.id, locale: "uk" }, now);
  for (const one of acts) {
    now = minutesAfter(now, one.minutes);
    before = await see(book.id);
    const refusal = await perform(one).catch((error) => {
      if (error instanceof Refusal) return error.code;
      throw error;
    });
    const after = await see(book.id);
    check(one, before, after, refusal);
    offers += newlyOffered(before, after).length;
  }
  return offers;

  async function perform({ what, who, rarely }: Act): Promise<undefined> {
    const isOfClaim =
      what === "cancel" || what === "report" || what === "reject" || what === "pay" || what === "refund";
    const holder = readers.find(({ personId }) => personId === before.holder);
    // money comes late now and then: then it is about anybody's last claim
    const reader = (isOfClaim && rarely > 1 && holder) || at(readers, who);
    const [claim] = await sql<{ id: string; code: string }[]>`
      select id, code from claims where book_id = ${book.id} and claimant_id = ${reader.personId} order by id desc limit 1`;
    const ref = claim && { communityId: campaign.communityId, claimId: claim.id };
    const place = before.line.findLast(({ personId }) => personId === reader.personId);
    if (what === "join") await joinLine(reader, { bookId: book.id, locale: "uk" }, now);
    if (what === "claim")
      await claimBook(reader, { bookId: book.id, amountMinor: 30_000, method: "transfer", locale: "uk" }, now);
    if (what === "leave" && place)
      await leaveLine(reader, { communityId: campaign.communityId, waitId: place.id }, now);
    if (what === "cancel" && ref) await cancelClaim(reader, ref, undefined, now);
    if (what === "report" && ref) await submitProof(reader, ref, { receipt: `R-${claim.code}` }, now);
    if (what === "reject" && claim) await rejectProof(treasurer, { code: claim.code, reason: "Немає" }, now);
    if (what === "pay" && claim && rarely < 4) {
      const parts = [{ code: claim.code, amountMinor: 30_000 }];
      await confirmTransfer(treasurer, { reference: `T-${claim.code}`, amountMinor: 30_000, parts }, now);
    }
    if (what === "refund" && claim) await refundDonation(treasurer, { code: claim.code, reason: "Передумали" }, now);
    if (what === "sweepClaims") await expireOverdueClaims(now);
    if (what === "sweepOffers") await passOnOffers(now);
    if (what === "withdraw" && rarely === 0) await withdrawBook({ actor: giver, code: book.code }, "Загубилася", now);
  }

  function check(one: Act, before: Seen, after: Seen, refusal: string | undefined): void {
    const offered = after.line.filter(({ status }) => status === "offered");
    const story = JSON.stringify({ one, refusal, before, after });
    expect(offered.length, `one offer at a time: ${story}`).toBeLessThanOrEqual(1);
    if (offered.length > 0) expect(after.holder, `an offered book is nobody's: ${story}`).toBeNull();
    if (offered.length > 0) expect(after.isListed, `an offered book is there: ${story}`).toBe(true);
    for (const { personId, status } of after.line)
      if (status === "waiting" || status === "offered") {
        expect(personId, `nobody waits for what they have: ${story}`).not.toBe(after.holder);
        expect(personId, `nobody waits for what they give: ${story}`).not.toBe(giver.personId);
      }
    for (const { id } of newlyOffered(before, after)) {
      const stayed = after.line.filter((entry) => entry.status === "waiting" || entry.id === id);
      expect(stayed[0]?.id, `the first who still waits is asked: ${story}`).toBe(id);
    }
    const isWaiting = after.line.some(({ status }) => status === "waiting");
    if (isWaiting && !after.holder) expect(offered.length, `a free book is offered: ${story}`).toBe(1);
    if (!after.isListed) expect(isWaiting || offered.length > 0, `a line ends with its book: ${story}`).toBe(false);
    const asked = before.line.find(
      ({ status, offerEndsAt }) => status === "offered" && offerEndsAt && new Date(offerEndsAt) > now,
    );
    if (asked && after.holder && !before.holder)
      expect(after.holder, `who is asked has the book first: ${story}`).toBe(asked.personId);
  }
}

function newlyOffered(before: Seen, after: Seen): Entry[] {
  const was = new Map(before.line.map(({ id, status }) => [id, status]));
  return after.line.filter(({ id, status }) => status === "offered" && was.get(id) !== "offered");
}

/** The line in its order and whoever has the book, straight from the tables. */
async function see(bookId: string): Promise<Seen> {
  const [line, [row]] = await Promise.all([
    sql<Entry[]>`select id, person_id as "personId", status::text, offer_ends_at as "offerEndsAt" from waitlist
      where book_id = ${bookId} order by created_at, id`,
    sql<{ holder: string | null; isListed: boolean }[]>`
      select status = 'listed' as "isListed", (select claimant_id from claims where claims.book_id = books.id
        and claims.status in ('held', 'reported', 'confirmed', 'fulfilled')) as holder
      from books where id = ${bookId}`,
  ]);
  return { line: [...line], holder: row?.holder ?? null, isListed: row?.isListed ?? false };
}

function at(readers: (PersonActor | undefined)[], nth: number): PersonActor {
  const reader = readers[nth];
  if (!reader) throw new Error(`There is no reader ${nth}`);
  return reader;
}

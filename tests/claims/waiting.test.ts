import { and, desc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db, one } from "@/db/client";
import { claims, leads, messages, type WaitEntry, waitlist } from "@/db/schema";
import { findBook, otherCopies } from "@/lib/catalog/queries";
import { listBooks } from "@/lib/catalog/shelf";
import { cancelClaim, claimBook } from "@/lib/claims/commands";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { joinLine, leaveLine, verifyWait } from "@/lib/claims/waiting/commands";
import { countWaiting, findWait, listOwnWaits, waitByToken } from "@/lib/claims/waiting/queries";
import { passOnOffers } from "@/lib/claims/waiting/sweep";
import { withdrawBook } from "@/lib/claims/withdraw";
import { type PersonActor, visitorOf } from "@/lib/identity/actor";
import { checkInvariants } from "@/lib/reports/invariants";
import { campaignTotals } from "@/lib/reports/totals";
import { aCampaign, aCommunity, aListedBook, aMember, aPerson } from "../support/factories";
import { hoursAfter, NOON } from "../support/times";

const terms = { amountMinor: 30_000, method: "transfer", locale: "uk" } as const;
const SHELF = { category: [], language: [], condition: [], city: [] };

async function aScene(overrides: Parameters<typeof aCampaign>[1] = {}) {
  const { id } = await aCommunity();
  const campaign = await aCampaign(id, overrides);
  const giver = await aMember(id);
  const book = await aListedBook(campaign, { giverId: giver.personId });
  const [holder, first, second] = await Promise.all([aMember(id), aMember(id), aMember(id)]);
  const { claim } = await claimBook(holder, { bookId: book.id, ...terms }, NOON);
  return { campaign, giver, book, holder, first, second, claim, ref: { communityId: id, claimId: claim.id } };
}
type Scene = Awaited<ReturnType<typeof aScene>>;

const wait = (person: PersonActor, { book }: Scene, minutes = 1) =>
  joinLine(person, { bookId: book.id, locale: "uk" }, new Date(NOON.getTime() + minutes * 60_000)).then(
    ({ entry }) => entry,
  );
const now = async ({ communityId, id }: WaitEntry) =>
  one(
    await db
      .select()
      .from(waitlist)
      .where(and(eq(waitlist.communityId, communityId), eq(waitlist.id, id))),
  );
const refOf = ({ communityId, id: waitId }: WaitEntry) => ({ communityId, waitId });
const told = async ({ communityId, personId }: PersonActor) =>
  (
    await db
      .select({ kind: messages.kind })
      .from(messages)
      .where(and(eq(messages.communityId, communityId), eq(messages.personId, personId)))
      .orderBy(messages.createdAt)
  ).map(({ kind }) => kind);
const stateOf = async ({ campaign, book }: Scene, at: Date) =>
  (await findBook(campaign.communityId, campaign.id, book.code, at))?.state;

describe("a line", () => {
  test("passes a book that is let go on to whoever asked first, and tells them", async () => {
    const scene = await aScene();
    const place = await wait(scene.first, scene, 1);
    const later = await wait(scene.second, scene, 2);
    expect((await findWait(refOf(later), NOON))?.ahead).toBe(1);

    await cancelClaim(scene.holder, scene.ref, undefined, hoursAfter(NOON, 1));

    expect(await now(place)).toMatchObject({ status: "offered", offerEndsAt: hoursAfter(NOON, 13) });
    expect(await now(later)).toMatchObject({ status: "waiting" });
    expect(await told(scene.first)).toEqual(["wait_offered"]);
    expect(await told(scene.second)).toEqual([]);
    expect(await checkInvariants(scene.campaign.communityId)).toEqual([]);
  });

  test("keeps the book from everyone else while it is offered, wherever it is shown", async () => {
    const scene = await aScene();
    await wait(scene.first, scene);
    const at = hoursAfter(NOON, 1);
    await cancelClaim(scene.holder, scene.ref, undefined, at);
    const { communityId, id: campaignId } = scene.campaign;

    await expect(claimBook(scene.second, { bookId: scene.book.id, ...terms }, at)).rejects.toThrow(
      "claims.bookOffered",
    );
    const guest = { name: "Гість", email: "guest-offered@example.org", locale: "uk" } as const;
    const asked = claimBook(visitorOf(communityId), { bookId: scene.book.id, ...terms, contact: guest }, at);
    await expect(asked).rejects.toThrow("claims.bookOffered");

    expect(await stateOf(scene, at)).toBe("reserved");
    const page = { limit: 24, after: null };
    const shelf = { communityId, campaignId };
    expect((await listBooks(shelf, { ...SHELF, available: true }, page, at)).items).toEqual([]);
    expect((await listBooks(shelf, { ...SHELF, available: false }, page, at)).items).toMatchObject([
      { state: "reserved" },
    ]);
    expect((await listBooks(shelf, { ...SHELF, q: "Agile" }, page, at)).items).toMatchObject([{ state: "reserved" }]);
    expect(await campaignTotals(communityId, campaignId, at)).toMatchObject({ booksReserved: 1, booksAvailable: 0 });
    expect(await otherCopies(communityId, campaignId, "9780000000000", at)).toEqual({ copies: 0, available: 0 });
  });

  test("gives the book to whoever is asked, who then stands in it no more", async () => {
    const scene = await aScene();
    const place = await wait(scene.first, scene);
    await cancelClaim(scene.holder, scene.ref, undefined, hoursAfter(NOON, 1));
    const { claim } = await claimBook(scene.first, { bookId: scene.book.id, ...terms }, hoursAfter(NOON, 2));
    expect(claim).toMatchObject({ status: "held", claimantId: scene.first.personId });
    expect(await now(place)).toMatchObject({ status: "taken", offerEndsAt: null });
    expect((await findWait(refOf(place), NOON))?.claimId).toBe(claim.id);
    expect(await checkInvariants(scene.campaign.communityId)).toEqual([]);
  });

  test("goes on to the next when an offer is not answered, by the clock and at the next touch alike", async () => {
    for (const touch of ["clock", "claim"] as const) {
      const scene = await aScene({ offerHours: 5 });
      const place = await wait(scene.first, scene, 1);
      const later = await wait(scene.second, scene, 2);
      await cancelClaim(scene.holder, scene.ref, undefined, hoursAfter(NOON, 1));
      const over = hoursAfter(NOON, 6);
      expect((await findWait(refOf(place), over))?.status).toBe("lapsed");

      if (touch === "clock") await passOnOffers(over);
      else {
        const asked = claimBook(scene.holder, { bookId: scene.book.id, ...terms }, over);
        await expect(asked).rejects.toThrow("claims.bookOffered");
      }

      expect(await now(place)).toMatchObject({ status: "lapsed", offerEndsAt: null });
      expect(await now(later)).toMatchObject({ status: "offered", offerEndsAt: hoursAfter(NOON, 11) });
      expect(await told(scene.first)).toEqual(["wait_offered", "wait_lapsed"]);
      await passOnOffers(hoursAfter(NOON, 11));
      expect(await now(later)).toMatchObject({ status: "lapsed" });
      expect(await stateOf(scene, hoursAfter(NOON, 11))).toBe("available");
    }
  });

  test("is asked when a hold runs out, swept", async () => {
    const scene = await aScene();
    const place = await wait(scene.first, scene);
    await expireOverdueClaims(hoursAfter(NOON, 73));
    expect(await now(place)).toMatchObject({ status: "offered" });
  });

  test("is left at any time, and a place that was asked is passed on", async () => {
    const scene = await aScene();
    const place = await wait(scene.first, scene, 1);
    const later = await wait(scene.second, scene, 2);
    await cancelClaim(scene.holder, scene.ref, undefined, hoursAfter(NOON, 1));
    await leaveLine(scene.first, refOf(place), hoursAfter(NOON, 2));
    await leaveLine(scene.first, refOf(place), hoursAfter(NOON, 2));
    expect(await now(place)).toMatchObject({ status: "left" });
    expect(await now(later)).toMatchObject({ status: "offered" });
    const stranger = leaveLine(scene.holder, refOf(later), hoursAfter(NOON, 2));
    await expect(stranger).rejects.toThrow("claims.waitNotFound");
  });

  test("ends kindly when the book is withdrawn", async () => {
    const scene = await aScene();
    const place = await wait(scene.first, scene);
    await withdrawBook({ actor: scene.giver, code: scene.book.code }, "Загубилася", hoursAfter(NOON, 1));
    expect(await now(place)).toMatchObject({ status: "left" });
    expect(await told(scene.first)).toEqual(["book_withdrawn"]);
    expect(await checkInvariants(scene.campaign.communityId)).toEqual([]);
  });

  test("ends when the book is withdrawn while it is offered", async () => {
    const scene = await aScene();
    const place = await wait(scene.first, scene);
    await cancelClaim(scene.holder, scene.ref, undefined, hoursAfter(NOON, 1));
    await withdrawBook({ actor: scene.giver, code: scene.book.code }, undefined, hoursAfter(NOON, 2));
    expect(await now(place)).toMatchObject({ status: "left" });
    expect(await checkInvariants(scene.campaign.communityId)).toEqual([]);
  });

  test("does not outlive its campaign's time, and goes on when the campaign is prolonged", async () => {
    const scene = await aScene({ closesAt: hoursAfter(NOON, 5) });
    const place = await wait(scene.first, scene);
    await cancelClaim(scene.holder, scene.ref, undefined, hoursAfter(NOON, 1));
    expect(await now(place)).toMatchObject({ status: "offered", offerEndsAt: hoursAfter(NOON, 5) });
    await passOnOffers(hoursAfter(NOON, 6));
    expect(await now(place)).toMatchObject({ status: "lapsed" });
  });
});

describe("whoever wants to stand in line", () => {
  test("finds the same place at the second click", async () => {
    const scene = await aScene();
    const place = await wait(scene.first, scene, 1);
    expect((await wait(scene.first, scene, 5)).id).toBe(place.id);
    expect(await listOwnWaits(scene.first, NOON)).toMatchObject([{ id: place.id, ahead: 0 }]);
  });

  test.each([
    ["who holds the book", (s: Scene) => s.holder, "claims.holdsAlready"],
    ["who gives it", (s: Scene) => s.giver, "claims.ownBook"],
  ])("is refused %s", async (_, who, code) => {
    const scene = await aScene();
    await expect(wait(who(scene), scene)).rejects.toThrow(code);
  });

  test("is refused for a free book, one that is paid for, and one of a campaign that is over", async () => {
    const free = await aScene();
    await cancelClaim(free.holder, free.ref, undefined, NOON);
    await expect(wait(free.first, free)).rejects.toThrow("claims.bookFree");
    const paid = await aScene();
    await db.update(claims).set({ status: "confirmed", expiresAt: null }).where(eq(claims.id, paid.claim.id));
    await expect(wait(paid.first, paid)).rejects.toThrow("claims.lineOver");
    const over = await aScene({ closesAt: hoursAfter(NOON, 1) });
    await expect(wait(over.first, over, 61)).rejects.toThrow("catalog.campaignClosed");
  });

  test("as a guest proves the address by a code, and stands where they asked", async () => {
    const scene = await aScene();
    const { communityId } = scene.campaign;
    const email = `waits-${crypto.randomUUID()}@example.org`;
    const input = { bookId: scene.book.id, locale: "en", contact: { name: "Гість", email, locale: "en" } } as const;
    const { entry, token } = await joinLine(visitorOf(communityId), input, NOON);
    const member = await wait(scene.first, scene, 1);
    expect(await countWaiting(communityId, scene.book.id)).toBe(1);

    const held = await waitByToken(token);
    if (!held) throw new Error("no link");
    await expect(verifyWait(held.actor, held.ref, "000000", NOON)).rejects.toThrow("identity.codeWrong");
    await verifyWait(held.actor, held.ref, await codeOf(entry), NOON);
    expect((await findWait(refOf(member), NOON))?.ahead).toBe(1);

    await cancelClaim(scene.holder, scene.ref, undefined, hoursAfter(NOON, 1));
    expect(await now(entry)).toMatchObject({ status: "offered" });
    // the address alone takes no offer: its owner is sent the link
    const typed = claimBook(
      visitorOf(communityId),
      { bookId: scene.book.id, ...terms, contact: input.contact },
      hoursAfter(NOON, 2),
    );
    await expect(typed).rejects.toThrow("claims.offeredToYou");
    const { claim } = await claimBook(held.actor, { bookId: scene.book.id, ...terms }, hoursAfter(NOON, 2));
    expect(claim).toMatchObject({ status: "held", expiresAt: hoursAfter(NOON, 26) });
    await expect(joinLine(visitorOf(communityId), input, hoursAfter(NOON, 3))).rejects.toThrow("claims.holdsAlready");
  });

  test("whose address somebody else types hears of it, and the other learns nothing", async () => {
    const scene = await aScene();
    await wait(scene.first, scene);
    const contact = { name: "Хтось", email: (scene.first as { email?: string }).email ?? "", locale: "uk" } as const;
    const typed = joinLine(
      visitorOf(scene.campaign.communityId),
      { bookId: scene.book.id, locale: "uk", contact },
      hoursAfter(NOON, 1),
    );
    await expect(typed).rejects.toThrow("claims.alreadyWaiting");
    expect(await told(scene.first)).toEqual(["wait_code"]);
  });

  test("is not asked before the code is typed, and at once when the book has come free meanwhile", async () => {
    const scene = await aScene();
    const { communityId } = scene.campaign;
    const contact = { name: "Гість", email: `late-${crypto.randomUUID()}@example.org`, locale: "uk" } as const;
    const { entry, token } = await joinLine(
      visitorOf(communityId),
      { bookId: scene.book.id, locale: "uk", contact },
      NOON,
    );
    await cancelClaim(scene.holder, scene.ref, undefined, NOON);
    expect(await now(entry)).toMatchObject({ status: "waiting" });
    expect(await stateOf(scene, NOON)).toBe("available");
    const held = await waitByToken(token);
    if (!held) throw new Error("no link");
    const verified = await verifyWait(held.actor, held.ref, await codeOf(entry), NOON);
    expect(verified).toMatchObject({ status: "offered" });
  });

  test("came by a link: then the place and the lead carry it, once", async () => {
    const scene = await aScene();
    const { communityId, id: campaignId } = scene.campaign;
    const guest = await aPerson(communityId);
    const source = { visitor: "v:someone", heardFrom: "від колеги" } as never;
    await joinLine(guest, { bookId: scene.book.id, locale: "uk", source }, NOON);
    await joinLine(guest, { bookId: scene.book.id, locale: "uk", source }, NOON);
    const found = await db.select().from(leads).where(eq(leads.campaignId, campaignId));
    expect(found).toMatchObject([{ personId: guest.personId, cause: "waitlist", heardFrom: "від колеги" }]);
  });
});

async function codeOf({ communityId, id }: WaitEntry): Promise<string> {
  const [letter] = await db
    .select({ payload: messages.payload })
    .from(messages)
    .where(and(eq(messages.communityId, communityId), eq(messages.subjectId, id), eq(messages.kind, "wait_code")))
    .orderBy(desc(messages.createdAt));
  return String(letter?.payload.code);
}

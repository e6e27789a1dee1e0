import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { bookEvents, books, photos, privateLinks } from "@/db/schema";
import { reopenCampaign } from "@/lib/catalog/closing";
import { copyCampaign, copyInput } from "@/lib/catalog/copy";
import { copiesOf, countMovedOn, exportLeftovers, listLeftovers, moveLeftovers } from "@/lib/catalog/leftovers";
import { findManagedBook, findOwnBook } from "@/lib/catalog/own";
import { findCampaign, findCampaignOf } from "@/lib/catalog/queries";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { confirmTransfer } from "@/lib/donations/transfers";
import { linkToken, openLink } from "@/lib/identity/links";
import { closingOf } from "@/lib/reports/closing";
import { promoReport } from "@/lib/reports/promos/report";
import { quoteChanges } from "@/lib/reports/quoting";
import { campaignTotals } from "@/lib/reports/totals";
import { aTransfer, expectSound, statusOf } from "../donations/stage";
import { aPromo } from "../promos/stage";
import { aListedBook, aPerson } from "../support/factories";
import { daysAfter, hoursAfter, NOON } from "../support/times";
import { aSaleToClose, auditOf, campaignRow, closed, EVENING } from "./closing-scene";

const typed = {
  slug: "autumn",
  name: "Осіння акція",
  opensAt: "2026-09-01T09:00:00+03:00",
  closesAt: "2026-10-01T09:00:00+03:00",
};
const copy = (rest = {}) => copyInput.parse({ ...typed, ...rest });
const all = { limit: 100 };

describe("what is left", () => {
  test("are the books nobody holds, with their givers, page by page", async () => {
    const { campaign, organizer, treasurer, left, alsoLeft, giver } = await aSaleToClose();
    const { items, nextCursor } = await listLeftovers(organizer, campaign.id, all, EVENING);
    expect(items.map(({ code }) => code)).toEqual([left.code, alsoLeft.code]);
    expect(items[0]).toMatchObject({ title: "Лишилася", giver: { name: giver.name, email: giver.email } });
    expect(nextCursor).toBeNull();
    const first = await listLeftovers(organizer, campaign.id, { limit: 1 }, EVENING);
    const rest = await listLeftovers(organizer, campaign.id, { limit: 1, cursor: first.nextCursor ?? "" }, EVENING);
    expect([first, rest].map((page) => page.items[0]?.code)).toEqual([left.code, alsoLeft.code]);
    for (const ask of [listLeftovers(treasurer, campaign.id, all), exportLeftovers(treasurer, campaign.id)])
      await expect(ask).rejects.toMatchObject({ code: "identity.notAllowed" });
  });

  test("goes into a file without addresses, in which nothing runs as a formula", async () => {
    const { campaign, organizer, giver } = await aSaleToClose();
    await aListedBook(campaign, { title: '=HYPERLINK("http://evil.example")' });
    const csv = await exportLeftovers(organizer, campaign.id, EVENING);
    expect(csv.trim().split("\r\n")).toHaveLength(4);
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(csv).toContain(giver.name);
    expect(csv).not.toContain("@");
  });
});

describe("a copy", () => {
  test("is a draft with the settings of the one before, and nothing of how that one ended", async () => {
    const { campaign, organizer, treasurer, communityId } = await aSaleToClose({
      monoAccount: "acc",
      topics: ["agile"],
    });
    await closed(organizer, campaign, true);
    const { campaign: made, moved } = await copyCampaign(organizer, campaign.id, copy(), EVENING);
    const from = await campaignRow(campaign);
    expect(moved).toBe(0);
    expect(made).toEqual({
      ...from,
      id: made.id,
      slug: "autumn",
      name: "Осіння акція",
      status: "draft",
      opensAt: new Date(typed.opensAt),
      closesAt: new Date(typed.closesAt),
      monoAccount: null,
      closedAt: null,
      closedTotals: null,
      thanksAskedAt: null,
      thanksDoneAt: null,
      copiedFromId: campaign.id,
      createdAt: EVENING,
    });
    await expect(copyCampaign(organizer, campaign.id, copy(), EVENING)).rejects.toMatchObject({
      code: "identity.slugTaken",
    });
    await expect(copyCampaign(treasurer, campaign.id, copy({ slug: "x" }))).rejects.toMatchObject({
      code: "identity.notAllowed",
    });
    expect(await copiesOf(organizer, campaign.id)).toMatchObject([{ slug: "autumn", status: "draft" }]);
    expect(await auditOf(communityId)).toEqual(["campaign_closed", "campaign_copied"]);
    const errors = copyInput.safeParse({ ...typed, closesAt: typed.opensAt, slug: "desk", name: "" });
    expect(errors.error?.issues.map(({ path }) => path[0]).sort()).toContain("name");
  });

  test("takes what was left as new listings; the old ones stay with their history and are offered no more", async () => {
    const { communityId, campaign, organizer, treasurer, left, alsoLeft, held } = await aSaleToClose();
    const outsider = await aPerson(communityId);
    const theirs = await aListedBook(campaign, { giverId: outsider.personId, title: "Чужинська" });
    await db.transaction((tx) => openLink(tx, "book", communityId, theirs.id));
    await db.insert(photos).values({ communityId, bookId: left.id, position: 0, width: 10, height: 10, blur: "" });
    await closed(organizer, campaign);
    const later = daysAfter(EVENING, 5);
    await expireOverdueClaims(later); // the hold ran out: its book is left, and has a claim in its history

    const { campaign: next, moved } = await copyCampaign(organizer, campaign.id, copy({ withLeftovers: "on" }), later);
    expect(moved).toBe(4);
    const listed = await db
      .select()
      .from(books)
      .where(and(eq(books.communityId, communityId), eq(books.campaignId, next.id)));
    expect(listed.map(({ leftFromId }) => leftFromId).sort()).toEqual(
      [left.id, alsoLeft.id, theirs.id, held.bookId].sort(),
    );
    for (const book of listed) expect(book).toMatchObject({ status: "listed", listedAt: later, importKey: null });
    const again = listed.find(({ leftFromId }) => leftFromId === left.id);
    expect(again).toMatchObject({ title: left.title, giverId: left.giverId, minimumMinor: left.minimumMinor });
    expect(again?.code).not.toBe(left.code);
    expect(
      await db
        .select()
        .from(photos)
        .where(eq(photos.bookId, again?.id ?? "")),
    ).toHaveLength(1);
    const [old] = await db.select().from(books).where(eq(books.id, left.id));
    expect(old).toMatchObject({ status: "withdrawn", campaignId: campaign.id });
    const events = await db.select().from(bookEvents).where(eq(bookEvents.bookId, left.id));
    expect(events.map(({ event }) => event)).toEqual(["withdraw"]);

    // the outsider's old address leads to the new listing, and so does the new one
    const theirNew = listed.find(({ leftFromId }) => leftFromId === theirs.id);
    for (const id of [theirs.id, theirNew?.id ?? ""])
      expect(await findManagedBook(linkToken("book", communityId, id))).toMatchObject({ id: theirNew?.id });
    expect(
      await db
        .select()
        .from(privateLinks)
        .where(eq(privateLinks.subjectId, again?.id ?? "")),
    ).toEqual([]);

    // whoever gives it is told where it is
    const giverOf = { kind: "person", communityId, personId: left.giverId, roles: [] } as const;
    expect(await findOwnBook(giverOf, left.code)).toMatchObject({ state: "withdrawn", isOver: true, wentOn: true });
    expect(await findOwnBook(giverOf, again?.code ?? "")).toMatchObject({
      state: "available",
      isOver: false,
      wentOn: false,
    });

    // also while the next campaign shows to nobody else
    const listing = await findOwnBook(giverOf, again?.code ?? "");
    if (!listing) throw new Error("no listing");
    expect(await findCampaign(listing.communitySlug, listing.campaignSlug, later)).toBeUndefined();
    expect(await findCampaignOf(listing, later)).toMatchObject({ id: next.id, status: "draft" });

    // kept sums stay, today's say what is offered where
    expect(await closingOf(organizer, campaign.id, later)).toMatchObject({
      kept: { booksListed: 5, booksAvailable: 3 },
      totals: { booksListed: 5, booksAvailable: 0, booksExchanged: 1, sellThrough: 1 / 5 },
      haveMoved: false,
    });
    expect(await countMovedOn(communityId, campaign.id)).toBe(4);
    expect(await campaignTotals(communityId, next.id, later)).toMatchObject({ booksListed: 4, raisedMinor: 0 });
    expect((await listLeftovers(organizer, campaign.id, all, later)).items).toEqual([]);

    // money that comes for the old claim after all finds its book gone on, and is lost nowhere
    await confirmTransfer(treasurer, aTransfer(held.code), hoursAfter(later, 1));
    expect(await statusOf(held.ref)).toMatchObject({ claim: "expired", donation: "confirmed" });
    expect((await closingOf(organizer, campaign.id, later)).open).toMatchObject({ withoutBook: 1 });
    await expectSound(communityId);
  });

  test("leaves the sums of the first one and of its promos as they were", async () => {
    const { communityId, campaign, organizer, giver } = await aSaleToClose();
    const outsider = await aPerson(communityId);
    await aListedBook(campaign, { giverId: outsider.personId, listedAt: hoursAfter(NOON, 1) });
    await db
      .update(books)
      .set({ listedAt: daysAfter(NOON, -1) })
      .where(eq(books.giverId, giver.personId));
    const window = { startsAt: NOON, endsAt: EVENING };
    const promo = await aPromo(communityId, campaign.id, { kind: "achievement", tag: "sum", ...window });
    await closed(organizer, campaign);
    const counted = () => promoReport(organizer, promo.id, EVENING);
    const before = (await counted()).figures.campaign;
    expect(before).toMatchObject({ booksListed: 5, outsideParticipants: expect.any(Number) });
    const promoted = { ...promo, quoted: before && { booksListed: before.booksListed } };
    await copyCampaign(organizer, campaign.id, copy({ withLeftovers: true }), EVENING);
    expect((await counted()).figures.campaign).toEqual(before);
    expect(await quoteChanges(promoted, EVENING)).toEqual([]);
  });

  test("takes nothing of a campaign that is open, nor into one that is no copy of it", async () => {
    const { campaign, organizer, treasurer } = await aSaleToClose();
    const withLeftovers = copy({ withLeftovers: true });
    await expect(copyCampaign(organizer, campaign.id, withLeftovers)).rejects.toMatchObject({
      code: "catalog.notClosed",
    });
    expect(await copiesOf(organizer, campaign.id)).toEqual([]); // not even the settings
    const { campaign: next } = await copyCampaign(organizer, campaign.id, copy(), EVENING);
    const ids = { fromId: campaign.id, toId: next.id };
    await expect(moveLeftovers(organizer, ids, EVENING)).rejects.toMatchObject({ code: "catalog.notClosed" });
    await closed(organizer, campaign);
    await expect(moveLeftovers(treasurer, ids, EVENING)).rejects.toMatchObject({ code: "identity.notAllowed" });
    const back = { fromId: campaign.id, toId: campaign.id };
    await expect(moveLeftovers(organizer, back, EVENING)).rejects.toMatchObject({ code: "catalog.notItsCopy" });
    expect(await moveLeftovers(organizer, ids, EVENING)).toBe(2);
    expect(await moveLeftovers(organizer, ids, EVENING)).toBe(0);
  });

  test("of two people who move what is left at once, one moves each book", async () => {
    const { communityId, campaign, organizer } = await aSaleToClose();
    await closed(organizer, campaign);
    const { campaign: next } = await copyCampaign(organizer, campaign.id, copy(), EVENING);
    const move = () => moveLeftovers(organizer, { fromId: campaign.id, toId: next.id }, EVENING);
    const counts = await Promise.all([move(), move()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(await campaignTotals(communityId, next.id, EVENING)).toMatchObject({ booksListed: 2 });
    await expectSound(communityId);
  });

  test("opening the first one again offers nothing twice", async () => {
    const { communityId, campaign, organizer, left } = await aSaleToClose();
    await closed(organizer, campaign);
    await copyCampaign(organizer, campaign.id, copy({ withLeftovers: true }), EVENING);
    await reopenCampaign(organizer, { campaignId: campaign.id, reason: "Ще тиждень" }, hoursAfter(EVENING, 1));
    const [old] = await db.select().from(books).where(eq(books.id, left.id));
    expect(old?.status).toBe("withdrawn");
    await expectSound(communityId);
  });
});

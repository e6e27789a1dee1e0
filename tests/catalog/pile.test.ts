import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { bookEvents, books, type Campaign, editions } from "@/db/schema";
import { addOnce } from "@/lib/catalog/import/add";
import { importBooks } from "@/lib/catalog/import/commit";
import { collectPile } from "@/lib/catalog/pile/collect";
import { dropPile, PILE_MAX, type Said, sayOfPile } from "@/lib/catalog/pile/draft";
import { listPile, pileListed, reviewPile } from "@/lib/catalog/pile/list";
import { type PersonActor, visitorOf } from "@/lib/identity/actor";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer, aPerson } from "../support/factories";
import { meeting } from "../support/meeting";
import { daysAfter, NOON } from "../support/times";

const A = "9786171202658";
const B = "9789660379879";
const C = "9781892005281";

let campaign: Campaign;
let member: PersonActor;

beforeEach(async () => {
  const community = await aCommunity();
  campaign = await aCampaign(community.id);
  member = await aMember(community.id);
  await db.delete(editions);
  await db
    .insert(editions)
    .values({ isbn13: A, title: "Чистий Agile", authors: ["Роберт С. Мартін"], language: "uk", askedAt: NOON });
});

const collect = (text: string, more: { table?: Uint8Array; into?: string } = {}, actor: PersonActor = member) =>
  collectPile(actor, { campaignId: campaign.id, text, ...more }, NOON);
const review = (name: string) => reviewPile(member, campaign, name, NOON);
const list = (name: string) => listPile(member, { campaignId: campaign.id, name }, NOON);
const listed = () =>
  db
    .select()
    .from(books)
    .where(and(eq(books.communityId, campaign.communityId), eq(books.campaignId, campaign.id)));
const csv = (text: string) => new TextEncoder().encode(text);

/** Says something of the nth row, as the form would. */
async function say(name: string, nth: number, said: Said) {
  const { pile } = await review(name);
  const rows = new Map([[pile.rows[nth]?.key ?? "", said]]);
  await sayOfPile(member, campaign.id, name, { forAll: {}, rows }, NOON);
}

describe("the review of a pile", () => {
  test("tells found, not found, twice in the pile, in the campaign already, and wrong", async () => {
    await aListedBook(campaign, { isbn13: C, title: "Уже тут", category: "agile" });
    const name = await collect(`${A}\n${B}\n${A}\n${C}\n978-617-12-0265-7\n4006381333931`);
    const { rows, counts, unheard } = await review(name);
    expect(rows.map(({ state, take }) => [state, take])).toEqual([
      ["found", true],
      ["notFound", true],
      ["again", false],
      ["copy", false],
      ["invalid", false],
      ["invalid", false],
    ]);
    expect(rows[0]?.fields).toMatchObject({ title: "Чистий Agile", authors: "Роберт С. Мартін" });
    expect(rows[3]).toMatchObject({ copies: 1, fields: { title: "Уже тут", category: "agile" } });
    expect(counts).toMatchObject({ found: 1, notFound: 1, again: 1, copy: 1, invalid: 2, taken: 2 });
    expect(unheard).toEqual([B]);
    expect(await listed()).toHaveLength(1); // nothing was saved
  });

  test("knows a book from the community's other campaigns, but no topic that this one does not have", async () => {
    const other = await aCampaign(campaign.communityId, { topics: ["кулінарія"] });
    await aListedBook(other, { isbn13: B, title: "З іншої акції", category: "кулінарія" });
    const { rows } = await review(await collect(B));
    expect(rows[0]).toMatchObject({ state: "found", copies: 0, fields: { title: "З іншої акції", category: "" } });
  });

  test("hears nothing of another community's books", async () => {
    await aListedBook(await aCampaign((await aCommunity()).id), { isbn13: B });
    expect((await review(await collect(B))).rows[0]).toMatchObject({ state: "notFound", copies: 0 });
  });

  test("grows when more is collected into it", async () => {
    const name = await collect(A);
    expect(await collect(`${B} ${A}`, { into: name })).toBe(name);
    const { rows } = await review(name);
    expect(rows.map(({ isbn13 }) => isbn13)).toEqual([A, B, A]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
  });

  test("keeps what was typed, and an ISBN can be mended or left out", async () => {
    const name = await collect("978-617-12-0265-7 ISBN 0932633391");
    await say(name, 0, { isbn: "978-617-12-0265-8", title: "Моя назва" });
    await say(name, 1, { isbn: "", title: "Без номера" });
    const { rows } = await review(name);
    expect(rows[0]).toMatchObject({ isbn13: A, state: "found", fields: { title: "Моя назва" } });
    expect(rows[1]).toMatchObject({ isbn13: null, state: "typed", take: true });
  });
});

describe("listing a pile", () => {
  test("puts the taken rows into the catalog at once, as the person said or as for all", async () => {
    const name = await collect(`${A} ${B} ${A}`);
    await say(name, 0, { condition: "like-new", minimum: "450", category: "agile" });
    await say(name, 1, { title: "Друга", authors: "Одна; Друга" });
    await say(name, 2, { take: true });
    expect(await list(name)).toEqual({ added: 3, failed: [] });
    const rows = await listed();
    expect(rows).toHaveLength(3);
    const byMinimum = rows.toSorted((a, b) => b.minimumMinor - a.minimumMinor);
    expect(byMinimum[0]).toMatchObject({
      isbn13: A,
      condition: "like-new",
      minimumMinor: 45_000,
      category: "agile",
      language: "uk",
      status: "listed",
      giverId: member.personId,
      pickupPoint: "Офіс, 3-й поверх",
    });
    expect(rows.find(({ title }) => title === "Друга")).toMatchObject({
      authors: ["Одна", "Друга"],
      minimumMinor: campaign.defaultMinimumMinor,
      condition: "good",
      language: "und",
    });
    expect(rows.filter(({ title }) => title === "Чистий Agile")).toHaveLength(2); // one more copy
    expect(
      (await db.select().from(bookEvents).where(eq(bookEvents.communityId, campaign.communityId))).map(
        ({ event }) => event,
      ),
    ).toEqual(["list", "list", "list"]);
  });

  test("a further copy has the title that was typed for the first", async () => {
    const name = await collect(`${B} ${B}`);
    await say(name, 0, { title: "Названа раз" });
    await say(name, 1, { take: true });
    await list(name);
    expect((await listed()).map(({ title }) => title)).toEqual(["Названа раз", "Названа раз"]);
  });

  test("lists what is in order and says of the rest what is wrong, row by row", async () => {
    const name = await collect(`${A} ${B}`);
    const { added, failed } = await list(name);
    expect([added, failed.map(({ error }) => error.issues.map(({ path }) => path.join()))]).toEqual([1, [["title"]]]);
    const after = await review(name);
    expect(after.rows.map(({ state }) => state)).toEqual(["listed", "notFound"]);
    expect([...after.errors.keys()]).toEqual([after.rows[1]?.key]);
    await say(name, 1, { title: "Тепер є" });
    expect((await list(name)).added).toBe(1);
    expect(await pileListed(member, campaign.id, name, NOON)).toBe(2);
  });

  test("the same pile once more adds nothing, one after another and at once", async () => {
    const name = await collect(`${A} ${A}`);
    await say(name, 1, { take: true });
    const tries = await Promise.all([list(name), list(name), list(name)]);
    expect(tries.reduce((sum, { added }) => sum + added, 0)).toBe(2);
    expect((await list(name)).added).toBe(0);
    expect(await listed()).toHaveLength(2);
  });

  test("of three who add the same row at the same moment, one adds it", async () => {
    const { communityId, id: campaignId, currency } = campaign;
    const says = { title: "Одна", language: "uk", category: "other", condition: "good", minimumMinor: 30_000 } as const;
    const row = { ...says, communityId, campaignId, giverId: member.personId, currency, status: "listed" } as const;
    const rows = [{ ...row, listedAt: NOON, importKey: "pile-race-1" }];
    const meet = meeting(3);
    const add = () =>
      db.transaction(async (tx) => {
        await meet();
        return addOnce(tx, member, campaign, rows, NOON);
      });
    const added = await Promise.all([add(), add(), add()]);
    expect(added.flat()).toHaveLength(1);
    expect(await listed()).toHaveLength(1);
  });

  test("the same text collected again asks before it adds a copy", async () => {
    await list(await collect(A));
    const again = await collect(A);
    expect((await review(again)).rows[0]).toMatchObject({ state: "copy", take: false, copies: 1 });
    expect((await list(again)).added).toBe(0);
  });

  test("a table joins the pile by the import's rules, and is not added twice by either", async () => {
    const table = csv(`title,isbn,condition\nЗ таблиці,${B},new\n,${A},good\nБез номера,,\n`);
    const name = await collect(A, { table });
    expect((await review(name)).rows.map(({ state }) => state)).toEqual(["found", "typed", "invalid", "typed"]);
    expect((await list(name)).added).toBe(3);
    expect((await listed()).find(({ title }) => title === "З таблиці")).toMatchObject({ isbn13: B, condition: "new" });
    expect((await list(await collect("", { table }))).added).toBe(0);
    const organizer = await anOrganizer(campaign.communityId);
    expect(await importBooks(organizer, campaign.id, table, {}, NOON)).toMatchObject({ added: 0, duplicates: 2 });
  });

  test("nothing at all is listed when something does not belong to the campaign", async () => {
    const name = await collect(`${A} ${B}`);
    await say(name, 1, { title: "Друга", category: "вигадана" });
    await expect(list(name)).rejects.toMatchObject({ code: "catalog.topicUnknown" });
    expect(await listed()).toEqual([]);
  });
});

describe("who and how much", () => {
  test("visitors and people without a role of the community have no piles", async () => {
    const guest = await aPerson(campaign.communityId);
    await expect(collect(A, {}, guest)).rejects.toMatchObject({ code: "identity.notAllowed" });
    const visitor = visitorOf(campaign.communityId);
    await expect(collectPile(visitor, { campaignId: campaign.id, text: A }, NOON)).rejects.toMatchObject({
      code: "identity.notAllowed",
    });
  });

  test("a pile is its maker's alone, of its campaign, and gone after a day", async () => {
    const name = await collect(A);
    const gone = { code: "catalog.pileGone" };
    const other = await aMember(campaign.communityId);
    await expect(reviewPile(other, campaign, name, NOON)).rejects.toMatchObject(gone);
    const sale = await aCampaign(campaign.communityId);
    await expect(reviewPile(member, sale, name, NOON)).rejects.toMatchObject(gone);
    await expect(reviewPile(member, campaign, "../../etc/passwd", NOON)).rejects.toMatchObject(gone);
    await expect(reviewPile(member, campaign, name, daysAfter(new Date(), 2))).rejects.toMatchObject(gone);
    await dropPile(member, name);
    await expect(review(name)).rejects.toMatchObject(gone);
  });

  test("nothing in it, too much of it, and a campaign that is over are refused", async () => {
    await expect(collect("Привіт")).rejects.toMatchObject({ code: "catalog.pileEmpty" });
    await expect(collect(`${A}\n`.repeat(PILE_MAX + 1))).rejects.toMatchObject({ code: "catalog.pileTooLarge" });
    const over = await aCampaign(campaign.communityId, { status: "closed" });
    await expect(collectPile(member, { campaignId: over.id, text: A }, NOON)).rejects.toMatchObject({
      code: "catalog.campaignClosed",
    });
  });

  test("five hundred are reviewed and listed", async () => {
    const name = await collect(`${A}\n`.repeat(PILE_MAX));
    const { pile, counts } = await review(name);
    expect(counts).toMatchObject({ found: 1, again: 499 });
    const rows = new Map(pile.rows.map(({ key }) => [key, { take: true }]));
    await sayOfPile(member, campaign.id, name, { forAll: {}, rows }, NOON);
    expect((await list(name)).added).toBe(500);
  });
});

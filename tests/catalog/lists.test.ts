import { expect, test } from "vitest";
import { db } from "@/db/client";
import { type Campaign, type ClaimStatus, claims } from "@/db/schema";
import { deskBooks, deskBooksInput, reviewQueue } from "@/lib/catalog/desk";
import { bookFacets } from "@/lib/catalog/facets";
import { bookListInput } from "@/lib/catalog/input";
import { otherCopies } from "@/lib/catalog/queries";
import { listBooks } from "@/lib/catalog/shelf";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer, aPerson } from "../support/factories";
import { daysAfter, hoursAfter, minutesAfter, NOON } from "../support/times";

let codes = 0;
async function aClaim(
  book: { communityId: string; campaignId: string; id: string },
  status: ClaimStatus,
  expiresAt: Date | null = null,
) {
  const { communityId, campaignId, id: bookId } = book;
  const { personId: claimantId } = await aPerson(communityId);
  await db.insert(claims).values({
    communityId,
    campaignId,
    bookId,
    claimantId,
    code: `BK-${codes++}`,
    status,
    expiresAt,
    pledgeMinor: 30_000,
    currency: "UAH",
  });
}

async function list(campaign: Campaign, address: Record<string, string | string[]> = {}, now = NOON) {
  const { filters, page } = bookListInput.parse(address);
  return listBooks({ communityId: campaign.communityId, campaignId: campaign.id }, filters, page, now);
}
const titles = async (campaign: Campaign, address: Record<string, string | string[]> = {}, now = NOON) =>
  (await list(campaign, address, now)).items.map(({ title }) => title);

const newCampaign = async () => aCampaign((await aCommunity()).id);

test("an empty campaign has an empty list", async () => {
  const campaign = await newCampaign();
  expect(await list(campaign)).toEqual({ items: [], nextCursor: null });
});

test("available books come first, then the taken ones with their state; the newest first in each part", async () => {
  const campaign = await newCampaign();
  const at = (title: string, day: number) => aListedBook(campaign, { title, listedAt: daysAfter(NOON, -day) });
  await at("стара вільна", 9);
  const lapsed = await at("строк минув", 8);
  const held = await at("на руках", 1);
  const reported = await at("оплату надіслано", 2);
  const confirmed = await at("обміняна", 3);
  const fulfilled = await at("передана", 4);
  const cancelled = await at("скасовано", 7);
  await aClaim(lapsed, "held", minutesAfter(NOON, -1));
  await aClaim(held, "held", hoursAfter(NOON, 1));
  await aClaim(reported, "reported");
  await aClaim(confirmed, "confirmed");
  await aClaim(fulfilled, "fulfilled");
  await aClaim(cancelled, "cancelled");
  for (const status of ["withdrawn", "rejected", "pending_review"] as const)
    await aListedBook(campaign, { status, title: "не показується" });

  const { items } = await list(campaign);
  expect(items.map(({ title, state }) => `${title}: ${state}`)).toEqual([
    "скасовано: available",
    "строк минув: available",
    "стара вільна: available",
    "на руках: reserved",
    "оплату надіслано: reserved",
    "обміняна: exchanged",
    "передана: handed_over",
  ]);
  expect(await titles(campaign, { available: "true" })).toHaveLength(3);
  expect(await titles(campaign, { available: "false" })).toHaveLength(4);
  expect((await titles(campaign, {}, hoursAfter(NOON, 2)))[0]).toBe("на руках"); // its hold has run out by then
});

test("every order is paged without gaps or repeats, over the border between available and taken", async () => {
  const campaign = await newCampaign();
  const { personId: giverId } = await aMember(campaign.communityId);
  for (let i = 0; i < 14; i++) {
    const book = await aListedBook(campaign, {
      giverId,
      title: ["Ґанок", "Яблуко", "Їжак", "Гора", "Жук", "Єва", "Дім"][i % 7] ?? "",
      minimumMinor: 10_000 * (1 + (i % 3)),
      listedAt: daysAfter(NOON, -(i % 4)),
    });
    if (i % 3 === 0) await aClaim(book, "reported");
  }
  for (const sort of ["newest", "minimum", "-minimum", "title"] as const) {
    const all = (await list(campaign, { sort, limit: "100" })).items;
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await list(campaign, { sort, limit: "3", ...(cursor ? { cursor } : {}) });
      expect(page.items.length).toBeLessThanOrEqual(3);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen, sort).toEqual(all.map(({ id }) => id));
    expect(new Set(seen).size).toBe(14);
  }
  expect((await titles(campaign, { sort: "title", available: "true" })).join(" ")).toBe(
    "Гора Ґанок Дім Єва Жук Жук Їжак Яблуко Яблуко",
  );
  const minima = (await list(campaign, { sort: "-minimum", available: "true" })).items.map(
    ({ minimumMinor }) => minimumMinor,
  );
  expect(minima).toEqual([...minima].sort((a, b) => b - a));
});

test("filters take one value or several, and other campaigns stay out", async () => {
  const campaign = await newCampaign();
  await aListedBook(campaign, { title: "один", category: "agile", language: "uk", city: "Київ", condition: "new" });
  await aListedBook(campaign, { title: "два", category: "fiction", language: "en", city: "Львів" });
  await aListedBook(campaign, { title: "три", category: "product", language: "uk", city: "Львів" });
  await aListedBook(await aCampaign(campaign.communityId), { title: "чужий" });
  expect((await titles(campaign, { category: ["agile", "fiction"] })).sort()).toEqual(["два", "один"]);
  expect(await titles(campaign, { language: "uk", city: "Львів" })).toEqual(["три"]);
  expect(await titles(campaign, { condition: "new" })).toEqual(["один"]);
  expect(await titles(campaign, { category: "немає" })).toEqual([]);

  const facets = await bookFacets(
    { communityId: campaign.communityId, campaignId: campaign.id },
    bookListInput.parse({ language: "uk" }).filters,
    NOON,
  );
  expect(facets).toMatchObject({
    category: [
      { value: "agile", count: 1 },
      { value: "product", count: 1 },
    ],
    language: [
      { value: "uk", count: 2 },
      { value: "en", count: 1 },
    ],
    available: 2,
    taken: 0,
    total: 2,
    isCapped: false,
  });
});

test("a cursor or filter that is not ours is an error of its field", async () => {
  const campaign = await newCampaign();
  await aListedBook(campaign);
  await aListedBook(campaign);
  const cursor = (await list(campaign, { limit: "1" })).nextCursor ?? "";
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const id = "01a2138e-955e-7e88-b2a7-3ae78a6b8641";
  const bad = [
    { cursor: "zzz" },
    { cursor: cursor.slice(0, -5) },
    { cursor, sort: "title" },
    { cursor, q: "scrum" },
    { cursor: encode({ order: "newest", isTaken: false, key: "вчора", id }) },
    { cursor: encode({ order: "newest", isTaken: false, key: "2026-02-31T25:00:00.0Z", id }) },
    { cursor: encode({ order: "newest", isTaken: false, key: "2026-02-30T10:00:00.0Z", id }) },
    { cursor: encode({ order: "newest", isTaken: false, key: "0000-01-01T00:00:00.0Z", id }) },
    { cursor: encode({ order: "minimum", isTaken: false, key: "x", id }), sort: "minimum" },
    { cursor: encode({ order: "title", isTaken: false, key: "\0", id }), sort: "title" },
    { cursor: encode({ order: "newest", isTaken: false, key: "2026-02-01T10:00:00.0Z", id: "1" }) },
  ];
  for (const address of bad) {
    const parsed = bookListInput.safeParse(address);
    expect(parsed.error?.issues[0], JSON.stringify(address)).toMatchObject({
      path: ["cursor"],
      message: "fields.check",
    });
  }
  for (const address of [
    { sort: "price" },
    { limit: "101" },
    { limit: "0" },
    { condition: "torn" },
    { available: "maybe" },
  ])
    expect(bookListInput.safeParse(address).success, JSON.stringify(address)).toBe(false);
  // well formed but invented: an empty end or any page, never a fault
  expect(
    await titles(campaign, { sort: "title", cursor: encode({ order: "title", isTaken: true, key: "\ud800", id }) }),
  ).toEqual([]);
  const edges = [Number.MAX_SAFE_INTEGER, -1].map((key) => encode({ order: "minimum", isTaken: false, key, id }));
  for (const cursor of edges) await list(campaign, { sort: "minimum", cursor });
  await list(campaign, { cursor: encode({ order: "newest", isTaken: false, key: "2999-12-31T23:59:59.9Z", id }) });
});

test("one more copy of an edition is counted, never refused", async () => {
  const campaign = await newCampaign();
  const isbn13 = "9786171276895";
  await aListedBook(campaign, { isbn13 });
  await aClaim(await aListedBook(campaign, { isbn13 }), "reported");
  expect(await otherCopies(campaign.communityId, campaign.id, isbn13, NOON)).toEqual({ copies: 2, available: 1 });
});

test("the desk sees every state with who gives, finds and pages; others do not", async () => {
  const campaign = await newCampaign();
  const { communityId } = campaign;
  const organizer = await anOrganizer(communityId);
  const giver = await aPerson(communityId, [], { name: "Остап Палітурко" });
  await aListedBook(campaign, { title: "Перша", status: "pending_review", giverId: giver.personId, listedAt: null });
  await aListedBook(campaign, { title: "Друга", status: "withdrawn" });
  await aClaim(await aListedBook(campaign, { title: "Третя" }), "confirmed");
  await aListedBook(await newCampaign(), { title: "Чужа", status: "pending_review" });

  const desk = (address: object = {}) => deskBooks(organizer, deskBooksInput.parse(address), NOON);
  expect((await desk()).items.map(({ title, state }) => [title, state])).toEqual([
    ["Третя", "exchanged"],
    ["Друга", "withdrawn"],
    ["Перша", "pending_review"],
  ]);
  expect((await desk({ q: "перша" })).items).toMatchObject([{ title: "Перша", giver: { name: "Остап Палітурко" } }]);
  expect((await desk({ q: "пeрщa" })).items).toMatchObject([{ title: "Перша" }]);
  expect((await desk({ state: "taken", campaign: campaign.id })).items).toMatchObject([{ title: "Третя" }]);
  expect(await desk({ limit: "2" })).toMatchObject({ hasMore: true });
  expect(await desk({ limit: "2", page: "2" })).toMatchObject({ items: [{ title: "Перша" }], hasMore: false });
  expect(await reviewQueue(organizer, undefined, NOON)).toMatchObject([{ title: "Перша", state: "pending_review" }]);

  const member = await aMember(communityId);
  await expect(deskBooks(member, deskBooksInput.parse({}), NOON)).rejects.toMatchObject({
    code: "identity.notAllowed",
  });
  await expect(reviewQueue(member, undefined, NOON)).rejects.toMatchObject({ code: "identity.notAllowed" });
});

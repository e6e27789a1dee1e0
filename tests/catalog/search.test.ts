import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/db/client";
import { type Campaign, claims } from "@/db/schema";
import { bookFacets } from "@/lib/catalog/facets";
import { importBooks } from "@/lib/catalog/import/commit";
import { bookListInput } from "@/lib/catalog/input";
import { ENOUGH } from "@/lib/catalog/search";
import { listBooks, type Shelf } from "@/lib/catalog/shelf";
import { aCampaign, aCommunity, aListedBook, anOrganizer, aPerson } from "../support/factories";
import { NOON } from "../support/times";

let campaign: Campaign;
let shelf: Shelf;

beforeAll(async () => {
  const community = await aCommunity();
  campaign = await aCampaign(community.id);
  shelf = { communityId: community.id, campaignId: campaign.id };
  const file = readFileSync(new URL("../../db/demo/case-1-books.csv", import.meta.url));
  const { added } = await importBooks(await anOrganizer(community.id), campaign.id, file, {}, NOON);
  expect(added).toBe(115);
  await aListedBook(campaign, { title: "Їжак у тумані", authors: ["Сергій Козлов"] });
});

async function found(q: string, address: Record<string, string> = {}): Promise<string[]> {
  const { filters, page } = bookListInput.parse({ q, limit: "100", ...address });
  return (await listBooks(shelf, filters, page, NOON)).items.map(({ title }) => title);
}

test("an apostrophe may be straight, curly, a modifier letter, or missing", async () => {
  const titles = ["П'ять четвертинок апельсина", "П’ять четвертинок апельсина"];
  for (const q of ["п'ять", "п’ять", "пʼять", "п`ять", "пять", "П'ЯТЬ четвертинок"])
    expect((await found(q)).sort(), q).toEqual(titles);
  expect(await found("кар'єрі")).toEqual(["Емоційний інтелект у бізнесі. Як стати успішним у житті та кар’єрі"]);
});

test("a word is found in whichever alphabet it is written", async () => {
  expect(await found("pmbok")).toHaveLength(4);
  expect(await found("пмбок")).toHaveLength(4);
  for (const q of ["scrum", "скрам", "Скрам"]) {
    const titles = await found(q);
    expect(titles, q).toContain("Essential Scrum: A Practical Guide to the Most Popular Agile Process");
    expect(titles, q).toContain("Scrum. Навчись робити вдвічі більше за менший час");
  }
  for (const q of ["Yizhak", "izhak", "їжак", "іжак", "Їжак"]) expect(await found(q), q).toEqual(["Їжак у тумані"]);
  for (const q of ["Harari", "Харарі", "Kharari"]) expect(await found(q), q).toHaveLength(2);
  expect(await found("psykholohiia hroshei")).toEqual(["Психологія грошей"]);
});

test("ґ and г, е and є, и and і, and Latin letters inside a Cyrillic word make no difference", async () => {
  for (const q of ["Ґоулман", "Гоулман", "Goulman"]) expect(await found(q), q).toHaveLength(2);
  expect(await found("Ельфов")).toEqual(await found("elfów"));
  expect(await found("псіхологія впліву")).toEqual(["Психологія впливу"]);
  expect(await found("Чиcтий кoд")).toEqual(["Чистий код. Створення і рефакторинг за допомогою Agile"]); // c and o are Latin here
});

test("the last word may still be growing", async () => {
  for (const q of ["атом", "атомн", "атомні зв", "Atomni zv"]) expect(await found(q), q).toHaveLength(2);
});

test("one or two letters after other words take nothing away, and raise the books that have them", async () => {
  expect((await found("pmbok s")).length).toBe(4);
  expect(await found("head first 3")).toHaveLength(2);
  expect((await found("management 3"))[0]).toBe("Management 3.0: Leading Agile Developers, Developing Agile Leaders");
});

test("one or two wrong, missing or swapped letters are forgiven", async () => {
  for (const q of ["атомні звчики", "атомнi звычки", "атомні звичкі"]) expect(await found(q), q).toHaveLength(2);
  expect(await found("kanbam")).toEqual(["Kanban: Successful Evolutionary Change for Your Technology Business"]);
  expect(await found("Peoplewear")).toHaveLength(2);
  expect(await found("Goldrat")).toHaveLength(2);
  expect(await found("Канеманн")).toEqual(["Мислення швидке й повільне"]);
  expect(await found("самашедшово")).toEqual(["Записки українського самашедшого"]);
  expect(await found("абракадабрище")).toEqual([]);
});

test("neighbours that changed places are one slip, and the nearest words come first", async () => {
  await aListedBook(campaign, { title: "Карненко і Карпенко", authors: ["Карбон"] });
  const near = async (meant: string) =>
    [
      ...(await db.execute<{ word: string; slips: number }>(
        sql`select * from book_words_like(${campaign.communityId}, ${meant}, 8)`,
      )),
    ].map(({ word, slips }) => `${word} ${slips}`);
  expect(await near("karnekno")).toEqual(["karnenko 1"]);
  expect(await near("karnenko")).toEqual(["karnenko 0", "karpenko 1"]);
  expect(await near("karbenka")).toEqual(["karnenko 2", "karpenko 2"]);
  expect(await near("kar")).toEqual([]);
  await aListedBook(campaign, { title: "Марк у парку", authors: ["Парк Юрського"] });
  expect(await near("mark")).toEqual(expect.arrayContaining(["mark 0", "park 1"])); // a word of its own hides none that was meant
});

test("a beginning is asked for in Latin alone only where no next letter changes how it is spelt", async () => {
  const letters = [..."абвгдеєжзиіїйклмнопрстуфхцчшщьюя"];
  const words = fc.sample(fc.array(fc.constantFrom(...letters), { minLength: 2, maxLength: 6 }), {
    numRuns: 20_000,
    seed: 26,
  });
  const typed = words.map((word) => word.slice(0, -1).join(""));
  const rows = await db.execute<{ folded: string; latin: string; onwards: string }>(sql`
    select begun as folded, book_latin(begun) as latin, book_latin(word) as onwards
    from unnest(${sql.param(typed)}::text[], ${sql.param(words.map((word) => word.join("")))}::text[]) as typed (begun, word)`);
  const shortened = rows.filter((row) => row.latin !== "" && ENOUGH.begun(row).length === 1);
  expect(shortened.length).toBeGreaterThan(rows.length / 2);
  expect(shortened.filter(({ latin, onwards }) => !onwards.startsWith(latin))).toEqual([]);
});

test("an author is found, alone or with a word of the title", async () => {
  expect(await found("Мартін")).toHaveLength(3);
  expect(await found("мартін архітектура")).toEqual(["Чиста архітектура"]);
  expect(await found("архітектура мартін cohn")).toEqual([]);
});

test("an ISBN is found with hyphens or without, in ten digits, or begun", async () => {
  for (const q of ["9786171276895", "978-617-12-7689-5", "978 617 12 7689 5", "ISBN 9786171276895", "978617127689"])
    expect(await found(q), q).toEqual(["Дюна"]);
  expect(await found("189200528X")).toEqual(["Nonviolent Communication: A Language of Life"]);
  expect(await found("9786171276896")).toEqual([]);
});

test("whole words come before beginnings, titles before authors", async () => {
  expect((await found("дар"))[0]).toBe("Дар");
  expect((await found("scrum")).at(-1)).toBe(
    "Coaching Agile Teams: A Companion for ScrumMasters, Agile Coaches, and Project Managers in Transition",
  );
});

test("signs, quotes, operators and very long text find nothing and break nothing", async () => {
  const odd = [
    "!!!",
    "'",
    "\\",
    "&|!():*",
    "' | 'a",
    "<->",
    "%_",
    "🙂",
    "\u0000",
    "a\\",
    `${"дуже ".repeat(39)}`,
    "(((",
  ];
  for (const q of odd) expect(Array.isArray(await found(q)), q).toBe(true);
  expect(await found("!!!")).toEqual([]);
  expect(bookListInput.safeParse({ q: "a".repeat(201) }).success).toBe(false);
});

test("taken books come after the available ones, however well they answer", async () => {
  const { items } = await listBooks(shelf, ...parts({ q: "scrum" }), NOON);
  const first = items[0];
  if (!first) throw new Error("nothing found");
  const claimant = await aPerson(shelf.communityId);
  await db.insert(claims).values({
    communityId: shelf.communityId,
    campaignId: campaign.id,
    bookId: first.id,
    claimantId: claimant.personId,
    code: "BK-TEST1",
    status: "reported",
    pledgeMinor: 30_000,
    currency: "UAH",
  });
  const after = await listBooks(shelf, ...parts({ q: "scrum" }), NOON);
  expect(after.items.at(-1)).toMatchObject({ id: first.id, state: "reserved" });
  const free = await listBooks(shelf, ...parts({ q: "scrum", available: "true" }), NOON);
  expect(free.items.map(({ id }) => id)).not.toContain(first.id);
});

test("a search is paged without gaps or repeats, also when it was a guess", async () => {
  for (const q of ["agile", "agille", "менеджмнет"]) {
    const all = await found(q);
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const list = await listBooks(shelf, ...parts({ q, limit: "3", ...(cursor ? { cursor } : {}) }), NOON);
      seen.push(...list.items.map(({ title }) => title));
      cursor = list.nextCursor;
    } while (cursor);
    expect(seen, q).toEqual(all);
    expect(seen.length, q).toBeGreaterThan(0);
  }
});

test("the facets of a search count what it finds, each without its own filter", async () => {
  const { filters } = bookListInput.parse({ q: "scrum", language: "uk" });
  const facets = await bookFacets(shelf, filters, NOON);
  expect(facets.total).toBe((await found("scrum", { language: "uk" })).length);
  expect(facets.language.map(({ value }) => value).sort()).toEqual(["en", "uk"]);
  expect(facets.isCapped).toBe(false);
  const guessed = await bookFacets(shelf, bookListInput.parse({ q: "kanbam" }).filters, NOON);
  expect(guessed.total).toBe(1);
});

test("another campaign's books are never found", async () => {
  const other = await aCampaign(shelf.communityId);
  await aListedBook(other, { title: "Скрамбл" });
  expect(await found("скрамбл")).not.toContain("Скрамбл");
});

function parts(address: Record<string, string>) {
  const { filters, page } = bookListInput.parse(address);
  return [filters, page] as const;
}

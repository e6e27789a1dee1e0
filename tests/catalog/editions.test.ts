import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { editions } from "@/db/schema";
import { googleBooks } from "@/lib/catalog/editions/google-books";
import type { Library } from "@/lib/catalog/editions/library";
import { knownEditions, lookUpEditions } from "@/lib/catalog/editions/lookup";
import { openLibrary } from "@/lib/catalog/editions/open-library";
import { MAX_TITLE } from "@/lib/catalog/vocabulary";
import { startLibraries } from "../fakes/editions/server";
import { daysAfter, minutesAfter, NOON } from "../support/times";

let fake: Awaited<ReturnType<typeof startLibraries>>;
let names = 0;
let open: Library;
let google: Library;
const HELD = "9786171202658"; // a right ISBN that no library here knows
const KNOWN = "9786177552795";

beforeAll(async () => {
  fake = await startLibraries();
});
afterAll(() => fake.close());
beforeEach(async () => {
  await db.delete(editions);
  fake.asked.length = 0;
  fake.always(null);
  // names of their own, so that no test inherits another's breaker
  names++;
  open = { ...openLibrary(fake.url), name: `open ${names}` };
  google = { ...googleBooks(fake.url, "a key"), name: `google ${names}` };
});

const look = (isbns: string[], now = NOON, libraries: Library[] = [open]) =>
  lookUpEditions(isbns, now, { libraries, withinMs: 700 });

test("an edition is found, cleaned, and kept", async () => {
  expect((await look([KNOWN])).get(KNOWN)).toMatchObject({
    title: "Зберігайте спокій. Щоденна інструкція з вирішення проблем",
    authors: ["Раян Голідей", "Стівен Генсільман"],
    publisher: "Наш Формат",
    year: 2018,
    language: "uk",
  });
  expect(fake.asked).toMatchObject([{ agent: expect.stringMatching(/^Bookraiser\/.*localhost:3000/), isbns: [KNOWN] }]);
  expect((await look([KNOWN], daysAfter(NOON, 300))).get(KNOWN)?.year).toBe(2018);
  expect(fake.asked).toHaveLength(1);
  await look([KNOWN], daysAfter(NOON, 400));
  expect(fake.asked).toHaveLength(2);
});

test("what no library has is asked for again after a week, not before", async () => {
  expect((await look([HELD])).get(HELD)).toBeNull();
  expect((await look([HELD], daysAfter(NOON, 6))).get(HELD)).toBeNull();
  expect(fake.asked).toHaveLength(1);
  expect((await knownEditions([HELD], daysAfter(NOON, 8))).has(HELD)).toBe(false);
  await look([HELD], daysAfter(NOON, 8));
  expect(fake.asked).toHaveLength(2);
});

test("a year later a library that forgot an edition does not take it away", async () => {
  await look([KNOWN]);
  const kept = fake.books.get(KNOWN);
  fake.books.delete(KNOWN);
  expect((await look([KNOWN], daysAfter(NOON, 400))).get(KNOWN)?.title).toContain("Зберігайте спокій");
  if (kept) fake.books.set(KNOWN, kept);
});

test("the second library is asked for what the first does not have", async () => {
  fake.books.set(HELD, { isbn13: HELD, title: "Лише в Google", authors: [], publisher: "", year: "", language: "uk" });
  const empty: Library = { ...open, find: async () => new Map() };
  expect((await look([HELD], NOON, [empty, google])).get(HELD)).toMatchObject({
    title: "Лише в Google",
    source: google.name,
  });
  expect(fake.asked).toMatchObject([{ path: "/books/v1/volumes", key: "a key" }]);
  fake.books.delete(HELD);
});

test.each(["busy", "broken", "torn", "odd", "endless", "moved", "hang up"] as const)(
  "a library that answers '%s' breaks nothing, and nothing is kept of it",
  async (trouble) => {
    fake.plan(trouble);
    expect((await look([KNOWN])).has(KNOWN)).toBe(false);
    expect(await db.select().from(editions)).toEqual([]);
  },
);

test("a slow library is left when the time is over", async () => {
  fake.always("slow", 120_000); // beyond the test's own end
  expect((await look([KNOWN])).has(KNOWN)).toBe(false);
});

test("an answer about another book is no answer", async () => {
  fake.plan("lie");
  expect((await look([KNOWN])).get(KNOWN)).toBeNull();
  await db.delete(editions);
  fake.plan("lie");
  expect((await look([KNOWN], NOON, [google])).get(KNOWN)).toBeNull();
});

test("a hostile entry comes as harmless text of our lengths", async () => {
  fake.books.set(HELD, {
    isbn13: HELD,
    title: `<script>alert(1)</script>\u0000\u202E ${"Ї".repeat(9_000)}`,
    authors: [],
    publisher: "",
    year: "",
    language: "",
    odd: {
      authors: Array.from({ length: 500 }, (_, nth) => ({ name: `${nth};${"я".repeat(900)}` })),
      publishers: [{ evil: true }],
      publish_date: "0001",
      languages: [{ key: "/languages/; drop table" }],
    },
  });
  const found = (await look([HELD])).get(HELD);
  expect(found?.title).toHaveLength(MAX_TITLE);
  expect(["\0", "\u202E"].some((sign) => found?.title.includes(sign))).toBe(false);
  expect(found?.authors).toHaveLength(20);
  expect(found?.authors.every((name) => name.length <= 200 && !name.includes(";"))).toBe(true);
  expect(found).toMatchObject({ publisher: null, year: null, language: null });
  fake.books.delete(HELD);
});

test("after three faults a library is left alone for a minute, then tried by one call", async () => {
  fake.always("broken");
  for (let nth = 0; nth < 5; nth++) await look([KNOWN]);
  expect(fake.asked).toHaveLength(3);
  await look([KNOWN], minutesAfter(NOON, 2));
  expect(fake.asked).toHaveLength(4);
  await look([KNOWN], minutesAfter(NOON, 2.5));
  expect(fake.asked).toHaveLength(4); // the try failed: another minute
  fake.always(null);
  expect((await look([KNOWN], minutesAfter(NOON, 4))).get(KNOWN)?.title).toBeDefined();
});

test("a library that says when to come again is left alone until then", async () => {
  fake.plan("busy"); // Retry-After: 120
  await look([KNOWN]);
  await look([KNOWN], minutesAfter(NOON, 1.5));
  expect(fake.asked).toHaveLength(1);
  expect((await look([KNOWN], minutesAfter(NOON, 2.5))).get(KNOWN)).toBeDefined();
});

test("many ISBNs are a few calls, a few at once", async () => {
  const isbns = [...fake.books.keys()].slice(0, 400);
  const found = await lookUpEditions(isbns, NOON, { libraries: [open], withinMs: 15_000 });
  expect([...found.values()].filter(Boolean)).toHaveLength(400);
  expect(fake.asked).toHaveLength(8);
  expect(fake.mostAtOnce()).toBeLessThanOrEqual(4);
});

test("two who ask for the same at once ask once", async () => {
  const slow: Library = { ...open, find: (...asked) => sleep(500).then(() => open.find(...asked)) };
  const ask = () => lookUpEditions([KNOWN], NOON, { libraries: [slow], withinMs: 15_000 });
  const [one, other] = await Promise.all([ask(), ask()]);
  expect(one.get(KNOWN)?.title).toBe(other.get(KNOWN)?.title);
  expect(fake.asked).toHaveLength(1);
});

test("without libraries what is kept still answers", async () => {
  await look([KNOWN]);
  expect((await look([KNOWN, HELD], NOON, [])).get(KNOWN)?.year).toBe(2018);
  const [row] = await db.select().from(editions).where(eq(editions.isbn13, HELD));
  expect(row).toBeUndefined();
});

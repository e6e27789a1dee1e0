import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { CONDITIONS, TOPICS } from "@/lib/catalog/vocabulary";

/** A generated book. The same number always gives the same book. */
export type GeneratedBook = {
  title: string;
  authors: string[];
  isbn13: string | null;
  language: "uk" | "en";
  category: string;
  condition: string;
  minimumMinor: number;
  city: string;
};

const CITIES = ["Київ", "Львів", "Харків", "Одеса", "Дніпро", "Вінниця", "Полтава", "Луцьк", "Ужгород", "Чернівці"];
const UKRAINIAN_SHARE = 0.55;
const TWO_AUTHORS_SHARE = 0.2;
const MADE_UP_SHARE = 0.5; // of surnames: otherwise a million books would share the few thousand words of ten thousand
const ISBN_SHARE = 0.6;

/** Titles and authors out of the words of real books: 10,000 of goodbooks, and the Ukrainian ones of the demo. */
export function bookOf(nth: number): GeneratedBook {
  const random = seeded(nth);
  const language = random() < UKRAINIAN_SHARE ? "uk" : "en";
  const { title, first, last } = WORDS[language];
  const name = () => {
    const surname = pick(last, random);
    return `${pick(first, random)} ${random() < MADE_UP_SHARE ? blend(surname, pick(last, random)) : surname}`;
  };
  const words = Array.from({ length: 2 + Math.floor(random() * 4) }, () => pick(title, random));
  return {
    title: words.join(" ").replace(/^./u, (letter) => letter.toUpperCase()),
    authors: random() < TWO_AUTHORS_SHARE ? [name(), name()] : [name()],
    isbn13: random() < ISBN_SHARE ? isbnOf(nth) : null,
    language,
    category: pick(TOPICS, random),
    condition: pick(CONDITIONS, random),
    minimumMinor: 10_000 + 1_000 * Math.floor(random() * 80),
    city: pick(CITIES, random),
  };
}

/** Numbers between 0 and 1 that only the seed decides (mulberry32). */
export function seeded(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

/** The first half of one word and the second of another: a surname nobody else has. */
function blend(one: string, other: string): string {
  return one.slice(0, Math.ceil(one.length / 2)) + other.slice(Math.floor(other.length / 2)).toLowerCase();
}

function isbnOf(nth: number): string {
  const digits = `978617${String(nth).padStart(6, "0").slice(-6)}`;
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

type Row = { title: string; authors: string; language?: string; description?: string };
type Words = { title: string[]; first: string[]; last: string[] };

const WORDS: Record<"uk" | "en", Words> = {
  en: wordsOf(
    rowsOf(gunzipSync(readFileSync(new URL("../fixtures/goodbooks.csv.gz", import.meta.url)))),
    /[A-Za-z][A-Za-z'’]+/g,
    ",",
  ),
  uk: wordsOf(
    rowsOf(readFileSync(new URL("../../db/demo/case-1-books.csv", import.meta.url))),
    /[А-ЯЄІЇҐа-яєіїґ][а-яєіїґ'’]+/g,
    ";",
  ),
};

function rowsOf(bytes: Buffer): Row[] {
  return parse(bytes, { columns: true, bom: true, relax_quotes: true });
}

/** The commoner a word is in the titles, the more often it stands here. */
function wordsOf(rows: Row[], word: RegExp, between: string): Words {
  const wordsIn = (text = "") => text.replace(/\(.*?\)/g, "").match(word) ?? [];
  const names = rows.flatMap(({ authors }) => authors.split(between)).map(wordsIn);
  return {
    title: rows.flatMap(({ title, description }) => [...wordsIn(title), ...wordsIn(description)]),
    first: names.flatMap((name) => (name.length > 1 ? (name[0] ?? []) : [])),
    last: names.flatMap((name) => name.at(-1) ?? []),
  };
}

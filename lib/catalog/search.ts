import { and, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { books } from "@/db/schema";
import { cleanText } from "@/lib/core/text";
import { parseIsbn } from "./isbn";
import { twinsOf } from "./words";

/** Books looked at for one search, so that a very common word costs no more than a rare one. */
export const CANDIDATES_MAX = 2_000;
const WORDS_MAX = 10;
const GUESSES_MAX = 8;

type Word = { folded: string; latin: string };

export type Search =
  | { kind: "isbn"; from: string; below: string }
  | { kind: "words"; words: Word[]; query: string; exact: string; isGuess: boolean };

/**
 * What somebody who typed this is looking for, or nothing when there is no letter or digit in it. Digits with hyphens are an ISBN,
 * perhaps not yet complete; everything else is words, the last of which may still be growing. The index gathers every word that
 * begins like one, so the others are asked for whole: over a million books that is half the time.
 */
export async function readSearch(typed: string): Promise<Search | undefined> {
  const text = cleanText(typed).text;
  const isbn = parseIsbn(text);
  if (isbn.kind === "isbn") return { kind: "isbn", from: isbn.isbn13, below: `${isbn.isbn13}~` };
  const digits = text.replace(/[\s\p{Pd}]/gu, "");
  if (/^97[89]\d{1,9}$/.test(digits)) return { kind: "isbn", from: digits, below: String(Number(digits) + 1) };

  const [row] = await db.execute<{ folded: string; latin: string }>(
    sql`select folded, book_latin(folded) as latin from book_fold(${text}) as folded`,
  );
  const folded = row?.folded.split(" ").filter((word) => word !== "") ?? [];
  if (folded.length === 0) return undefined;
  const latin = row?.latin.split(" ") ?? [];
  const words = folded.slice(0, WORDS_MAX).map((word, place) => ({ folded: word, latin: latin[place] || word }));
  return {
    kind: "words",
    words,
    query: allOf(asked(words).map((word) => (word === words.at(-1) ? begins(word) : wholly(word)))),
    exact: allOf(words.map(wholly)),
    isGuess: false,
  };
}

/** The same search with every word cut short, or a slip of one or two letters away; nothing when no book has any like it. */
export async function guess(communityId: string, search: Search): Promise<Search | undefined> {
  if (search.kind === "isbn") return undefined;
  const known = await db.execute<{ place: number; word: string }>(sql`
    select meant.place::int as place, alike.word
    from unnest(${sql.param(search.words.map(({ latin }) => latin))}::text[]) with ordinality as meant (word, place),
      lateral book_words_like(${communityId}, meant.word, ${GUESSES_MAX}) as alike`);
  if (known.length === 0) return undefined;
  const parts = asked(search.words).map((word, index) => {
    const alike = known.filter(({ place }) => place === index + 1).map((found) => found.word);
    const asTyped = word === search.words.at(-1) || word.folded.length > 2 ? begins(word) : wholly(word);
    return `(${[asTyped, ...alike.map(quoted)].join(" | ")})`;
  });
  return { ...search, query: allOf(parts), exact: allOf(parts), isGuess: true };
}

/** The books a search is about, as a condition. */
export function matches(search: Search): SQL | undefined {
  if (search.kind === "words") return sql`${books}.search @@ ${search.query}::tsquery`;
  if (search.below.endsWith("~")) return eq(books.isbn13, search.from);
  return and(gte(books.isbn13, search.from), lt(books.isbn13, search.below));
}

/** How well a book answers: whole words before beginnings, titles before authors, written before transliterated. */
export function relevance(search: Search): SQL<number> {
  if (search.kind === "isbn") return sql<number>`0::float4`;
  return sql<number>`(${books}.search @@ ${search.exact}::tsquery)::int + ts_rank(${books}.search, ${search.query}::tsquery)`;
}

/**
 * One or two letters after other words are only the start of something: they raise the books that have them as a word, and ask
 * for nothing yet. Read as a beginning they would mean a good part of the catalog.
 */
function asked(words: Word[]): Word[] {
  const last = words.at(-1);
  return words.length > 1 && last && last.folded.length < 3 ? words.slice(0, -1) : words;
}

/** A word as typed so far. */
const begins = ({ folded, latin }: Word) => anyOf([folded, latin], ":*", twinsOf(folded));

/** A word that is typed to its end. */
const wholly = ({ folded, latin }: Word) => anyOf([folded, latin, ...twinsOf(folded)]);

function anyOf(words: readonly string[], tail = "", whole: readonly string[] = []): string {
  return `(${[...new Set([...words.map((word) => quoted(word) + tail), ...whole.map(quoted)])].join(" | ")})`;
}

const allOf = (parts: readonly string[]) => parts.join(" & ");
const quoted = (word: string) => `'${word.replaceAll("'", "''").replaceAll("\\", "\\\\")}'`;

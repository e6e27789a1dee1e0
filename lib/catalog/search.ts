import { and, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { books } from "@/db/schema";
import { cleanText } from "@/lib/core/text";
import { parseIsbn } from "./isbn";
import { twinsOf } from "./words";

/** Books looked at for one search, so that a very common word costs no more than a rare one. */
export const CANDIDATES_MAX = 1_000;
const WORDS_MAX = 10;
const GUESSES_MAX = 8;

type Word = { folded: string; latin: string };

export type Search =
  | { kind: "isbn"; from: string; below: string }
  // `wanted` finds the books, `query` and `exact` say how well each answers
  | { kind: "words"; words: Word[]; wanted: string; query: string; exact: string; isGuess: boolean };

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
  const query = (spelling: Spelling) =>
    allOf(asked(words).map((word) => (word === words.at(-1) ? begins(word, spelling) : wholly(word, spelling))));
  return {
    kind: "words",
    words,
    wanted: query(ENOUGH),
    query: query(BOTH_WAYS),
    exact: allOf(words.map((word) => wholly(word, BOTH_WAYS))),
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
  const query = (spelling: Spelling) =>
    allOf(
      asked(search.words).map((word, index) => {
        const alike = known.filter(({ place }) => place === index + 1).map((found) => quoted(found.word));
        const isBegun = word === search.words.at(-1) || word.folded.length > 2;
        return anyOf([isBegun ? begins(word, spelling) : wholly(word, spelling), ...alike]);
      }),
    );
  return { ...search, wanted: query(ENOUGH), query: query(BOTH_WAYS), exact: query(BOTH_WAYS), isGuess: true };
}

/** The books a search is about, as a condition. */
export function matches(search: Search): SQL | undefined {
  if (search.kind === "words") return sql`${books}.search @@ ${search.wanted}::tsquery`;
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

type Spelling = Record<"whole" | "begun", (word: Word) => string[]>;

const bothWays = ({ folded, latin }: Word) => [folded, latin];
const BOTH_WAYS: Spelling = { whole: bothWays, begun: bothWays };

/**
 * A Cyrillic word stands in its book in Latin, too: asked for that way alone, the index answers in a third less time. A beginning is, unless
 * the letter that comes next could change how its last one is spelt there: к and х are "h", п and х "f", ш and ч "sch", і and є "e"
 * (book_latin).
 */
export const ENOUGH: Spelling = {
  whole: (word) => (isCyrillic(word) ? [word.latin] : bothWays(word)),
  begun: (word) => (isCyrillic(word) && !/(?:[kpi]|sh)$/.test(word.latin) ? [word.latin] : bothWays(word)),
};

const isCyrillic = ({ folded }: Word) => /^[а-яєії]+$/.test(folded);

/** A word as typed so far. */
const begins = (word: Word, { begun }: Spelling) =>
  anyOf([...begun(word).map((start) => `${quoted(start)}:*`), ...twinsOf(word.folded).map(quoted)]);

/** A word that is typed to its end. */
const wholly = (word: Word, { whole }: Spelling) => anyOf([...whole(word), ...twinsOf(word.folded)].map(quoted));

const anyOf = (parts: readonly string[]) => `(${[...new Set(parts)].join(" | ")})`;
const allOf = (parts: readonly string[]) => parts.join(" & ");
const quoted = (word: string) => `'${word.replaceAll("'", "''").replaceAll("\\", "\\\\")}'`;

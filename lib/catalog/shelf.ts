import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { books } from "@/db/schema";
import { type After, type Place, writeCursor } from "./cursor";
import type { BookFilters, BookPage, Sort } from "./input";
import { CANDIDATES_MAX, guess, matches, readSearch, relevance, type Search } from "./search";
import { type BookCard, type BookState, cards, holderOf, isFree, keepers, stateOf } from "./state";

/** The books of one campaign. */
export type Shelf = { communityId: string; campaignId: string };
export type BookList = { items: BookCard[]; nextCursor: string | null };

type Found = { id: string; state: BookState; key: string | number };

/**
 * A page of listed books: the available ones first, then those that are taken, each part in the order asked for, newest first
 * by default. A search is in the order of relevance and looks at up to 1,000 books. `filters` and `page` come from
 * `bookListInput`, which refuses a cursor that is not ours.
 */
export async function listBooks(
  shelf: Shelf,
  filters: BookFilters,
  page: BookPage,
  now = new Date(),
): Promise<BookList> {
  if (filters.q !== undefined) return searchBooks(shelf, { ...filters, q: filters.q }, page, now);

  const sort = filters.sort ?? "newest";
  const after = page.after && "isTaken" in page.after ? page.after : null;
  const size = page.limit + 1;
  const free =
    filters.available === false || after?.isTaken ? [] : await freeBooks(shelf, filters, sort, after, size, now);
  const rest = size - free.length;
  const afterTaken = after?.isTaken ? after : null;
  const taken =
    filters.available === true || rest === 0 ? [] : await takenBooks(shelf, filters, sort, afterTaken, rest, now);

  const found = [...free, ...taken];
  const last = found.length > page.limit ? found[page.limit - 1] : undefined;
  return {
    items: await cards(shelf.communityId, found.slice(0, page.limit)),
    nextCursor: last
      ? writeCursor({ order: sort, isTaken: last.state !== "available", key: last.key, id: last.id })
      : null,
  };
}

/** The books a list of these filters is made of; each facet counts without its own filter. */
export function onShelf(
  { communityId, campaignId }: Shelf,
  filters: Omit<BookFilters, "q" | "sort" | "available">,
): SQL | undefined {
  const { category, language, condition, city } = filters;
  return and(
    eq(books.communityId, communityId),
    eq(books.campaignId, campaignId),
    eq(books.status, "listed"),
    category.length > 0 ? inArray(books.category, category) : undefined,
    language.length > 0 ? inArray(books.language, language) : undefined,
    condition.length > 0 ? inArray(books.condition, condition) : undefined,
    city.length > 0 ? inArray(books.city, city) : undefined,
  );
}

async function freeBooks(...[shelf, filters, sort, after, limit, now]: Ask): Promise<Found[]> {
  const rows = await db
    .select({ id: books.id, key: ORDERS[sort].key })
    .from(books)
    .where(and(onShelf(shelf, filters), isFree(now), beyond(sort, after)))
    .orderBy(...inOrder(sort))
    .limit(limit);
  return rows.map((row) => ({ ...row, state: "available" }));
}

async function takenBooks(...[shelf, filters, sort, after, limit, now]: Ask): Promise<Found[]> {
  const keeper = keepers(shelf.communityId, now);
  const rows = await db
    .select({ id: books.id, key: ORDERS[sort].key, claim: keeper.status })
    .from(books)
    .innerJoin(keeper, eq(keeper.bookId, books.id))
    .where(and(onShelf(shelf, filters), beyond(sort, after)))
    .orderBy(...inOrder(sort))
    .limit(limit);
  return rows.map(({ claim, ...row }) => ({ ...row, state: stateOf(claim) }));
}

type Ask = [shelf: Shelf, filters: BookFilters, sort: Sort, after: After | null, limit: number, now: Date];

/** What each order sorts by, which way, and how its key is written into a cursor and read from it. */
const ORDERS: Record<Sort, { by: SQL; key: SQL<string | number>; type: SQL; descends?: true }> = {
  newest: {
    by: sql`${books.listedAt}`,
    key: sql`to_char(${books.listedAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
    type: sql`timestamptz`,
    descends: true,
  },
  minimum: { by: sql`${books.minimumMinor}`, key: sql`${books.minimumMinor}::float8`, type: sql`bigint` },
  "-minimum": {
    by: sql`${books.minimumMinor}`,
    key: sql`${books.minimumMinor}::float8`,
    type: sql`bigint`,
    descends: true,
  },
  title: { by: sql`${books.title} collate "uk-x-icu"`, key: sql`${books.title}`, type: sql`text` },
};

function inOrder(sort: Sort): SQL[] {
  const { by, descends } = ORDERS[sort];
  return descends ? [sql`${by} desc`, sql`${books.id} desc`] : [sql`${by} asc`, sql`${books.id} asc`];
}

function beyond(sort: Sort, after: After | null): SQL | undefined {
  if (!after) return undefined;
  const { by, type, descends } = ORDERS[sort];
  const last = sql`(${String(after.key)}::text::${type}, ${after.id}::uuid)`;
  return descends ? sql`(${by}, ${books.id}) < ${last}` : sql`(${by}, ${books.id}) > ${last}`;
}

type SearchFilters = BookFilters & { q: string };

async function searchBooks(shelf: Shelf, filters: SearchFilters, page: BookPage, now: Date): Promise<BookList> {
  const place: Place | null = page.after && "offset" in page.after ? page.after : null;
  const offset = place?.offset ?? 0;
  const typed = await readSearch(filters.q);
  let search = typed && place?.isGuess ? await guess(shelf.communityId, typed) : typed;
  let found = search ? await ranked(shelf, filters, search, offset, page.limit + 1, now) : [];
  if (search && found.length === 0 && !place) {
    search = await guess(shelf.communityId, search);
    found = search ? await ranked(shelf, filters, search, 0, page.limit + 1, now) : [];
  }
  const isGuess = search?.kind === "words" && search.isGuess;
  const next = offset + page.limit;
  const hasMore = found.length > page.limit && next < CANDIDATES_MAX;
  return {
    items: await cards(shelf.communityId, found.slice(0, page.limit)),
    nextCursor: hasMore ? writeCursor({ order: filters.sort ?? "relevance", offset: next, isGuess }) : null,
  };
}

async function ranked(shelf: Shelf, filters: SearchFilters, search: Search, offset: number, limit: number, now: Date) {
  const candidates = db
    .select({
      id: books.id,
      communityId: books.communityId,
      listedAt: books.listedAt,
      minimumMinor: books.minimumMinor,
      title: books.title,
      score: relevance(search).as("score"),
    })
    .from(books)
    .where(and(onShelf(shelf, filters), matches(search)))
    .limit(CANDIDATES_MAX)
    .as("books"); // named like the table, so that the joins and orders of the plain list serve here too
  const order = filters.sort ? inOrder(filters.sort) : [sql`${candidates.score} desc`, ...inOrder("newest")];
  const holder = holderOf(now);
  const rows = await db
    .select({ id: candidates.id, claim: holder.status })
    .from(candidates)
    .leftJoinLateral(holder, sql`true`)
    .where(filters.available === undefined ? undefined : sql`(${holder.id} is null) = ${filters.available}`)
    .orderBy(sql`(${holder.id} is not null)`, ...order)
    .offset(offset)
    .limit(limit);
  return rows.map(({ id, claim }) => ({ id, state: stateOf(claim) }));
}

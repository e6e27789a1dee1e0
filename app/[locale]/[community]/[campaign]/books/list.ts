import { type BookFilters, bookListInput } from "@/lib/catalog/input";
import { type BookList, listBooks, type Shelf } from "@/lib/catalog/shelf";
import { NO_FILTERS, PAGE_SIZE } from "../_catalog/paths";

/** A page shows at most this many at once; then the next page begins. */
export const SHOWN_MAX = PAGE_SIZE * 8;
const STEP_MAX = 100; // what one question to the shelf may ask for

type Asked = { filters: BookFilters; cursor: string | undefined; show: number; isBroken: boolean };
type Query = Record<string, string | string[] | undefined>;

/** What an address asks for. A choice that does not exist is said to be broken and left out, never an error page. */
export function readList(query: Query): Asked {
  const { limit: _, cursor, show, ...wanted } = query;
  const first = { q: lastOf(wanted.q), sort: lastOf(wanted.sort), available: lastOf(wanted.available) };
  const read = bookListInput.safeParse({ ...wanted, ...first, cursor: lastOf(cursor) });
  const many = Number(lastOf(show));
  const shown = Number.isInteger(many) ? Math.min(Math.max(many, PAGE_SIZE), SHOWN_MAX) : PAGE_SIZE;
  if (!read.success)
    return { filters: { ...NO_FILTERS, ...wordsOf(first.q) }, cursor: undefined, show: PAGE_SIZE, isBroken: true };
  return { filters: { ...NO_FILTERS, ...read.data.filters }, cursor: lastOf(cursor), show: shown, isBroken: false };
}

/** The first so many books, asked for in steps. */
export async function firstBooks(shelf: Shelf, { filters, cursor, show }: Asked, now: Date): Promise<BookList> {
  const items: BookList["items"] = [];
  let next: string | null = cursor ?? null;
  do {
    const { page } = bookListInput.parse({
      ...filters,
      limit: Math.min(show - items.length, STEP_MAX),
      cursor: next ?? undefined,
    });
    const list: BookList = await listBooks(shelf, filters, page, now);
    items.push(...list.items);
    next = list.nextCursor;
  } while (next && items.length < show);
  return { items, nextCursor: next };
}

/** The words alone, when something else was wrong. */
function wordsOf(q: string | undefined): Pick<BookFilters, "q"> {
  const read = bookListInput.safeParse({ q });
  return { q: read.success ? read.data.filters.q : undefined };
}

const lastOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value.at(-1) : value);

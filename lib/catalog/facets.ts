import { and, desc, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { books } from "@/db/schema";
import type { BookFilters } from "./input";
import { CANDIDATES_MAX, guess, matches, readSearch, type Search } from "./search";
import { onShelf, type Shelf } from "./shelf";
import { holderOf } from "./state";

/** Books counted at most: the newest ones, or of a search its candidates. Beyond that every count is "at least". */
export const COUNTED_MAX = 10_000;
const VALUES_MAX = 50;

export type FacetValue = { value: string; count: number };
export type Facets = {
  category: FacetValue[];
  language: FacetValue[];
  condition: FacetValue[];
  city: FacetValue[];
  available: number;
  taken: number;
  /** How many books the filters leave. */
  total: number;
  /** There were more books than are counted, so every figure means "at least". */
  isCapped: boolean;
};

const FACETS = ["category", "language", "condition", "city"] as const;
const NO_FILTERS = { category: [], language: [], condition: [], city: [] };

/** How many books each further choice would show, given the other filters. The commonest value first, at most 50 of a kind. */
export async function bookFacets(shelf: Shelf, filters: BookFilters, now = new Date()): Promise<Facets> {
  if (filters.q === undefined) return count(shelf, filters, undefined, now);
  const search = await readSearch(filters.q);
  const counted = search && (await count(shelf, filters, search, now));
  if (!search || !counted) return NOTHING;
  if (counted.total > 0 || counted.hasCandidates) return counted;
  const meant = await guess(shelf.communityId, search);
  return meant ? count(shelf, filters, meant, now) : counted;
}

const NOTHING: Facets = {
  category: [],
  language: [],
  condition: [],
  city: [],
  available: 0,
  taken: 0,
  total: 0,
  isCapped: false,
};

async function count(shelf: Shelf, filters: BookFilters, search: Search | undefined, now: Date) {
  const max = search ? CANDIDATES_MAX : COUNTED_MAX;
  const candidates = db
    .select({
      id: books.id,
      communityId: books.communityId,
      category: books.category,
      language: books.language,
      condition: books.condition,
      city: books.city,
    })
    .from(books)
    .where(and(onShelf(shelf, NO_FILTERS), search && matches(search)))
    .orderBy(...(search ? [] : [desc(books.listedAt), desc(books.id)]))
    .limit(max)
    .as("books");
  const holder = holderOf(now);
  const pool = db
    .select({
      category: candidates.category,
      language: candidates.language,
      condition: sql<string>`${candidates.condition}::text`.as("condition"),
      city: candidates.city,
      taken: sql<boolean>`${holder.id} is not null`.as("taken"),
    })
    .from(candidates)
    .leftJoinLateral(holder, sql`true`);

  const column = (facet: string) => sql`pool.${sql.identifier(facet)}`;
  const chosen = (except?: string): SQL => {
    const conditions = FACETS.filter((facet) => facet !== except && filters[facet].length > 0).map(
      (facet) => sql`${column(facet)} = any(${sql.param(filters[facet])}::text[])`,
    );
    if (except !== "available" && filters.available !== undefined)
      conditions.push(sql`pool.taken = ${!filters.available}`);
    return and(...conditions) ?? sql`true`;
  };
  const facet = (name: (typeof FACETS)[number]) => sql`
    (select ${name}::text as facet, ${column(name)} as value, count(*)::int as count from pool
     where ${chosen(name)} and ${column(name)} is not null group by 2 order by 3 desc, 2 limit ${VALUES_MAX})`;
  const rows = await db.execute<{ facet: string; value: string | null; count: number }>(sql`
    with pool as materialized (${pool})
    ${sql.join(FACETS.map(facet), sql` union all `)}
    union all (select 'taken', pool.taken::text, count(*)::int from pool where ${chosen("available")} group by 2)
    union all (select 'total', null, count(*)::int from pool where ${chosen()})
    union all (select 'pool', null, count(*)::int from pool)`);

  const of = (name: string) =>
    rows.filter((row) => row.facet === name).map(({ value, count }) => ({ value: value ?? "", count }));
  const figure = (name: string, value = "") => of(name).find((row) => row.value === value)?.count ?? 0;
  return {
    category: of("category"),
    language: of("language"),
    condition: of("condition"),
    city: of("city"),
    available: figure("taken", "false"),
    taken: figure("taken", "true"),
    total: figure("total"),
    isCapped: figure("pool") >= max,
    hasCandidates: figure("pool") > 0,
  };
}

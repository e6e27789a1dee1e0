import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { books, campaigns } from "@/db/schema";
import { knownEditions } from "@/lib/catalog/editions/lookup";

/** What is known of an ISBN without asking anybody: from the community's own catalogs, else from what libraries said. */
export type KnownBook = {
  title: string;
  authors: string[];
  language: string | null;
  publisher: string | null;
  year: number | null;
  category: string | null;
};

export type KnownBooks = {
  books: Map<string, KnownBook>;
  /** How many copies the campaign offers already. */
  copies: Map<string, number>;
  /** No library has been heard on these yet. */
  unheard: string[];
};

/** What is known of many ISBNs, and how many copies of each a campaign has. */
export async function knownOf(
  { communityId, campaignId }: { communityId: string; campaignId: string },
  isbns: readonly string[],
  now = new Date(),
): Promise<KnownBooks> {
  const all = [...new Set(isbns)];
  if (all.length === 0) return { books: new Map(), copies: new Map(), unheard: [] };
  const ofThese = and(eq(books.communityId, communityId), inArray(books.isbn13, all), eq(books.status, "listed"));
  const [ours, counted, heard] = await Promise.all([
    db
      .selectDistinctOn([books.isbn13], {
        isbn13: books.isbn13,
        title: books.title,
        authors: books.authors,
        language: books.language,
        publisher: books.publisher,
        year: books.year,
        category: books.category,
      })
      .from(books)
      .innerJoin(campaigns, and(eq(campaigns.communityId, books.communityId), eq(campaigns.id, books.campaignId)))
      .where(and(ofThese, ne(campaigns.status, "draft")))
      .orderBy(books.isbn13, desc(books.listedAt)),
    db
      .select({ isbn13: books.isbn13, copies: sql<number>`count(*)::int` })
      .from(books)
      .where(and(ofThese, eq(books.campaignId, campaignId)))
      .groupBy(books.isbn13),
    knownEditions(all, now),
  ]);
  const known = new Map<string, KnownBook>();
  for (const [isbn13, edition] of heard) if (edition) known.set(isbn13, { ...edition, category: null });
  for (const { isbn13, ...book } of ours) if (isbn13) known.set(isbn13, book);
  return {
    books: known,
    copies: new Map(counted.map(({ isbn13, copies }) => [isbn13 ?? "", copies])),
    unheard: all.filter((isbn) => !known.has(isbn) && !heard.has(isbn)),
  };
}

import { and, asc, count, desc, eq, max, ne } from "drizzle-orm";
import { db } from "@/db/client";
import { books, campaigns, communities } from "@/db/schema";

const CAMPAIGNS_MAX = 20_000;

/** Everything public that has books, for search engines: campaigns that show, how many books each lists and since when the latest. */
export async function campaignsToFind() {
  return db
    .select({
      communityId: campaigns.communityId,
      id: campaigns.id,
      communitySlug: communities.slug,
      slug: campaigns.slug,
      status: campaigns.status,
      opensAt: campaigns.opensAt,
      closesAt: campaigns.closesAt,
      books: count(books.id),
      latest: max(books.listedAt),
    })
    .from(campaigns)
    .innerJoin(communities, eq(communities.id, campaigns.communityId))
    .leftJoin(
      books,
      and(eq(books.communityId, campaigns.communityId), eq(books.campaignId, campaigns.id), eq(books.status, "listed")),
    )
    .where(ne(campaigns.status, "draft"))
    .groupBy(campaigns.communityId, campaigns.id, communities.slug)
    .orderBy(desc(campaigns.opensAt), asc(campaigns.id))
    .limit(CAMPAIGNS_MAX);
}

/** A stretch of a campaign's listed books in the order they came, so that a new one changes the last stretch alone. */
export async function booksToFind(
  { communityId, id }: { communityId: string; id: string },
  { from, size }: { from: number; size: number },
) {
  return db
    .select({ id: books.id, code: books.code, listedAt: books.listedAt })
    .from(books)
    .where(and(eq(books.communityId, communityId), eq(books.campaignId, id), eq(books.status, "listed")))
    .orderBy(asc(books.listedAt), asc(books.id))
    .offset(from)
    .limit(size);
}

import { and, asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { books, claims, people } from "@/db/schema";
import { plainAmount } from "@/lib/core/money";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { toCsv } from "./export";
import { keepsBook, keptBy, ownStateOf } from "./state";

const HEADER = [
  "code",
  "title",
  "authors",
  "isbn13",
  "language",
  "publisher",
  "year",
  "category",
  "condition",
  "description",
  "suggested_donation",
  "currency",
  "pickup_point",
  "city",
  "state",
  "giver",
  "listed_at",
];

/**
 * All books of a campaign in any state as CSV, the oldest first, in columns that an import reads again. Who took a book is not
 * in it, nor anybody's address. Refuses `identity.notAllowed`.
 */
export async function exportBooks(actor: Actor, campaignId: string, now = new Date()): Promise<string> {
  requirePermission(actor, "catalog.review");
  const rows = await db
    .select({ book: books, giver: people.name, claim: keptBy(now) })
    .from(books)
    .innerJoin(people, and(eq(people.communityId, books.communityId), eq(people.id, books.giverId)))
    .leftJoin(claims, keepsBook(now))
    .where(and(eq(books.communityId, actor.communityId), eq(books.campaignId, campaignId)))
    .orderBy(asc(books.createdAt), asc(books.id));
  return toCsv(
    HEADER,
    rows.map(({ book, giver, claim }) => [
      book.code,
      book.title,
      book.authors.join("; "),
      book.isbn13,
      book.language,
      book.publisher,
      book.year,
      book.category,
      book.condition,
      book.description,
      plainAmount(book.minimumMinor),
      book.currency,
      book.pickupPoint,
      book.city,
      ownStateOf(book.status, claim),
      giver,
      book.listedAt?.toISOString(),
    ]),
  );
}

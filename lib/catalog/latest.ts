import { sql } from "@/db/client";
import type { BookCard } from "./state";

/**
 * When what anyone sees of these books last changed: listed, edited, claimed, or free again, a hold that ran out unnoticed counted
 * from the end of its time.
 */
export async function changedAt(
  communityId: string,
  books: readonly Pick<BookCard, "id">[],
  now = new Date(),
): Promise<Map<string, Date>> {
  if (books.length === 0) return new Map();
  const rows = await sql<{ id: string; at: Date }[]>`
    select book.id, greatest(book.listed_at,
      (select max(at) from book_events
        where community_id = book.community_id and book_id = book.id and event in ('list', 'approve', 'edit')),
      claim.event_at, claim.lapsed_at) as at
    from books book
    left join lateral (
      select max((select max(at) from claim_events where community_id = claims.community_id and claim_id = claims.id)) as event_at,
        max(expires_at) filter (where status = 'held' and expires_at <= ${now.toISOString()}) as lapsed_at
      from claims where community_id = book.community_id and book_id = book.id) claim on true
    where book.community_id = ${communityId} and book.id = any(${books.map(({ id }) => id)}::uuid[])`;
  return new Map(rows.map(({ id, at }) => [id, new Date(at)]));
}

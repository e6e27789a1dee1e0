/**
 * A campaign's published books, as rows of a query: those in its catalog, and those that went on to the next campaign after nobody took
 * them. `went_on` tells the latter, which are offered here no more. Two parts, so that each is read from an index of its own, also of a
 * million books. `query` is either of the two ways to write SQL.
 */
export function published<Fragment>(
  query: (text: TemplateStringsArray, ...ids: string[]) => Fragment,
  communityId: string,
  campaignId: string,
): Fragment {
  return query`(
    select giver_id, listed_at, false as went_on from books
    where community_id = ${communityId} and campaign_id = ${campaignId} and status = 'listed'
    union all
    select book.giver_id, book.listed_at, true from books further
    join books book on book.community_id = further.community_id and book.id = further.left_from_id
    where further.community_id = ${communityId} and further.left_from_id is not null
      and book.campaign_id = ${campaignId} and book.status = 'withdrawn')`;
}

import { cacheLife, cacheTag, revalidateTag, updateTag } from "next/cache";

/** What a public page was made from; a change of it makes the page anew. */
export const tags = {
  site: "site", // communities and campaigns: their names, dates, settings
  catalog: (campaignId: string) => `catalog:${campaignId}`, // the list of books and the totals
  book: (bookId: string) => `book:${bookId}`,
};

/** Inside a page with "use cache": keep it until one of these changes. Deadlines pass without a change, so an hour at most. */
export function keepUntilChanged(...names: string[]): void {
  cacheTag(...names);
  cacheLife({ stale: 60, revalidate: 3600, expire: 86_400 });
}

export type Change = { campaignId?: string; bookId?: string; site?: boolean };

function tagsOf({ campaignId, bookId, site }: Change): string[] {
  return [
    ...(campaignId ? [tags.catalog(campaignId)] : []),
    ...(bookId ? [tags.book(bookId)] : []),
    ...(site ? [tags.site] : []),
  ];
}

/** In a server action: whoever acted reads their own change on the next page. */
export function changed(change: Change): void {
  for (const tag of tagsOf(change)) updateTag(tag);
}

/** In a route handler: nobody is served the old page again. */
export function changedByApi(change: Change): void {
  for (const tag of tagsOf(change)) revalidateTag(tag, { expire: 0 });
}

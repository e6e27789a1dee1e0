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
  for (const tag of tagsOf(change)) {
    updateTag(tag);
    noteChange(tag);
  }
}

/** In a route handler: nobody is served the old page again. */
export function changedByApi(change: Change): void {
  for (const tag of tagsOf(change)) {
    revalidateTag(tag, { expire: 0 });
    noteChange(tag);
  }
}

const SETTLED_MS = 5_000; // whatever was being made when something changed is made by then
const NOTED_MAX = 10_000;

/**
 * By the clock: says once more what changed some seconds ago. Next dates a page by the end of its making, so one that was being made
 * while its facts changed would be kept, old, for an hour.
 */
export function changedAgain(nowMs = Date.now()): void {
  for (const [tag, at] of lately) {
    if (nowMs - at < SETTLED_MS) continue;
    lately.delete(tag);
    revalidateTag(tag, { expire: 0 });
  }
}

function noteChange(tag: string): void {
  if (lately.size >= NOTED_MAX) lately.clear(); // nobody asks for them where no clock runs
  lately.set(tag, Date.now());
}

// Next bundles actions and routes apart, each with a copy of this file
const KEY = Symbol.for("bookraiser.changedLately");
const shared = globalThis as { [KEY]?: Map<string, number> };
shared[KEY] ??= new Map();
const lately = shared[KEY];

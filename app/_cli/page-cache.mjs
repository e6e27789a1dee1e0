// @ts-check
import { createRequire } from "node:module";

/** @type {typeof import("next/dist/server/lib/incremental-cache/file-system-cache.js")} */
const { default: NextsOwn } = createRequire(import.meta.url)(
  "next/dist/server/lib/incremental-cache/file-system-cache.js",
);

const KEY = Symbol.for("bookraiser.pageChanges");
/** How often a change has made pages of Next's cache old. Next loads this file for itself: all copies count together. */
export const pageChanges = /** @type {{ [KEY]?: { count: number } }} */ (globalThis)[KEY] ?? { count: 0 };
Object.assign(globalThis, { [KEY]: pageChanges });

/** Next's own cache of pages, which also tells whoever keeps pages before Next that they are to be asked for again. */
export default class PageCache extends NextsOwn {
  /**
   * @param {string | string[]} tags
   * @param {{ expire?: number }} [durations]
   */
  async revalidateTag(tags, durations) {
    await super.revalidateTag(tags, durations);
    pageChanges.count += 1; // after it: whatever was read from the cache until now may be old
  }
}

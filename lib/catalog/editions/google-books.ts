import { z } from "zod";
import { askLibrary } from "./ask";
import { cleanFound, isAbout } from "./clean";
import { type Library, LibraryFault } from "./library";

const volume = z.object({
  volumeInfo: z.object({
    title: z.string(),
    subtitle: z.string().optional().catch(undefined),
    authors: z.array(z.string()).catch([]),
    publisher: z.string().optional().catch(undefined),
    publishedDate: z.string().optional().catch(undefined),
    language: z.string().optional().catch(undefined),
    industryIdentifiers: z.array(z.object({ identifier: z.string() })).catch([]),
  }),
});
const answer = z.object({ items: z.array(z.unknown()).default([]) });

/** Google Books, one ISBN a call. Without a key it answers 429 to nearly everyone, so it is asked only with one. */
export function googleBooks(baseUrl: string, key: string): Library {
  return {
    name: "googlebooks",
    atOnce: 1,
    async find([isbn], signal) {
      if (isbn === undefined) return new Map();
      const url = new URL("/books/v1/volumes", baseUrl);
      url.searchParams.set("q", `isbn:${isbn}`);
      url.searchParams.set("maxResults", "5");
      url.searchParams.set("key", key);
      const said = answer.safeParse(await askLibrary(url, signal));
      if (!said.success) throw new LibraryFault("googlebooks: not as documented");
      for (const item of said.data.items) {
        const read = volume.safeParse(item);
        if (!read.success) continue;
        const { publishedDate, industryIdentifiers, ...book } = read.data.volumeInfo;
        // a search also answers with books that are only near
        if (
          industryIdentifiers.length === 0 ||
          !isAbout(
            isbn,
            industryIdentifiers.map(({ identifier }) => identifier),
          )
        )
          continue;
        const clean = cleanFound({ ...book, published: publishedDate });
        if (clean) return new Map([[isbn, clean]]);
      }
      return new Map();
    },
  };
}

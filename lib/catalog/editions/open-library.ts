import { z } from "zod";
import { askLibrary } from "./ask";
import { cleanFound, isAbout } from "./clean";
import { type Found, type Library, LibraryFault } from "./library";

const texts = z.array(z.string()).catch([]);
const details = z.object({
  title: z.string(),
  subtitle: z.string().optional().catch(undefined),
  authors: z.array(z.object({ name: z.string() })).catch([]),
  publishers: texts,
  publish_date: z.string().optional().catch(undefined),
  languages: z.array(z.object({ key: z.string() })).catch([]),
  isbn_13: texts,
  isbn_10: texts,
});
const answer = z.record(z.string(), z.unknown());
const entry = z.object({ details });

/** Open Library's Books API: many ISBNs in one call, no key. */
export function openLibrary(baseUrl: string): Library {
  return {
    name: "openlibrary",
    atOnce: 50,
    async find(isbns, signal) {
      const url = new URL("/api/books", baseUrl);
      url.searchParams.set("bibkeys", isbns.map((isbn) => `ISBN:${isbn}`).join(","));
      url.searchParams.set("format", "json");
      url.searchParams.set("jscmd", "details");
      const said = answer.safeParse(await askLibrary(url, signal));
      if (!said.success) throw new LibraryFault("openlibrary: not as documented");
      const found = isbns.flatMap((isbn): [string, Found][] => {
        const read = entry.safeParse(said.data[`ISBN:${isbn}`]);
        if (!read.success) return [];
        const book = read.data.details;
        if (!isAbout(isbn, [...book.isbn_13, ...book.isbn_10])) return [];
        const clean = cleanFound({
          title: book.title,
          subtitle: book.subtitle,
          authors: book.authors.map(({ name }) => name),
          publisher: book.publishers[0],
          published: book.publish_date,
          language: book.languages.length === 1 ? book.languages[0]?.key.replace(/^\/languages\//, "") : undefined,
        });
        return clean ? [[isbn, clean]] : [];
      });
      return new Map(found);
    },
  };
}

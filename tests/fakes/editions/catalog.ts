import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import { isIsbn13, parseIsbn } from "@/lib/catalog/isbn";

export type Known = {
  isbn13: string;
  title: string;
  authors: string[];
  publisher: string;
  year: string;
  language: string;
  /** Fields that a hostile or careless entry has instead. */
  odd?: Record<string, unknown>;
};

type Row = Record<string, string>;

/** The books of the case and of goodbooks that have an ISBN, by it. */
export function aCatalog(): Map<string, Known> {
  const read = (bytes: Buffer): Row[] => parse(bytes, { columns: true, bom: true, relax_quotes: true });
  const ours = read(readFileSync(new URL("../../../db/demo/case-1-books.csv", import.meta.url)));
  const good = read(gunzipSync(readFileSync(new URL("../../fixtures/goodbooks.csv.gz", import.meta.url))));
  const books = new Map<string, Known>();
  for (const row of good) {
    const isbn = parseIsbn(row.isbn ?? "");
    if (isbn.kind !== "isbn" || !row.title) continue;
    const authors = (row.authors ?? "").split(",").map((name) => name.trim());
    books.set(isbn.isbn13, { isbn13: isbn.isbn13, title: row.title, authors, publisher: "", year: "", language: "en" });
  }
  for (const { isbn13 = "", title = "", authors = "", publisher = "", year = "", language = "" } of ours)
    if (isIsbn13(isbn13)) books.set(isbn13, { isbn13, title, authors: authors.split(";"), publisher, year, language });
  return books;
}

import { sql } from "drizzle-orm";
import { check, pgTable, smallint, text } from "drizzle-orm/pg-core";
import { instant } from "../columns";

/** What libraries on the web know of an ISBN, or that they know nothing. Global: an edition is the same for every community. */
export const editions = pgTable(
  "editions",
  {
    isbn13: text().primaryKey(),
    title: text(), // empty: not found
    authors: text().array().notNull().default([]),
    publisher: text(),
    year: smallint(),
    language: text(), // BCP 47
    source: text(), // which library knew it
    askedAt: instant().notNull(),
  },
  (edition) => [check("editions_isbn_plain", sql`${edition.isbn13} ~ '^97[89][0-9]{10}$'`)],
);

export type Edition = typeof editions.$inferSelect;

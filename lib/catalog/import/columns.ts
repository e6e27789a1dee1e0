import { Refusal } from "@/lib/core/refusal";
import { cleanText } from "@/lib/core/text";

// What a column may be called, in lower case with single spaces; the first name is the one our own files use.
const NAMES = {
  title: ["title", "book title", "book", "назва", "назва книги", "книга", "книжка"],
  authors: ["authors", "author", "author(s)", "автор", "автори", "автор(и)", "автори книги", "автор книги"],
  isbn13: ["isbn13", "isbn 13", "ean"],
  isbn: ["isbn", "isbn10", "isbn 10"],
  language: ["language", "language code", "lang", "мова", "мова книги"],
  publisher: ["publisher", "publishing house", "видавництво", "видавець"],
  year: ["year", "publication year", "year published", "рік", "рік видання"],
  firstYear: ["original publication year"], // of the work, taken when the file has no year of the edition
  category: ["category", "topic", "genre", "категорія", "тема", "жанр"],
  condition: ["condition", "стан", "стан книги"],
  description: ["description", "about", "comment", "опис", "про книгу", "коментар"],
  minimum: [
    "suggested donation",
    "minimum",
    "minimum donation",
    "min donation",
    "donation",
    "мінімальний внесок",
    "мінімальний донат",
    "внесок",
    "донат",
    "рекомендований внесок",
  ],
} as const;

export type Column = keyof typeof NAMES;
export const COLUMNS = Object.keys(NAMES) as Column[];
export type Cells = Partial<Record<Column, string>>;

const MAX_COLUMNS = 500;

export interface Layout {
  /** The header as it was written. */
  header: string[];
  /** For each column of the file, what it holds; null for one we do not know, which is ignored. */
  columns: (Column | null)[];
  /** Authors are parted by commas, as in lists from Goodreads; elsewhere a comma may be part of a name. */
  authorsByComma: boolean;
}

/**
 * What each column of a table holds, by its header. Refuses the whole file: `catalog.fileNoTitle` without a title column,
 * `catalog.fileColumnTwice` when a column appears twice or two columns mean the same, `catalog.fileHeader` when both are so, and
 * `catalog.fileUnreadable` with more than `MAX_COLUMNS` columns: that is no list of books.
 */
export function readHeader(header: string[]): Layout {
  if (header.length > MAX_COLUMNS) throw new Refusal("catalog.fileUnreadable");
  const names = header.map(plainName);
  const columns = names.map(columnNamed);
  const twice = header.find((_, place) => {
    const [name, column] = [names[place], columns[place]];
    return name !== "" && (names.indexOf(name ?? "") < place || (column && columns.indexOf(column) < place));
  });
  const titled = columns.includes("title");
  if (!titled && twice !== undefined) throw new Refusal("catalog.fileHeader");
  if (!titled) throw new Refusal("catalog.fileNoTitle");
  if (twice !== undefined)
    throw new Refusal("catalog.fileColumnTwice", { column: cleanText(twice).text.slice(0, 100) });
  return { header, columns, authorsByComma: names.includes("goodreads book id") };
}

/** The known cells of a row. */
export function pickCells(layout: Layout, cells: readonly string[]): Cells {
  const picked: Cells = {};
  layout.columns.forEach((column, place) => {
    if (column) picked[column] = cells[place] ?? "";
  });
  return picked;
}

/** Whether a row is the header once more, as when files were pasted together. */
export function repeatsHeader(layout: Layout, cells: readonly string[]): boolean {
  return layout.columns.every(
    (column, place) => !column || plainName(cells[place] ?? "") === plainName(layout.header[place] ?? ""),
  );
}

// "Suggested_Donation_UAH", "Мінімальний внесок, грн" and "Language-Code" are the names without their dress.
function plainName(raw: string): string {
  return cleanText(raw.slice(0, 200))
    .text.toLowerCase()
    .replace(/[_\s-]+/g, " ")
    .replace(/[,\s]*\(?(?:uah|грн\.?|₴)\)?$/, "")
    .trim();
}

function columnNamed(name: string): Column | null {
  return COLUMNS.find((column) => (NAMES[column] as readonly string[]).includes(name)) ?? null;
}

import { createHash } from "node:crypto";
import type { BookDraft } from "@/lib/catalog/vocabulary";

/**
 * Names each book of one file, in the file's order. The same file again gives the same keys, so it adds nothing; two equal
 * rows are two copies and get two keys, for the key ends with how many equal rows came before. Use a fresh one per file.
 */
export function keyRows(): (book: BookDraft) => string {
  const seen = new Map<string, number>();
  return (book) => {
    const hash = rowKey(book);
    const occurrence = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, occurrence);
    return `${hash}-${occurrence}`;
  };
}

/**
 * The same for rows that say the same, whatever the letters' case and the kind of apostrophe. The category stays out: how it
 * is read depends on the campaign's topics, which may change between two imports.
 */
export function rowKey(book: BookDraft): string {
  const content = [
    fold(book.title),
    book.authors.map(fold),
    book.isbn13,
    book.language,
    fold(book.publisher ?? ""),
    book.year,
    book.condition,
    fold(book.description),
    book.minimumMinor,
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 32);
}

/** The same for copies of one book: its ISBN, or title and authors where it has none. */
export function workKey(book: BookDraft): string {
  return book.isbn13 ?? JSON.stringify([fold(book.title), book.authors.map(fold)]);
}

function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’ʼ`ʹ‘]/g, "'")
    .replace(/\s+/g, " ");
}

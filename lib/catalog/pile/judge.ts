import type { z } from "zod";
import { type ListBookInput, listBookInput } from "@/lib/catalog/input";
import { parseIsbn } from "@/lib/catalog/isbn";
import type { Pile, PileRow, Problem } from "./draft";
import type { KnownBook, KnownBooks } from "./known";

export const ROW_STATES = ["found", "typed", "notFound", "copy", "again", "invalid", "listed"] as const;
export type RowState = (typeof ROW_STATES)[number];

/** A row as it stands in the review. */
export type ReviewedRow = {
  key: string;
  typed: string;
  isbn13: string | null;
  /**
   * listed: in the catalog already. invalid: no book yet. again: the same ISBN stands above. copy: the campaign has it. found:
   * somebody knows its ISBN. typed: nobody does, and it has a title all the same.
   */
  state: RowState;
  problem: Problem | null;
  mended: PileRow["mended"];
  /** Of the campaign. */
  copies: number;
  /** Whether any library was heard on it. */
  isUnheard: boolean;
  /** What its fields say: what was typed, else what is known. Empty choices are as for all. */
  fields: {
    isbn: string;
    title: string;
    authors: string;
    language: string;
    category: string;
    condition: string;
    minimum: string;
  };
  /** The language the edition has, when none is chosen. */
  knownLanguage: string | null;
  take: boolean;
  /** The page of the book, once it is listed. */
  code: string | null;
};

export type Ready = { key: string; book: ListBookInput };
export type NotReady = { key: string; error: z.ZodError };

/** What each row of a pile is, by what is known. Pure: the same pile and knowledge give the same rows. */
export function reviewRows(pile: Pile, known: KnownBooks, codes: ReadonlyMap<string, string>): ReviewedRow[] {
  const above = new Map<string, KnownBook>();
  const unheard = new Set(known.unheard);
  return pile.rows.map((row) => {
    const { isbn13, problem } = isbnNow(row);
    const isAgain = isbn13 !== null && above.has(isbn13);
    const copies = isbn13 === null ? 0 : (known.copies.get(isbn13) ?? 0);
    const code = codes.get(row.key) ?? null;
    const edition = isbn13 === null ? undefined : (known.books.get(isbn13) ?? above.get(isbn13));
    const { said } = row;
    const fields = {
      isbn: said.isbn ?? isbn13 ?? row.typed,
      // what was left empty is filled as soon as somebody knows it
      title: said.title || edition?.title || "",
      authors: said.authors || edition?.authors.join("; ") || "",
      language: said.language ?? "",
      category: said.category || edition?.category || "",
      condition: said.condition ?? "",
      minimum: said.minimum ?? "",
    };
    if (isbn13 !== null && !isAgain) above.set(isbn13, edition ?? bookOf(fields));
    const state = stateOf({
      code,
      problem,
      isAgain,
      copies,
      isFound: edition !== undefined,
      hasTitle: fields.title !== "",
    });
    const mayTake = state !== "listed" && state !== "invalid";
    return {
      key: row.key,
      typed: row.typed,
      isbn13,
      state,
      problem,
      mended: row.mended,
      copies,
      isUnheard: isbn13 !== null && unheard.has(isbn13),
      fields,
      knownLanguage: edition?.language ?? null,
      take: mayTake && (said.take ?? (state !== "again" && state !== "copy")),
      code,
    };
  });
}

type Facts = {
  code: string | null;
  problem: Problem | null;
  isAgain: boolean;
  copies: number;
  isFound: boolean;
  hasTitle: boolean;
};

function stateOf({ code, problem, isAgain, copies, isFound, hasTitle }: Facts): RowState {
  if (code !== null) return "listed";
  if (problem !== null) return "invalid";
  if (isAgain) return "again";
  if (copies > 0) return "copy";
  if (isFound) return "found";
  return hasTitle ? "typed" : "notFound";
}

/** A row as a listing, with what holds for all where it says nothing itself, or what is wrong with it. */
export function asListing(pile: Pile, row: ReviewedRow, known: KnownBooks): Ready | NotReady {
  const { forAll } = pile;
  const { fields } = row;
  const more = pile.rows.find(({ key }) => key === row.key)?.more;
  const edition = row.isbn13 === null ? undefined : known.books.get(row.isbn13);
  const read = listBookInput.safeParse({
    title: fields.title,
    authors: fields.authors.split(/[;\n]/.test(fields.authors) ? /[;\n]/ : ","),
    isbn: row.isbn13,
    language: fields.language || row.knownLanguage || forAll.language || undefined,
    category: fields.category || forAll.category,
    condition: fields.condition || forAll.condition,
    minimumMinor: fields.minimum || forAll.minimum,
    city: forAll.city,
    pickupPoint: forAll.pickupPoint,
    publisher: more ? more.publisher : (edition?.publisher ?? null),
    year: more ? more.year : (edition?.year ?? null),
    description: more?.description ?? "",
  });
  return read.success ? { key: row.key, book: read.data } : { key: row.key, error: read.error };
}

/** The ISBN may have been mended, or taken away: then it is a book without one. */
function isbnNow(row: PileRow): { isbn13: string | null; problem: Problem | null } {
  const { said, isbn13, problem } = row;
  if (problem?.kind === "row" || said.isbn === undefined) return { isbn13, problem };
  const read = parseIsbn(said.isbn);
  if (read.kind === "isbn") return { isbn13: read.isbn13, problem: null };
  if (read.kind === "empty") return { isbn13: null, problem: null };
  if (read.kind === "wrongCheckDigit")
    return { isbn13: null, problem: { kind: read.kind, expected: read.expected, group: read.group } };
  return { isbn13: null, problem: { kind: read.kind } };
}

/** What was typed of the first copy, for the further ones. */
function bookOf({ title, authors, language, category }: ReviewedRow["fields"]): KnownBook {
  return {
    title,
    authors: authors
      .split(";")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
    language: language || null,
    category: category || null,
    publisher: null,
    year: null,
  };
}

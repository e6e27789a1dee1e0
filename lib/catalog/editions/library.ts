import type { Edition } from "@/db/schema";

/** What a library says of an edition, cleaned and cut to what a book may have. */
export type Found = Pick<Edition, "title" | "authors" | "publisher" | "year" | "language"> & { title: string };

/** A place on the web that knows books by their ISBN. Another one is another object of this shape. */
export interface Library {
  name: string;
  /** How many ISBNs one call may ask for. */
  atOnce: number;
  /**
   * What it knows of these ISBN-13s; those it does not know are left out. Throws `LibraryFault` when it did not answer as it
   * should: then nothing is known, not even that there is nothing.
   */
  find(isbns: readonly string[], signal: AbortSignal): Promise<Map<string, Found>>;
}

/** A library that is slow, busy, broken or odd. `restMs`: how long it asked to be left alone. */
export class LibraryFault extends Error {
  constructor(
    message: string,
    readonly restMs?: number,
  ) {
    super(message);
  }
}

import { env } from "@/lib/core/env";
import { googleBooks } from "./google-books";
import type { Library } from "./library";
import { openLibrary } from "./open-library";

/** The libraries this installation asks, the one without a key first; none when it is to stay by itself. */
export function librariesHere(): readonly Library[] {
  here ??= env.ISBN_LOOKUP
    ? [
        openLibrary(env.OPEN_LIBRARY_URL),
        ...(env.GOOGLE_BOOKS_KEY ? [googleBooks(env.GOOGLE_BOOKS_URL, env.GOOGLE_BOOKS_KEY)] : []),
      ]
    : [];
  return here;
}

let here: Library[] | undefined;

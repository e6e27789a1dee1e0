import { z } from "zod";
import { readJson } from "@/lib/core/json";

/** The orders a list of books may have. `relevance` belongs to a search. */
export const AFTER_SORTS = ["newest", "minimum", "-minimum", "title"] as const;
type Order = (typeof AFTER_SORTS)[number] | "relevance";

/** The last book of a page: the next page begins after it. */
const keyset = z.object({
  order: z.enum(AFTER_SORTS),
  isTaken: z.boolean(),
  key: z.union([z.int(), z.string().max(600)]), // what the list is ordered by
  id: z.uuid(),
});
/** A search is ranked anew for each page and cut; its candidates are few. */
const place = z.object({
  order: z.enum([...AFTER_SORTS, "relevance"]),
  offset: z.int().min(1).max(2_000),
  isGuess: z.boolean(),
});
export type After = z.infer<typeof keyset>;
export type Place = z.infer<typeof place>;

export const writeCursor = (after: After | Place): string => Buffer.from(JSON.stringify(after)).toString("base64url");

/** What a cursor of this order says, or undefined when it is not one of ours or belongs to another order. */
export function readCursor(text: string, order: Order, isSearch: boolean): After | Place | undefined {
  const read = (isSearch ? place : keyset).safeParse(parsed(text));
  if (!read.success || read.data.order !== order) return undefined;
  return isSearch || fits(read.data as After) ? read.data : undefined;
}

/** A key that its order cannot have would be an error of the database. */
function fits({ order, key }: After): boolean {
  if (order === "newest") return typeof key === "string" && isInstant(key);
  return order === "title" ? typeof key === "string" && !key.includes("\0") : typeof key === "number";
}

/** A day that no calendar has (30 February, year 0) would be one too. */
function isInstant(text: string): boolean {
  const parsed = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}Z$/.test(text) ? new Date(text) : undefined;
  return parsed !== undefined && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text.slice(0, 19));
}

function parsed(text: string): unknown {
  try {
    return readJson(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

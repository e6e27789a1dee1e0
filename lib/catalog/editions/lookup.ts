import { inArray, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { type Edition, editions } from "@/db/schema";
import { isIsbn13 } from "@/lib/catalog/isbn";
import { log } from "@/lib/core/log";
import { Breaker } from "./breaker";
import { librariesHere } from "./here";
import { type Library, LibraryFault } from "./library";
import { Slots } from "./slots";

const DAY_MS = 86_400_000;
const ASK_AGAIN = { found: 365 * DAY_MS, notFound: 7 * DAY_MS };
/** All libraries together, however many ISBNs: nobody waits longer. */
const WITHIN_MS = 3_000;
/** The first of several libraries leaves time for the next. */
const EACH_MS = 2_000;
const AT_ONCE = 4;

/** By ISBN: an edition, or null when the libraries do not have it. An ISBN of which nothing is known is left out. */
export type Editions = Map<string, (Edition & { title: string }) | null>;

/** What is known already, without asking anybody. */
export async function knownEditions(isbns: readonly string[], now = new Date()): Promise<Editions> {
  return asKnown(await kept(isbns), now);
}

/**
 * What these ISBN-13s are: from what is kept, and for the others from the libraries, within three seconds in all. A library that
 * fails is as one that was not asked: nothing is refused, and nothing is kept of it. A "not found" is kept a week, an edition a
 * year. Calls other servers: never inside a transaction.
 */
export async function lookUpEditions(
  isbns: readonly string[],
  now = new Date(),
  { libraries = librariesHere(), withinMs = WITHIN_MS }: { libraries?: readonly Library[]; withinMs?: number } = {},
): Promise<Editions> {
  const rows = await kept(isbns);
  const before = new Map(rows.map((row) => [row.isbn13, row]));
  const missing = [...new Set(isbns)].filter((isbn) => isIsbn13(isbn) && isDue(before.get(isbn), now));
  if (missing.length === 0 || libraries.length === 0) return asKnown(rows, now);

  const underWay = missing.flatMap((isbn) => asked.get(isbn) ?? []);
  const fresh = missing.filter((isbn) => !asked.has(isbn));
  const ours = askAll(fresh, libraries, withinMs, now).finally(() => {
    for (const isbn of fresh) asked.delete(isbn);
  });
  for (const isbn of fresh) asked.set(isbn, ours);
  await Promise.all([ours, ...underWay]);
  return knownEditions(isbns, now);
}

/** The same for a whole pile, in portions, one after another: for after the answer is out. */
export async function lookUpPile(isbns: readonly string[], now = new Date()): Promise<void> {
  for (let start = 0; start < isbns.length; start += PORTION)
    await lookUpEditions(isbns.slice(start, start + PORTION), now);
}

const PORTION = 50;
const slots = new Slots(AT_ONCE);
const breakers = new Map<string, Breaker>();
/** Two who want the same at the same time ask once. */
const asked = new Map<string, Promise<void>>();

type Row = Edition;

async function askAll(
  isbns: readonly string[],
  libraries: readonly Library[],
  withinMs: number,
  now: Date,
): Promise<void> {
  const until = AbortSignal.timeout(withinMs);
  let left = isbns;
  const unsure = new Set<string>();
  for (const [nth, library] of libraries.entries()) {
    const isLast = nth === libraries.length - 1;
    const signal = isLast ? until : AbortSignal.any([until, AbortSignal.timeout(Math.min(EACH_MS, withinMs))]);
    const portions = Array.from({ length: Math.ceil(left.length / library.atOnce) }, (_, portion) =>
      left.slice(portion * library.atOnce, (portion + 1) * library.atOnce),
    );
    const found = new Set<string>();
    await Promise.all(
      portions.map(async (portion) => {
        const answer = await askOne(library, portion, signal, now);
        if (answer === undefined) for (const isbn of portion) unsure.add(isbn);
        else if (answer.size > 0) {
          await keep(
            [...answer].map(([isbn13, edition]) => ({ isbn13, ...edition, source: library.name, askedAt: now })),
          );
          for (const isbn of answer.keys()) found.add(isbn);
        }
      }),
    );
    left = left.filter((isbn) => !found.has(isbn));
    if (left.length === 0) return;
  }
  // only who heard from all of them knows that there is nothing
  await keep(left.filter((isbn) => !unsure.has(isbn)).map((isbn13) => ({ isbn13, askedAt: now })));
}

/** One call, or nothing when the library is left alone, the time is over, or it failed. */
async function askOne(library: Library, isbns: readonly string[], signal: AbortSignal, now: Date) {
  const breaker = breakers.get(library.name) ?? new Breaker();
  breakers.set(library.name, breaker);
  return slots.within(signal, async () => {
    if (!breaker.mayAsk(now.getTime())) return undefined;
    try {
      const answer = await library.find(isbns, signal);
      breaker.answered();
      return answer;
    } catch (error) {
      breaker.failed(now.getTime(), error instanceof LibraryFault ? error.restMs : undefined);
      if (!(error instanceof LibraryFault)) throw error;
      log.debug({ library: library.name, fault: error.message }, "a library did not answer");
      return undefined;
    }
  });
}

async function kept(isbns: readonly string[]): Promise<Row[]> {
  if (isbns.length === 0) return [];
  return db
    .select()
    .from(editions)
    .where(inArray(editions.isbn13, [...new Set(isbns)]));
}

/** A "not found" does not take away what was found before. */
async function keep(rows: (typeof editions.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return;
  const newer = (column: string) => sql.raw(`coalesce(excluded.${column}, editions.${column})`);
  await db
    .insert(editions)
    .values(rows)
    .onConflictDoUpdate({
      target: editions.isbn13,
      set: {
        title: newer("title"),
        authors: sql`case when excluded.title is null then editions.authors else excluded.authors end`,
        publisher: newer("publisher"),
        year: newer("year"),
        language: newer("language"),
        source: newer("source"),
        askedAt: sql`excluded.asked_at`,
      },
    });
}

function isDue(row: Row | undefined, now: Date): boolean {
  if (!row) return true;
  return now.getTime() - row.askedAt.getTime() > (row.title === null ? ASK_AGAIN.notFound : ASK_AGAIN.found);
}

/** An edition once found stays one, however old; an old "not found" is nothing to go by. */
function asKnown(rows: readonly Row[], now: Date): Editions {
  return new Map(
    rows.flatMap((row): [string, (Edition & { title: string }) | null][] => {
      const { title } = row;
      if (title !== null) return [[row.isbn13, { ...row, title }]];
      return isDue(row, now) ? [] : [[row.isbn13, null]];
    }),
  );
}

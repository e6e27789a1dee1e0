import { z } from "zod";
import { keptFiles } from "@/lib/catalog/import/kept-file";
import type { Values } from "@/lib/core/i18n/bilingual";
import { type ImportCode, importWords } from "@/lib/core/i18n/messages/import";
import { Refusal } from "@/lib/core/refusal";
import type { PersonActor } from "@/lib/identity/actor";

/** More books than anybody carries at once; a longer table is for the organizers' import. */
export const PILE_MAX = 500;
const SAID_MAX = 6_000;

const text = z.string().max(SAID_MAX);

/** What the person says of one book, as typed: an empty choice means "as for all". */
const said = z.object({
  isbn: text.optional(),
  title: text.optional(),
  authors: text.optional(),
  language: text.optional(),
  category: text.optional(),
  condition: text.optional(),
  minimum: text.optional(),
  /** Whether it goes into the catalog; while nobody said, that depends on what is known of it. */
  take: z.boolean().optional(),
});
export type Said = z.infer<typeof said>;

/** What was said of a row of a table by the rules of the import. */
const verdict = z.object({
  line: z.int(),
  codes: z.array(z.custom<ImportCode>((code) => typeof code === "string" && importWords.has(code))),
  values: z.custom<Values>((values) => typeof values === "object" && values !== null),
});

const problem = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("wrongCheckDigit"), expected: z.string(), group: z.string() }),
  z.object({ kind: z.literal("notBook") }),
  z.object({ kind: z.literal("notIsbn") }),
  verdict.extend({ kind: z.literal("row") }), // of a table, and why it cannot be taken
]);
export type Problem = z.infer<typeof problem>;

const row = z.object({
  /** Tells the row from the others of its pile, and for ever from any other: the same again adds nothing. */
  key: z.string().regex(/^[a-z0-9-]{1,60}$/),
  typed: z.string(),
  isbn13: z.string().nullable(),
  problem: problem.nullable(),
  said,
  /** What was mended in a table's row. */
  mended: verdict.optional(),
  /** What a table's row has and the form does not ask. */
  more: z.object({ publisher: z.string().nullable(), year: z.int().nullable(), description: z.string() }).optional(),
});
export type PileRow = z.infer<typeof row>;

const forAll = z.object({
  language: text,
  category: text,
  condition: text,
  minimum: text,
  pickupPoint: text,
  city: text,
});
export type ForAll = z.infer<typeof forAll>;

const pile = z.object({
  campaignId: z.string(),
  /** Begins the keys of its rows. */
  id: z.string(),
  /** Grows with every change, so that a page knows whether it shows the last one. */
  revision: z.int(),
  forAll,
  rows: z.array(row),
});
/** Books on their way into a catalog. Kept for whoever makes it alone, a day at most; nothing of it is in the catalog. */
export type Pile = z.infer<typeof pile>;

const files = keptFiles("piles", "catalog.list");

export async function keepPile(actor: PersonActor, made: Pile, now: Date): Promise<string> {
  return files.keep(actor, Buffer.from(JSON.stringify(made)), now);
}

/** A pile under its name. Refuses `catalog.pileGone` for one that is not yours, not there, of another campaign, or too old. */
export async function readPile(actor: PersonActor, campaignId: string, name: string, now = new Date()): Promise<Pile> {
  const bytes = await files.read(actor, name, now);
  const read = pile.safeParse(bytes && JSON.parse(Buffer.from(bytes).toString("utf8")));
  if (!read.success || read.data.campaignId !== campaignId) throw new Refusal("catalog.pileGone");
  return read.data;
}

export async function savePile(actor: PersonActor, name: string, changed: Pile): Promise<Pile> {
  const next = { ...changed, revision: changed.revision + 1 };
  await files.replace(actor, name, Buffer.from(JSON.stringify(next)));
  return next;
}

/** Takes a pile away; nothing of it comes into the catalog. */
export async function dropPile(actor: PersonActor, name: string): Promise<void> {
  await files.drop(actor, name);
}

/**
 * Keeps what was typed of a pile, of all its books and of single ones; what was not on the page stays as it was. Longer than any
 * field may be, it is cut. Refuses `identity.notAllowed`, `catalog.pileGone`.
 */
export async function sayOfPile(
  actor: PersonActor,
  campaignId: string,
  name: string,
  typed: { forAll: Partial<ForAll>; rows: ReadonlyMap<string, Said> },
  now = new Date(),
): Promise<Pile> {
  const before = await readPile(actor, campaignId, name, now);
  const rows = before.rows.map((row) => ({ ...row, said: { ...row.said, ...cut(typed.rows.get(row.key) ?? {}) } }));
  return savePile(actor, name, { ...before, forAll: { ...before.forAll, ...cut(typed.forAll) }, rows });
}

function cut<Fields extends object>(fields: Fields): Fields {
  const entries = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === "string" ? value.slice(0, SAID_MAX) : value,
  ]);
  return Object.fromEntries(entries) as Fields;
}

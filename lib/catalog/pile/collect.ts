import { db } from "@/db/client";
import type { Campaign } from "@/db/schema";
import { campaignTaking } from "@/lib/catalog/commands";
import { type JudgedFile, readBookFile } from "@/lib/catalog/import/read";
import { topicsOf } from "@/lib/catalog/rules";
import { LANGUAGE_UNKNOWN } from "@/lib/catalog/vocabulary";
import { newSecretToken } from "@/lib/core/codes";
import { plainAmount } from "@/lib/core/money";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, type PersonActor, requirePermission } from "@/lib/identity/actor";
import { type ForAll, keepPile, PILE_MAX, type Pile, type PileRow, readPile, savePile } from "./draft";
import { type Extracted, isbnsIn } from "./extract";

export type Collect = {
  campaignId: string;
  /** Any text; what was scanned or typed stands in it too. */
  text: string;
  /** A table, as for the import. */
  table?: Uint8Array | undefined;
  /** The name of a pile these books join. */
  into?: string | undefined;
};

/**
 * Makes a pile of the ISBNs in a text and the rows of a table, or adds them to one; nothing goes into the catalog. Answers the
 * pile's name. Refuses `identity.notAllowed`, what `listBook` refuses about the campaign, `catalog.pileEmpty` when there is no
 * ISBN and no row, `catalog.pileTooLarge` beyond 500 books, `catalog.pileGone`, and what the import refuses of a table.
 */
export async function collectPile(actor: Actor, input: Collect, now = new Date()): Promise<string> {
  const person = mayPile(actor);
  const campaign = await db.transaction((tx) => campaignTaking(tx, person, input.campaignId, now));
  const before = input.into ? await readPile(person, campaign.id, input.into, now) : freshPile(campaign);
  const table = input.table && (await readBookFile(input.table, { topics: topicsOf(campaign), now }));
  const extracted = isbnsIn(input.text);
  if (extracted.length === 0 && !table?.rows.length) throw new Refusal("catalog.pileEmpty");

  const nth = before.rows.length;
  const rows = [
    ...before.rows,
    ...extracted.map((each, place) => extractedRow(each, `${before.id}-${nth + place + 1}`)),
    ...(table ? tableRows(table, before) : []),
  ];
  if (rows.length > PILE_MAX) throw new Refusal("catalog.pileTooLarge", { max: PILE_MAX, count: rows.length });
  const made = { ...before, rows };
  if (!input.into) return keepPile(person, made, now);
  await savePile(person, input.into, made);
  return input.into;
}

/** Whoever lists without review, in their own name. */
export function mayPile(actor: Actor): PersonActor {
  requirePermission(actor, "catalog.list");
  if (actor.kind !== "person") throw new Refusal("identity.signInFirst");
  return actor;
}

/** What a pile says of all its books until the person says otherwise. */
export function usualForAll(campaign: Pick<Campaign, "defaultMinimumMinor" | "pickupPoints">): ForAll {
  return {
    language: LANGUAGE_UNKNOWN,
    category: "other",
    condition: "good",
    minimum: plainAmount(campaign.defaultMinimumMinor),
    pickupPoint: campaign.pickupPoints[0] ?? "",
    city: "",
  };
}

const ID_SIGNS = 16;

function freshPile(campaign: Campaign): Pile {
  const id = newSecretToken()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, ID_SIGNS);
  return { campaignId: campaign.id, id: `pile-${id}`, revision: 0, forAll: usualForAll(campaign), rows: [] };
}

function extractedRow(each: Extracted, key: string): PileRow {
  const { typed } = each;
  if (each.kind === "isbn") return { key, typed, isbn13: each.isbn13, problem: null, said: {} };
  const problem =
    each.kind === "notBook" ? { kind: each.kind } : { kind: each.kind, expected: each.expected, group: each.group };
  return { key, typed, isbn13: null, problem, said: {} };
}

/** The rows of a table keep the import's keys: the same table there and here adds nothing twice. */
function tableRows(table: JudgedFile, before: Pile): PileRow[] {
  const known = new Set(before.rows.map(({ key }) => key));
  return table.rows.flatMap(({ line, codes, values, book, key }): PileRow[] => {
    const verdict = { line, codes, values };
    if (!book || key === undefined)
      return [
        {
          key: `${before.id}-l${before.rows.length}-${line}`,
          typed: "",
          isbn13: null,
          problem: { kind: "row", ...verdict },
          said: {},
        },
      ];
    if (known.has(key)) return [];
    const { publisher, year, description, isbn13 } = book;
    const lacks = (column: JudgedFile["missing"][number]) => table.missing.includes(column);
    const said = {
      title: book.title,
      authors: book.authors.join("; "),
      language: book.language === LANGUAGE_UNKNOWN ? "" : book.language,
      category: lacks("category") ? "" : book.category,
      condition: lacks("condition") ? "" : book.condition,
      minimum: book.minimumMinor === null ? "" : plainAmount(book.minimumMinor),
    };
    const mended = codes.length > 0 ? verdict : undefined;
    return [{ key, typed: isbn13 ?? "", isbn13, problem: null, said, mended, more: { publisher, year, description } }];
  });
}

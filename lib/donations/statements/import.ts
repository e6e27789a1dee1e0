import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { type Campaign, type ColumnMapping, campaigns, communities, statementMappings } from "@/db/schema";
import { keptFiles } from "@/lib/catalog/import/kept-file";
import { Refusal } from "@/lib/core/refusal";
import { cleanText } from "@/lib/core/text";
import type { Actor } from "@/lib/identity/actor";
import { requirePerson } from "../actors";
import { fits, type Guess, guessMapping } from "./columns";
import { readLines, type Unreadable } from "./read";
import { storeLines, type Taken } from "./store";
import { openTable, type StatementTable } from "./table";

/** Statements that wait until somebody has said what their columns mean. */
export const statementFiles = keptFiles("statements", "money.confirm");

export type ImportStatement = {
  campaignId: string;
  name: string;
  bytes: Uint8Array;
  /** What the columns mean; without it, what was said of this header before, or what the header says. */
  mapping?: ColumnMapping | undefined;
};
export type ImportedStatement = Taken & { unreadable: Unreadable[] };

/**
 * Takes over a file of the bank's. Each line is stored once, however often and in whatever overlap it comes; lines that cannot be
 * read are named with why. A mapping that was given is remembered for files with the same header.
 * Refuses: no permission, `catalog.campaignNotFound`, `statementTooLarge`, `statementEmpty`, `statementColumns` when nobody said
 * which column is which and the header does not, `currencyMismatch`, `catalog.fileUnreadable`.
 */
export async function importStatement(
  actor: Actor,
  { campaignId, name, bytes, mapping }: ImportStatement,
  now = new Date(),
): Promise<ImportedStatement> {
  const treasurer = requirePerson(actor, "money.confirm");
  const { communityId } = treasurer;
  const { table, currency, lines, unreadable } = await readStatement(communityId, { campaignId, bytes, mapping }, now);
  return db.transaction(async (tx) => {
    if (mapping)
      await tx
        .insert(statementMappings)
        .values({ communityId, header: table.key, mapping, createdAt: now })
        .onConflictDoUpdate({
          target: [statementMappings.communityId, statementMappings.header],
          set: { mapping, createdAt: now },
        });
    const into = { communityId, campaignId, currency, source: "csv" as const, actorId: treasurer.personId };
    const taken = await storeLines(tx, { ...into, name: fileName(name) }, lines, now);
    return { ...taken, unreadable };
  });
}

/** The lines of a kept file that could not be read, in its order. Refuses as `importStatement` does; stores nothing. */
export async function unreadableLines(
  actor: Actor,
  input: Pick<ImportStatement, "campaignId" | "bytes">,
  now = new Date(),
): Promise<Unreadable[]> {
  const { communityId } = requirePerson(actor, "money.confirm");
  return (await readStatement(communityId, input, now)).unreadable;
}

/** A statement as the page asks about it: its header, a few lines, and what its columns seem to mean. */
export type LookAt = { header: string[]; sample: string[][]; guess: Guess["mapping"]; isKnown: boolean };

/** What a file's columns mean, as far as that is known; stores nothing. Refuses as `importStatement` does for the file itself. */
export async function lookAtStatement(actor: Actor, bytes: Uint8Array): Promise<LookAt> {
  const { communityId } = requirePerson(actor, "money.confirm");
  const table = await openTable(bytes);
  const remembered = await rememberedMapping(communityId, table);
  const guess = guessMapping(table);
  return {
    header: table.header,
    sample: table.rows.slice(0, SAMPLE).map(({ cells }) => cells.map((cell) => cleanText(cell).text.slice(0, 80))),
    guess: remembered ?? guess.mapping,
    isKnown: remembered !== undefined || (guess.isKnown && complete(guess) !== undefined),
  };
}

const SAMPLE = 4;

/** A campaign of the community, with what reading its statement needs. Refuses `catalog.campaignNotFound`. */
export async function campaignFor(
  communityId: string,
  campaignId: string,
): Promise<Pick<Campaign, "id" | "currency" | "monoAccount" | "opensAt"> & { timeZone: string }> {
  const [campaign] = await db
    .select({
      id: campaigns.id,
      currency: campaigns.currency,
      monoAccount: campaigns.monoAccount,
      opensAt: campaigns.opensAt,
      timeZone: communities.timeZone,
    })
    .from(campaigns)
    .innerJoin(communities, eq(communities.id, campaigns.communityId))
    .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId)));
  if (!campaign) throw new Refusal("catalog.campaignNotFound");
  return campaign;
}

async function readStatement(
  communityId: string,
  { campaignId, bytes, mapping }: Omit<ImportStatement, "name">,
  now: Date,
) {
  const { currency, timeZone } = await campaignFor(communityId, campaignId);
  const table = await openTable(bytes);
  const known = mapping ?? (await rememberedMapping(communityId, table)) ?? complete(guessMapping(table));
  if (!known) throw new Refusal("donations.statementColumns");
  return { table, currency, ...readLines(table, known, { currency, timeZone, now }) };
}

async function rememberedMapping(communityId: string, table: StatementTable): Promise<ColumnMapping | undefined> {
  const [kept] = await db
    .select({ mapping: statementMappings.mapping })
    .from(statementMappings)
    .where(and(eq(statementMappings.communityId, communityId), eq(statementMappings.header, table.key)));
  return kept && fits(kept.mapping, table.header) ? kept.mapping : undefined;
}

function complete({ mapping }: Guess): ColumnMapping | undefined {
  const { at, amount } = mapping;
  return at === null || amount === null ? undefined : { ...mapping, at, amount };
}

const fileName = (name: string) => cleanText(name).text.slice(-120) || "statement.csv";

import { and, eq } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { type Campaign, communities, people } from "@/db/schema";
import { campaignTaking } from "@/lib/catalog/commands";
import { topicsOf } from "@/lib/catalog/rules";
import type { BookDraft } from "@/lib/catalog/vocabulary";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { record } from "@/lib/identity/audit";
import { addOnce, codesByKey, type NewRow } from "./add";
import { type JudgedRow, readBookFile } from "./read";

const CHUNK_ROWS = 500;

export type ImportOptions = {
  /** Judge every row and write nothing. */
  dryRun?: boolean;
  /** Whose books they are; the actor's own otherwise. The operator's tool has to name somebody. */
  giverId?: string | undefined;
  /** Rows done and all rows, after each chunk. */
  onProgress?: ((done: number, total: number) => void) | undefined;
};

export type ImportedRow = Omit<JudgedRow, "key"> & {
  /** The row is in the campaign since an earlier import of it; it adds nothing. */
  isDuplicate: boolean;
};

export type ImportReport = {
  rows: ImportedRow[];
  accepted: number;
  warned: number;
  rejected: number;
  /** Accepted or warned rows that were imported before. */
  duplicates: number;
  /** Books this import added; 0 in a dry run. */
  added: number;
};

/**
 * Imports a CSV of books into a campaign, or only judges it. Rows that are good are listed at once, rejected ones stop nothing,
 * and the same file again adds nothing. A missing minimum is the campaign's default, the place its first pick-up point, or else
 * the community. Chunks of 500 rows are each all there or not, so an import that was cut off is simply run again.
 * Refuses `identity.notAllowed`, what `listBook` refuses about the campaign, before each chunk anew, an unknown giver, and files that cannot be read.
 */
export async function importBooks(
  actor: Actor,
  campaignId: string,
  bytes: Uint8Array,
  { dryRun = false, giverId, onProgress }: ImportOptions = {},
  now = new Date(),
): Promise<ImportReport> {
  requirePermission(actor, "catalog.import");
  const shelf = await db.transaction(async (tx) => {
    const campaign = await campaignTaking(tx, actor, campaignId, now);
    return { campaign, giverId: await knownGiver(tx, actor, giverId), place: await placeIn(tx, campaign) };
  });

  const { rows, accepted, warned, rejected } = await readBookFile(bytes, { topics: topicsOf(shelf.campaign), now });
  const good = rows.filter(isGood);
  const before = new Set<string>();
  let added = 0;
  try {
    for (let start = 0; start < good.length; start += CHUNK_ROWS) {
      const chunk = good.slice(start, start + CHUNK_ROWS);
      const keys = chunk.map(({ key }) => key);
      for (const key of (await codesByKey(db, shelf.campaign, keys)).keys()) before.add(key);
      const fresh = chunk.filter(({ key }) => !before.has(key));
      if (!dryRun && fresh.length > 0) {
        const rows = fresh.map((row) => asBook(shelf, row, now));
        added += await db.transaction(async (tx) => {
          await campaignTaking(tx, actor, campaignId, now); // it may have been closed meanwhile
          return (await addOnce(tx, actor, shelf.campaign, rows, now)).length;
        });
      }
      onProgress?.(Math.min(start + CHUNK_ROWS, good.length), good.length);
    }
  } finally {
    // also of an import that was cut off
    if (added > 0) await record(db, actor, "books_imported", { subjectId: campaignId, details: { count: added } }, now);
  }
  return {
    rows: rows.map(({ key, ...row }) => ({ ...row, isDuplicate: key !== undefined && before.has(key) })),
    accepted,
    warned,
    rejected,
    duplicates: before.size,
    added,
  };
}

type Shelf = { campaign: Campaign; giverId: string; place: string };
type GoodRow = JudgedRow & { book: BookDraft; key: string };

const isGood = (row: JudgedRow): row is GoodRow => row.book !== undefined && row.key !== undefined;

async function knownGiver(tx: Tx, actor: Actor, giverId: string | undefined): Promise<string> {
  const personId = giverId ?? actor.personId;
  if (personId === null) throw new Refusal("identity.notFound");
  const [person] = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.communityId, actor.communityId), eq(people.id, personId)));
  if (!person) throw new Refusal("identity.notFound");
  return person.id;
}

async function placeIn(tx: Tx, campaign: Campaign): Promise<string> {
  const [first] = campaign.pickupPoints;
  if (first !== undefined) return first;
  return one(
    await tx.select({ name: communities.name }).from(communities).where(eq(communities.id, campaign.communityId)),
  ).name;
}

function asBook({ campaign, giverId, place }: Shelf, { book, key }: GoodRow, now: Date): NewRow {
  const { communityId, id: campaignId, currency, defaultMinimumMinor } = campaign;
  return {
    ...book,
    communityId,
    campaignId,
    giverId,
    status: "listed",
    minimumMinor: book.minimumMinor ?? defaultMinimumMinor,
    currency,
    pickupPoint: place,
    importKey: key,
    listedAt: now,
    createdAt: now,
  };
}

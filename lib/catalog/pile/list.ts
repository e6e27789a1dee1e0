import type { z } from "zod";
import { db } from "@/db/client";
import type { Campaign } from "@/db/schema";
import { campaignTaking, listingSays } from "@/lib/catalog/commands";
import { addOnce, codesByKey, type NewRow } from "@/lib/catalog/import/add";
import { topicsOf } from "@/lib/catalog/rules";
import type { Actor } from "@/lib/identity/actor";
import { recordLead } from "@/lib/referrals/leads";
import type { Source } from "@/lib/referrals/touches";
import { mayPile } from "./collect";
import type { Pile } from "./draft";
import { readPile } from "./draft";
import { asListing, type NotReady, type Ready, type ReviewedRow, type RowState, reviewRows } from "./judge";
import { knownOf } from "./known";

const CHUNK_ROWS = 50;

type Shelf = Pick<Campaign, "communityId" | "id" | "topics">;

export type Reviewed = {
  pile: Pile;
  rows: ReviewedRow[];
  counts: Record<RowState | "taken", number>;
  /** ISBNs that no library has been heard on yet. */
  unheard: string[];
  /** By row: what is wrong with one that is to be taken. */
  errors: Map<string, z.ZodError>;
};

/**
 * A pile as it stands now: what each row is, what is known of it, and what is still wrong. Asks nobody and changes nothing.
 * Refuses `identity.notAllowed`, `catalog.pileGone`.
 */
export async function reviewPile(actor: Actor, campaign: Shelf, name: string, now = new Date()): Promise<Reviewed> {
  const pile = await readPile(mayPile(actor), campaign.id, name, now);
  return review(pile, campaign, now);
}

/**
 * Lists the taken rows of a pile, each by itself: those that are in order go into the catalog at once, the others stay in the
 * pile with what is wrong with them. In portions that are each all there or not; a row that is listed is never listed again, so
 * after anything that broke off the same is simply done once more. Refuses `identity.notAllowed`, `catalog.pileGone`, and what
 * `listBook` refuses about the campaign, before each portion anew, a topic or a place.
 */
export async function listPile(
  actor: Actor,
  input: { campaignId: string; name: string; source?: Source | undefined },
  now = new Date(),
): Promise<{ added: number; failed: NotReady[] }> {
  const person = mayPile(actor);
  const campaign = await db.transaction((tx) => campaignTaking(tx, person, input.campaignId, now));
  const pile = await readPile(person, campaign.id, input.name, now);
  const { rows, known } = await reviewed(pile, campaign, now);
  const judged = rows.filter(({ take }) => take).map((row) => asListing(pile, row, known));
  const ready = judged.filter((each): each is Ready => "book" in each);
  const failed = judged.filter((each): each is NotReady => "error" in each);
  // whatever the campaign does not have is found before anything is listed
  const values = ready.map(({ key, book }) => asRow(campaign, person.personId, key, book, now));

  let added = 0;
  for (let start = 0; start < values.length; start += CHUNK_ROWS) {
    const chunk = values.slice(start, start + CHUNK_ROWS);
    added += await db.transaction(async (tx) => {
      await campaignTaking(tx, person, campaign.id, now); // it may have been closed meanwhile
      const there = await codesByKey(
        tx,
        campaign,
        chunk.map(({ importKey }) => importKey),
      );
      const fresh = chunk.filter(({ importKey }) => !there.has(importKey));
      const { communityId, personId } = person;
      const lead = { communityId, campaignId: campaign.id, personId, cause: "listing" } as const;
      if (input.source && start === 0) await recordLead(tx, lead, input.source, now);
      return (await addOnce(tx, person, campaign, fresh, now)).length;
    });
  }
  return { added, failed };
}

/** How many rows of a pile are in the catalog; while it is being listed, it grows by portions. */
export async function pileListed(actor: Actor, campaignId: string, name: string, now = new Date()): Promise<number> {
  const person = mayPile(actor);
  const pile = await readPile(person, campaignId, name, now);
  const keys = pile.rows.map(({ key }) => key);
  return (await codesByKey(db, { communityId: person.communityId, id: campaignId }, keys)).size;
}

async function review(pile: Pile, campaign: Shelf, now: Date): Promise<Reviewed> {
  const { rows, known } = await reviewed(pile, campaign, now);
  const counts = { listed: 0, invalid: 0, again: 0, copy: 0, found: 0, typed: 0, notFound: 0, taken: 0 };
  const errors = new Map<string, z.ZodError>();
  for (const row of rows) {
    counts[row.state]++;
    if (!row.take) continue;
    counts.taken++;
    const listing = asListing(pile, row, known);
    if ("error" in listing) errors.set(row.key, listing.error);
  }
  return { pile, rows, counts, unheard: known.unheard, errors };
}

async function reviewed(pile: Pile, campaign: Shelf, now: Date) {
  const { communityId, id } = campaign;
  // a mended ISBN counts, so the rows are read twice: first for their ISBNs
  const nothing = { books: new Map(), copies: new Map(), unheard: [] };
  const isbns = reviewRows(pile, nothing, new Map()).flatMap(({ isbn13 }) => isbn13 ?? []);
  const keys = pile.rows.map(({ key }) => key);
  const [known, codes] = await Promise.all([
    knownOf({ communityId, campaignId: id }, isbns, now),
    codesByKey(db, { communityId, id }, keys),
  ]);
  // another campaign may sort its books under topics that this one does not have
  const topics = topicsOf(campaign);
  for (const [isbn, book] of known.books)
    if (book.category !== null && !topics.includes(book.category)) known.books.set(isbn, { ...book, category: null });
  return { rows: reviewRows(pile, known, codes), known };
}

function asRow(campaign: Campaign, giverId: string, importKey: string, book: Ready["book"], now: Date): NewRow {
  const { communityId, id: campaignId, currency } = campaign;
  return {
    ...listingSays(book, campaign),
    communityId,
    campaignId,
    giverId,
    status: "listed",
    currency,
    importKey,
    listedAt: now,
    createdAt: now,
  };
}

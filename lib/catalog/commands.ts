import { and, eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { type Book, type BookEvent, type BookStatus, books, type Campaign, campaigns } from "@/db/schema";
import { newBookCode } from "@/lib/core/codes";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, can, requirePermission } from "@/lib/identity/actor";
import { openLink } from "@/lib/identity/links";
import { knownPerson } from "@/lib/identity/people";
import { notify } from "@/lib/messages/notify";
import { recordLead } from "@/lib/referrals/leads";
import type { Source } from "@/lib/referrals/touches";
import type { EditBookInput, ListBookInput } from "./input";
import { keepCampaign } from "./locks";
import { type BookChange, findHolder, isTaken, move, record } from "./moves";
import { findHeld, type Hand, lockHeld, needsReview } from "./owners";
import { next, takesBooks, topicsOf } from "./rules";

export type ListBook = ListBookInput & { campaignId: string; source?: Source | undefined };
export type Listing = { id: string; code: string; status: BookStatus; manageToken?: string };

/**
 * Puts a book into a campaign's catalog: a member's at once, a guest's into the review queue, with a private link to manage it.
 * A visitor says who gives (`giver`), and so may somebody who reviews, on another's behalf. How often one may do this is the caller's matter.
 * Refuses: no such campaign, campaign not running, a topic or pick-up point it does not have, no place, nobody who gives.
 */
export async function listBook(actor: Actor, input: ListBook, now = new Date()): Promise<Listing> {
  const { communityId } = actor;
  return db.transaction(async (tx) => {
    const campaign = await campaignTaking(tx, actor, input.campaignId, now);
    const giverId = await giverOf(tx, actor, input, now);
    if (input.source)
      await recordLead(
        tx,
        { communityId, campaignId: campaign.id, personId: giverId, cause: "listing" },
        input.source,
        now,
      );
    const event = needsReview(actor) ? "submit" : "list";
    const status = next("none", event);
    if (!status) throw new Refusal("catalog.notAllowedNow");

    const book = await insertBook(tx, {
      communityId,
      campaignId: campaign.id,
      giverId,
      status,
      ...listingSays(input, campaign),
      currency: campaign.currency,
      listedAt: status === "listed" ? now : null,
      createdAt: now,
    });
    await record(tx, book, event, actor, now);
    const { id, code } = book;
    if (event === "list") return { id, code, status };

    const manageToken = await openLink(tx, "book", communityId, id);
    const payload = { title: book.title, code };
    await notify(tx, { communityId, personId: giverId, subjectId: id, kind: "listing_received", payload }, now);
    return { id, code, status, manageToken };
  });
}

/**
 * Changes what a listing says: the giver's own while nobody has claimed it, any for those who review. What an outsider changes
 * in a listed or rejected book is reviewed again. Refuses `catalog.notAllowedNow`, and what `listBook` refuses about topic and place.
 */
export async function editBook(hand: Hand, input: EditBookInput, now = new Date()): Promise<Book> {
  const held = await findHeld(hand);
  return db.transaction(async (tx) => {
    const book = await lockHeld(tx, held);
    const isOrganizer = can(held.actor, "catalog.review");
    if (!isOrganizer && (await isTaken(tx, book, now))) throw new Refusal("catalog.notAllowedNow");
    const campaign = await findCampaignRow(tx, book.communityId, book.campaignId);
    const change = listingSays({ ...input, minimumMinor: input.minimumMinor ?? book.minimumMinor }, campaign);
    return move(tx, book, editEvent(book.status, held.actor), held.actor, now, { change });
  });
}

/** Shows a waiting or rejected book. Approving a listed one again changes nothing. Refuses `catalog.notAllowedNow`. */
export async function approveBook(actor: Actor, code: string, now = new Date()): Promise<Book> {
  requirePermission(actor, "catalog.review");
  return changeReviewed(actor, code, async (tx, book) =>
    book.status === "listed" ? book : move(tx, book, "approve", actor, now),
  );
}

/** Turns a waiting book down with a reason its giver reads. Refuses `catalog.reasonNeeded`, `catalog.notAllowedNow`. */
export async function rejectBook(actor: Actor, code: string, reason: string, now = new Date()): Promise<Book> {
  requirePermission(actor, "catalog.review");
  if (reason === "") throw new Refusal("catalog.reasonNeeded");
  return changeReviewed(actor, code, async (tx, book) =>
    book.status === "rejected" ? book : move(tx, book, "reject", actor, now, { reason }),
  );
}

/**
 * A step of withdrawing a book that is already locked. Its holder is told the reason and returned, for the caller to let the
 * claim go in the same transaction. Refuses `catalog.holderNeedsReason` when it is reserved and no reason is given, and
 * `catalog.exchangedAlready` once a donation is confirmed. Whose book it is was decided by the caller.
 */
export async function withdrawListedBook(
  tx: Tx,
  by: Actor,
  book: Book,
  reason: string | undefined,
  now: Date,
): Promise<{ book: Book; holder: Awaited<ReturnType<typeof findHolder>> }> {
  if (book.status === "withdrawn") return { book, holder: undefined };
  const holder = await findHolder(tx, book, now);
  if (holder && holder.status !== "held" && holder.status !== "reported") throw new Refusal("catalog.exchangedAlready");
  if (holder && !reason) throw new Refusal("catalog.holderNeedsReason");

  const withdrawn = await move(tx, book, "withdraw", by, now, { reason: reason || undefined });
  if (holder) {
    const { communityId, id: subjectId, title, code } = book;
    const payload = { title, code, reason: reason ?? "" };
    await notify(tx, { communityId, personId: holder.claimantId, subjectId, kind: "book_withdrawn", payload }, now);
  }
  return { book: withdrawn, holder };
}

async function changeReviewed(
  actor: Actor,
  code: string,
  change: (tx: Tx, book: Book) => Promise<Book>,
): Promise<Book> {
  const held = await findHeld({ actor, code });
  return db.transaction(async (tx) => change(tx, await lockHeld(tx, held)));
}

function editEvent(status: BookStatus, actor: Actor): BookEvent {
  if (status === "rejected") return "submit";
  return status === "listed" && needsReview(actor) ? "submit" : "edit";
}

/** A step: the campaign a book is to be listed in now. Refuses `catalog.campaignNotFound`, `catalog.campaignClosed`. */
export async function campaignTaking(tx: Tx, actor: Actor, campaignId: string, now: Date): Promise<Campaign> {
  const isOrganizer = can(actor, "campaigns.manage");
  const campaign = await keepCampaign(tx, actor.communityId, campaignId);
  if (!campaign || (campaign.status === "draft" && !isOrganizer)) throw new Refusal("catalog.campaignNotFound");
  if (!takesBooks(campaign, isOrganizer, now)) throw new Refusal("catalog.campaignClosed");
  return campaign;
}

/** A step: a campaign of this community. Refuses `catalog.campaignNotFound`. */
export async function findCampaignRow(
  tx: Pick<Tx, "select">,
  communityId: string,
  campaignId: string,
): Promise<Campaign> {
  const [campaign] = await tx
    .select()
    .from(campaigns)
    .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId)));
  if (!campaign) throw new Refusal("catalog.campaignNotFound");
  return campaign;
}

async function giverOf(tx: Tx, actor: Actor, { giver }: ListBook, now: Date): Promise<string> {
  const mayNameOther = actor.kind !== "person" || can(actor, "catalog.review");
  if (giver && mayNameOther) return (await knownPerson(tx, actor.communityId, giver, now)).id;
  if (actor.personId === null) throw new Refusal("identity.signInFirst");
  return actor.personId;
}

/** What a listing says, as columns. Refuses a topic or pick-up point the campaign does not have, and no place at all. */
export function listingSays(input: EditBookInput, campaign: Campaign) {
  const { isbn, minimumMinor, publisher, year, city = null } = input;
  // a program may leave the place out: then it is the campaign's first pick-up point
  const pickupPoint = input.pickupPoint ?? (city ? null : (campaign.pickupPoints[0] ?? null));
  if (!city && !pickupPoint) throw new Refusal("catalog.placeNeeded");
  if (pickupPoint && !campaign.pickupPoints.includes(pickupPoint)) throw new Refusal("catalog.pickupUnknown");
  const { title, authors, language, category, condition, description } = input;
  if (!topicsOf(campaign).includes(category)) throw new Refusal("catalog.topicUnknown");
  return {
    title,
    authors,
    isbn13: isbn,
    language,
    publisher: publisher ?? null,
    year: year ?? null,
    category,
    condition,
    description,
    minimumMinor: minimumMinor ?? campaign.defaultMinimumMinor,
    city,
    pickupPoint,
  } satisfies BookChange;
}

const CODE_TRIES = 5;

/** A step: a new row. A code is drawn again in the rare case that the community has it already. */
export async function insertBook(tx: Tx, values: Omit<typeof books.$inferInsert, "code">): Promise<Book> {
  for (let attempt = 1; attempt <= CODE_TRIES; attempt++) {
    const [book] = await tx
      .insert(books)
      .values({ ...values, code: newBookCode() })
      .onConflictDoNothing({ target: [books.communityId, books.code] })
      .returning();
    if (book) return book;
  }
  throw new Error(`No free book code in ${CODE_TRIES} tries`);
}

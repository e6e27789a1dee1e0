import { and, eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { type Book, books } from "@/db/schema";
import { bookCodeToFind } from "@/lib/core/codes";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, can } from "@/lib/identity/actor";
import { findLink } from "@/lib/identity/links";
import { lockBook } from "./moves";

/** Whose hand a change comes from: somebody signed in names the book by its code, a guest by the private link of their listing. */
export type Hand = { actor: Actor; code: string } | { manageToken: string };
type Held = { actor: Actor; communityId: string; bookId: string };

/**
 * The book a hand may change and the person it belongs to: the giver's own, or any of the community for those who review.
 * Not yours and not there look the same: `catalog.notFound`.
 */
export async function findHeld(hand: Hand): Promise<Held> {
  const found = "manageToken" in hand ? await byToken(hand.manageToken) : await byCode(hand.actor, hand.code);
  if (!found) throw new Refusal("catalog.notFound");
  return found;
}

/** A step: the same book under its lock. */
export async function lockHeld(tx: Tx, { communityId, bookId }: Held): Promise<Book> {
  return lockBook(tx, communityId, bookId);
}

/** Whoever may list without review may also change a listing without one. */
export const needsReview = (actor: Actor) => !can(actor, "catalog.list");

async function byToken(token: string): Promise<Held | undefined> {
  const link = await findLink("book", token);
  if (!link) return undefined;
  const { communityId, subjectId: bookId } = link;
  const [book] = await db
    .select({ giverId: books.giverId })
    .from(books)
    .where(and(eq(books.communityId, communityId), eq(books.id, bookId)));
  // the link speaks for its one book: whatever roles its giver has elsewhere stay out
  return book && { actor: { kind: "person", communityId, personId: book.giverId, roles: [] }, communityId, bookId };
}

async function byCode(actor: Actor, code: string): Promise<Held | undefined> {
  if (actor.kind === "visitor") return undefined;
  const { communityId } = actor;
  const [book] = await db
    .select({ id: books.id })
    .from(books)
    .where(
      and(
        eq(books.communityId, communityId),
        eq(books.code, bookCodeToFind(code)),
        can(actor, "catalog.review") ? undefined : eq(books.giverId, actor.personId ?? ""),
      ),
    );
  return book && { actor, communityId, bookId: book.id };
}

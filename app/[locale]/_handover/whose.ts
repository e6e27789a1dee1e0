import type { Route } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { actorIn, communityOf } from "@/app/_web/session";
import { deskPath, readPlace } from "@/app/[locale]/[community]/desk/_parts/place";
import { findHeld } from "@/lib/catalog/owners";
import { findHandoverView, type HandoverView, listToGive } from "@/lib/claims/handovers/queries";
import type { ClaimRef } from "@/lib/claims/moves";
import { isAddressProved } from "@/lib/claims/proved";
import { claimByToken, findClaimRef } from "@/lib/claims/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { Refusal } from "@/lib/core/refusal";
import type { PersonActor } from "@/lib/identity/actor";

const text = z.string().max(100);
const atInput = z.union([
  z.object({ claim: text }),
  z.object({ listing: text }),
  z.object({ desk: z.literal(true), locale: text, community: text, campaign: text.optional(), code: text }),
  z.object({ community: text, code: text, book: text.optional() }), // on the book's own page, when it is named
]);

/**
 * Where somebody looks after a hand-over: the taker by the claim's private link, an outsider giver by their listing's, a giver
 * on their own page, an organizer on the desk.
 */
export type HandoverAt = z.infer<typeof atInput>;

export type Hand = { actor: PersonActor; ref: ClaimRef; view: HandoverView };

/** Who acts there, and on what. What is not theirs, or not there, does not exist. The browser may have made the place up. */
export async function handOf(unread: HandoverAt): Promise<Hand> {
  const read = atInput.safeParse(unread);
  const found = read.success ? await find(read.data) : undefined;
  const view = found && (await findHandoverView(found.actor, found.ref));
  if (!found || !view) notFound();
  return { ...found, view };
}

async function find(at: HandoverAt): Promise<Omit<Hand, "view"> | undefined> {
  if ("claim" in at) return claimByToken(at.claim);
  if ("listing" in at) return byListing(at.listing);
  const community = await communityOf(at.community);
  const actor = await actorIn(community.id);
  const ref = actor.kind === "person" ? await findClaimRef(actor, at.code) : undefined;
  return actor.kind === "person" && ref ? { actor, ref } : undefined;
}

/** The claim that waits for an outsider's book, by the private link of the listing: nothing while nobody has paid. */
export async function byListing(token: string): Promise<Omit<Hand, "view"> | undefined> {
  try {
    const { actor, bookId } = await findHeld({ manageToken: token });
    const [waiting] = await listToGive(actor, bookId);
    if (!waiting || actor.kind !== "person") return undefined;
    const { communityId, claimId } = waiting;
    return { actor, ref: { communityId, claimId } };
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const sharesInput = z.union([z.object({ claim: text }), z.object({ community: text })]);

/** Where somebody chooses what they show of themselves: on a claim's page, or signed in. */
export type SharesAt = z.infer<typeof sharesInput>;

/**
 * Who chooses there. Not by the link of a claim whose address nobody proved, nor by a listing's: either may be in the hands of
 * a stranger who typed the address. They sign in first.
 */
export async function whoShares(unread: SharesAt): Promise<PersonActor | undefined> {
  const read = sharesInput.safeParse(unread);
  if (!read.success) return undefined;
  if ("claim" in read.data) {
    const found = await claimByToken(read.data.claim);
    return found && (await isAddressProved(found.ref)) ? found.actor : undefined;
  }
  const actor = await actorIn((await communityOf(read.data.community)).id);
  return actor.kind === "person" ? actor : undefined;
}

/** Where the choice stands, and that it was saved. */
export function sharesPath(locale: Locale, at: SharesAt): Route {
  const path = "claim" in at ? `/claims/${at.claim}` : `/${at.community}/me`;
  return `/${locale}${path}?said=shares#shares` as Route;
}

/** The page's address, with what is said there. */
export function pathOf(locale: Locale, at: HandoverAt, query: Record<string, string> = {}): Route {
  if ("desk" in at) {
    const { code, ...place } = at;
    const known = readPlace({ ...place, locale });
    return `/${locale}${deskPath(known, `hand-over/${code}`, query)}` as Route;
  }
  if ("book" in at && at.book)
    return `/${locale}/${at.community}/me/books/${at.book}?${new URLSearchParams(query)}#handover` as Route;
  const path =
    "claim" in at ? `/claims/${at.claim}` : "listing" in at ? `/books/manage/${at.listing}` : `/${at.community}/me`;
  const about: Record<string, string> = "code" in at ? { about: at.code } : {};
  const search = new URLSearchParams({ ...query, ...about }).toString();
  return `/${locale}${path}${search && `?${search}`}#handover` as Route;
}

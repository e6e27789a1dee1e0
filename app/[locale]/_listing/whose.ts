import type { Route } from "next";
import { actorIn, communityOf } from "@/app/_web/session";
import { findManagedBook, findOwnBook, type OwnListing } from "@/lib/catalog/own";
import type { Hand } from "@/lib/catalog/owners";
import type { Locale } from "@/lib/core/i18n/locale";

/** Where a giver's own listing is looked after: by a private link, or on the page of a signed-in person. */
export type ListingAt = { token: string } | { community: string; code: string };

/** The hand that acts there. Whether the listing is theirs is found out by the command. */
export async function handOf(at: ListingAt): Promise<Hand> {
  if ("token" in at) return { manageToken: at.token };
  const community = await communityOf(at.community);
  return { actor: await actorIn(community.id), code: at.code };
}

export async function listingOf(at: ListingAt): Promise<OwnListing | undefined> {
  if ("token" in at) return findManagedBook(at.token);
  const community = await communityOf(at.community);
  return findOwnBook(await actorIn(community.id), at.code);
}

/** The page's address; without a language for `Shell`, with one for a redirect. */
export function pathOf(locale: Locale | undefined, at: ListingAt, query: Record<string, string> = {}): Route {
  const path = "token" in at ? `/books/manage/${at.token}` : `/${at.community}/me/books/${at.code}`;
  const search = new URLSearchParams(query).toString();
  return `${locale ? `/${locale}` : ""}${path}${search ? `?${search}` : ""}` as Route;
}

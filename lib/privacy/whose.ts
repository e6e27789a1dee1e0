import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { books, claims, communities, donations, memberships, people, waitlist } from "@/db/schema";
import { isAddressProved } from "@/lib/claims/proved";
import type { PersonActor } from "@/lib/identity/actor";
import { findLink } from "@/lib/identity/links";

/** The private pages that lead to a person's own data, as they stand in an address. */
export const LINK_PAGES = { claims: "claim", donations: "donation", books: "book", waits: "wait" } as const;
export type LinkPage = keyof typeof LINK_PAGES;
export const isLinkPage = (text: string): text is LinkPage => Object.hasOwn(LINK_PAGES, text);

/**
 * Who a private link belongs to. `isProved` says whether its holder has shown that the address is theirs: by the e-mailed code, or by
 * being signed in when they claimed. Whoever only typed somebody's address holds a link too, and must not come to all of that
 * person's data by it. Staff and members are asked to sign in.
 */
export async function personByLink(page: LinkPage, token: string) {
  const kind = LINK_PAGES[page];
  const link = await findLink(kind, token);
  if (!link) return undefined;
  const { communityId, subjectId } = link;
  const owner = await OWNERS[kind](communityId, subjectId);
  if (!owner) return undefined;
  const [person] = await db
    .select({ email: people.email, erasedAt: people.erasedAt, communitySlug: communities.slug })
    .from(people)
    .innerJoin(communities, eq(communities.id, people.communityId))
    .where(and(eq(people.communityId, communityId), eq(people.id, owner.personId)));
  if (!person || person.erasedAt) return undefined;
  const isTheirs = and(eq(memberships.communityId, communityId), eq(memberships.personId, owner.personId));
  const hasRole = (await db.$count(memberships, isTheirs)) > 0;
  const actor: PersonActor = { kind: "person", communityId, personId: owner.personId, roles: [] };
  return { actor, communitySlug: person.communitySlug, email: person.email, isProved: owner.isProved && !hasRole };
}

type Owner = { personId: string; isProved: boolean } | undefined;

const OWNERS: Record<(typeof LINK_PAGES)[LinkPage], (communityId: string, id: string) => Promise<Owner>> = {
  async claim(communityId, id) {
    const [claim] = await db
      .select({ personId: claims.claimantId })
      .from(claims)
      .where(and(eq(claims.communityId, communityId), eq(claims.id, id)));
    return claim && { personId: claim.personId, isProved: await isAddressProved({ communityId, claimId: id }) };
  },
  async wait(communityId, id) {
    const [entry] = await db
      .select({ personId: waitlist.personId, verifiedAt: waitlist.verifiedAt })
      .from(waitlist)
      .where(and(eq(waitlist.communityId, communityId), eq(waitlist.id, id)));
    return entry && { personId: entry.personId, isProved: entry.verifiedAt !== null };
  },
  async donation(communityId, id) {
    const [donation] = await db
      .select({ personId: donations.donorId })
      .from(donations)
      .where(and(eq(donations.communityId, communityId), eq(donations.id, id)));
    return donation?.personId ? { personId: donation.personId, isProved: false } : undefined;
  },
  async book(communityId, id) {
    const [book] = await db
      .select({ personId: books.giverId })
      .from(books)
      .where(and(eq(books.communityId, communityId), eq(books.id, id)));
    return book && { personId: book.personId, isProved: false };
  },
};

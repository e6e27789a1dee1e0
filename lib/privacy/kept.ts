import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { books, claims, communities, donations, messages, people, waitlist } from "@/db/schema";
import { findOwnBooks } from "@/lib/catalog/own";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { underWay } from "./under-way";

/** What is kept of somebody, in figures, before they decide: for themselves, or for an organizer. Refuses `identity.notAllowed`, `identity.notFound`. */
export async function whatIsKept(actor: Actor, personId: string, now = new Date()) {
  if (actor.personId !== personId) requirePermission(actor, "people.manage");
  const { communityId } = actor;
  const [person] = await db
    .select({
      name: people.name,
      email: people.email,
      phone: people.phone,
      telegram: people.telegram,
      erasedAt: people.erasedAt,
      community: communities.name,
    })
    .from(people)
    .innerJoin(communities, eq(communities.id, people.communityId))
    .where(and(eq(people.communityId, communityId), eq(people.id, personId)));
  if (!person || person.erasedAt) throw new Refusal("identity.notFound");
  const whose = { communityId, personId };
  const [given, claimed, donated, waited, told, own, waits] = await Promise.all([
    db.$count(books, and(eq(books.communityId, communityId), eq(books.giverId, personId))),
    db.$count(claims, and(eq(claims.communityId, communityId), eq(claims.claimantId, personId))),
    db.$count(donations, and(eq(donations.communityId, communityId), eq(donations.donorId, personId))),
    db.$count(waitlist, and(eq(waitlist.communityId, communityId), eq(waitlist.personId, personId))),
    db.$count(messages, and(eq(messages.communityId, communityId), eq(messages.personId, personId))),
    findOwnBooks({ kind: "person", communityId, personId, roles: [] }, undefined, now),
    underWay(whose, now),
  ]);
  const free = own.filter(({ state }) => state === "available");
  return {
    ...person,
    counts: { books: given, claims: claimed, donations: donated, waits: waited, messages: told },
    /** Books nobody has claimed; those that lie at a pick-up point can be handed over without their giver. */
    free: { count: free.length, atPoints: free.every(({ pickupPoint }) => pickupPoint !== null) },
    underWay: waits,
  };
}
export type Kept = Awaited<ReturnType<typeof whatIsKept>>;

/** Somebody of the actor's community by their address, for an organizer. Not there, and erased, look the same. */
export async function personByAddress(actor: Actor, email: string): Promise<string | undefined> {
  requirePermission(actor, "people.manage");
  const [person] = await db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.communityId, actor.communityId), eq(people.email, email)));
  return person?.id;
}

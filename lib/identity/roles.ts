import { and, asc, eq, isNull } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { communities, memberships, type Person, people, type Role } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "./actor";
import type { AddMember, RoleChange } from "./input";
import { knownPerson } from "./people";

/**
 * Makes somebody one of the community, with roles; a guest known by the address keeps their name and becomes a member.
 * Doing it twice changes nothing. Refuses: not an organizer.
 */
export async function addMember(actor: Actor, input: AddMember, now = new Date()): Promise<Person> {
  requirePermission(actor, "people.manage");
  const { roles, ...contact } = input;
  return db.transaction(async (tx) => {
    const person = await knownPerson(tx, actor.communityId, contact, now);
    return grant(tx, actor, person.id, roles, now);
  });
}

/** Gives a role to somebody known in the community. Refuses: not an organizer, nobody there. */
export async function grantRole(actor: Actor, input: RoleChange, now = new Date()): Promise<void> {
  requirePermission(actor, "people.manage");
  await db.transaction((tx) => grant(tx, actor, input.personId, [input.role], now));
}

/** Takes a role away, from the person's next request on. Refuses: not an organizer, nobody there, the last organizer. */
export async function revokeRole(actor: Actor, input: RoleChange): Promise<void> {
  requirePermission(actor, "people.manage");
  const { communityId } = actor;
  await db.transaction(async (tx) => {
    await lockCommunity(tx, communityId);
    const held = await tx
      .select({ personId: memberships.personId, role: memberships.role })
      .from(memberships)
      .where(eq(memberships.communityId, communityId));
    const isLast = held.filter(({ role }) => role === "organizer").length === 1;
    const theirs = held.some(({ personId, role }) => personId === input.personId && role === input.role);
    if (theirs && input.role === "organizer" && isLast) throw new Refusal("identity.lastOrganizer");
    if (!theirs) await refuseStranger(tx, communityId, input.personId);
    await tx
      .delete(memberships)
      .where(
        and(
          eq(memberships.communityId, communityId),
          eq(memberships.personId, input.personId),
          eq(memberships.role, input.role),
        ),
      );
  });
}

/** Members and staff with their roles, by name. For organizers. */
export async function listMembers(actor: Actor) {
  requirePermission(actor, "people.manage");
  const rows = await db
    .select({ personId: people.id, name: people.name, email: people.email, role: memberships.role })
    .from(memberships)
    .innerJoin(people, and(eq(people.communityId, memberships.communityId), eq(people.id, memberships.personId)))
    .where(eq(memberships.communityId, actor.communityId))
    .orderBy(asc(people.name), asc(people.id), asc(memberships.role));

  const members = new Map<string, { personId: string; name: string; email: string | null; roles: Role[] }>();
  for (const { role, ...person } of rows) {
    const member = members.get(person.personId) ?? { ...person, roles: [] };
    member.roles.push(role);
    members.set(person.personId, member);
  }
  return [...members.values()];
}

async function grant(tx: Tx, actor: Actor, personId: string, roles: Role[], now: Date): Promise<Person> {
  const { communityId } = actor;
  await refuseStranger(tx, communityId, personId);
  await tx
    .insert(memberships)
    .values(roles.map((role) => ({ communityId, personId, role, grantedBy: actor.personId, grantedAt: now })))
    .onConflictDoNothing();
  return one(
    await tx
      .update(people)
      .set({ isOutsider: false })
      .where(and(eq(people.communityId, communityId), eq(people.id, personId)))
      .returning(),
  );
}

async function refuseStranger(tx: Tx, communityId: string, personId: string): Promise<void> {
  const [person] = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.communityId, communityId), eq(people.id, personId), isNull(people.erasedAt)));
  if (!person) throw new Refusal("identity.notFound");
}

/** Two organizers who take the role from each other at the same moment are asked one after the other. */
async function lockCommunity(tx: Tx, communityId: string): Promise<void> {
  await tx.select({ id: communities.id }).from(communities).where(eq(communities.id, communityId)).for("no key update");
}

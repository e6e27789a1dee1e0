import { and, asc, eq, ilike, or, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { memberships, type Person, people, type Role } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "./actor";
import { record } from "./audit";
import type { AddMember, MemberList, RoleChange } from "./input";
import { lockCommunity } from "./locks";
import { giveRoles, refuseStranger, removedAddress } from "./memberships";
import { knownPerson } from "./people";

/**
 * Makes somebody one of the community, with roles; a guest known by the address keeps their name and becomes a member.
 * Doing it twice changes nothing. Refuses: not an organizer; `identity.secondNeeded` for the role of an organizer.
 */
export async function addMember(actor: Actor, input: AddMember, now = new Date()): Promise<Person> {
  requirePermission(actor, "people.manage");
  const { roles, ...contact } = input;
  refuseAlone(actor, roles);
  const { communityId, personId: grantedBy } = actor;
  return db.transaction(async (tx) => {
    const known = await knownPerson(tx, communityId, contact, now);
    const { person, given } = await giveRoles(tx, { communityId, personId: known.id, grantedBy }, roles, now);
    if (given.length > 0)
      await record(tx, actor, "member_added", { subjectId: person.id, details: { roles: given.join(" ") } }, now);
    return person;
  });
}

/**
 * Gives a role to somebody known in the community. Refuses: not an organizer, nobody there; `identity.secondNeeded` for the role
 * of an organizer, which takes two (organizers.ts) or the operator.
 */
export async function grantRole(actor: Actor, { personId, role }: RoleChange, now = new Date()): Promise<void> {
  requirePermission(actor, "people.manage");
  refuseAlone(actor, [role]);
  const { communityId, personId: grantedBy } = actor;
  await db.transaction(async (tx) => {
    const { given } = await giveRoles(tx, { communityId, personId, grantedBy }, [role], now);
    if (given.length > 0) await record(tx, actor, "role_granted", { subjectId: personId, details: { role } }, now);
  });
}

/**
 * A step: takes a role away, from the person's next request on. Answers the row of the log, for the letter about it, and nothing
 * where the person had no such role. Refuses: not an organizer, nobody there, the last organizer.
 */
export async function dropRole(
  tx: Tx,
  actor: Actor,
  { personId, role }: RoleChange,
  now: Date,
): Promise<string | undefined> {
  requirePermission(actor, "people.manage");
  const { communityId } = actor;
  await lockCommunity(tx, communityId);
  const held = await tx
    .select({ personId: memberships.personId, role: memberships.role })
    .from(memberships)
    .where(eq(memberships.communityId, communityId));
  const isLast = held.filter((each) => each.role === "organizer").length === 1;
  const isTheirs = held.some((each) => each.personId === personId && each.role === role);
  if (isTheirs && role === "organizer" && isLast) throw new Refusal("identity.lastOrganizer");
  if (!isTheirs) {
    await refuseStranger(tx, communityId, personId);
    return undefined;
  }
  await tx
    .delete(memberships)
    .where(
      and(eq(memberships.communityId, communityId), eq(memberships.personId, personId), eq(memberships.role, role)),
    );
  const details = { role, ...(role === "member" && (await addressOf(tx, communityId, personId))) };
  return record(tx, actor, "role_revoked", { subjectId: personId, details }, now);
}

/** The hash of an address, so that it stays known when the person goes. */
async function addressOf(tx: Tx, communityId: string, personId: string): Promise<{ address: string } | undefined> {
  const [person] = await tx
    .select({ email: people.email })
    .from(people)
    .where(and(eq(people.communityId, communityId), eq(people.id, personId)));
  return person?.email ? { address: removedAddress(communityId, person.email) } : undefined;
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

const ON_PAGE = 50;

/**
 * Members and staff whose name or address has the typed words, with a role when one is chosen; by name as Ukrainian sorts, fifty at
 * a time. For organizers.
 */
export async function findMembers(actor: Actor, { q, role, from }: MemberList) {
  requirePermission(actor, "people.manage");
  const { communityId } = actor;
  const words = q.split(" ").filter(Boolean);
  const isFound = and(
    eq(people.communityId, communityId),
    ...words.map((word) => or(ilike(people.name, contains(word)), ilike(people.email, contains(word)))),
  );
  const rows = await db
    .select({
      personId: people.id,
      name: people.name,
      email: people.email,
      roles: sql<Role[]>`array_agg(${memberships.role}::text order by ${memberships.role})`,
      total: sql<number>`(count(*) over ())::int`,
    })
    .from(people)
    .innerJoin(memberships, and(eq(memberships.communityId, people.communityId), eq(memberships.personId, people.id)))
    .where(isFound)
    .groupBy(people.communityId, people.id)
    .having(role ? sql`bool_or(${memberships.role} = ${role})` : undefined)
    .orderBy(sql`${people.name} collate "uk-x-icu"`, asc(people.id))
    .offset(from)
    .limit(ON_PAGE);
  const total = rows[0]?.total ?? 0;
  const next = from + ON_PAGE;
  return { items: rows.map(({ total: _, ...member }) => member), total, next: next < total ? next : null };
}

const contains = (word: string) => `%${word.replace(/[\\%_]/g, "\\$&")}%`;

/** Nobody makes an organizer alone, save the operator, who makes the first. */
function refuseAlone(actor: Actor, roles: readonly Role[]): void {
  if (actor.kind !== "system" && roles.includes("organizer")) throw new Refusal("identity.secondNeeded");
}

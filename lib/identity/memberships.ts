import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { auditLog, memberships, type Person, people, type Role } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { keyedHash } from "./secrets";

type Whose = { communityId: string; personId: string; grantedBy: string | null };

/** A step: gives roles; who has one is no outsider. Answers the person and which roles are new. Refuses `identity.notFound`. */
export async function giveRoles(
  tx: Tx,
  { communityId, personId, grantedBy }: Whose,
  roles: readonly Role[],
  now: Date,
): Promise<{ person: Person; given: Role[] }> {
  await refuseStranger(tx, communityId, personId);
  const given = await tx
    .insert(memberships)
    .values(roles.map((role) => ({ communityId, personId, role, grantedBy, grantedAt: now })))
    .onConflictDoNothing()
    .returning({ role: memberships.role });
  const person = one(
    await tx
      .update(people)
      .set({ isOutsider: false })
      .where(and(eq(people.communityId, communityId), eq(people.id, personId)))
      .returning(),
  );
  return { person, given: given.map(({ role }) => role) };
}

/** A step: refuses `identity.notFound` for somebody who is not of this community, or was erased. */
export async function refuseStranger(tx: Tx, communityId: string, personId: string): Promise<void> {
  const [person] = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.communityId, communityId), eq(people.id, personId), isNull(people.erasedAt)));
  if (!person) throw new Refusal("identity.notFound");
}

/** A step: whether somebody holds a role at this moment. */
export async function holds(
  tx: Pick<Tx, "$count">,
  communityId: string,
  personId: string,
  role: Role,
): Promise<boolean> {
  const isTheirs = and(
    eq(memberships.communityId, communityId),
    eq(memberships.personId, personId),
    eq(memberships.role, role),
  );
  return (await tx.$count(memberships, isTheirs)) > 0;
}

/**
 * A step: whether an organizer has taken the membership of whoever has this address away. Then no link and no domain brings it back,
 * only an organizer; also once the person was erased or their address forgotten, for the log keeps its hash.
 */
export async function wasRemoved(
  tx: Pick<Tx, "$count" | "select">,
  communityId: string,
  email: string,
): Promise<boolean> {
  const known = tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.communityId, communityId), eq(people.email, email)));
  const removals = and(
    eq(auditLog.communityId, communityId),
    eq(auditLog.action, "role_revoked"),
    sql`${auditLog.details}->>'role' = 'member'`,
    or(
      inArray(auditLog.subjectId, known),
      sql`${auditLog.details}->>'address' = ${removedAddress(communityId, email)}`,
    ),
  );
  return (await tx.$count(auditLog, removals)) > 0;
}

/** What the log keeps of a removed member's address: enough to know it again, and not to read it. */
export const removedAddress = (communityId: string, email: string) => keyedHash("removed", `${communityId}\0${email}`);

import { and, asc, eq, exists, isNull, or, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { books, claims, communities, donations, memberships, people, type Role, users, waitlist } from "@/db/schema";
import type { PersonActor } from "./actor";

/** Who somebody is in one community, with the roles they hold at this moment; nothing when they are not known there, or were erased. */
export async function findActor(
  communityId: string,
  who: { email: string } | { userId: string },
): Promise<PersonActor | undefined> {
  const [found] = await db
    .select({ personId: people.id, roles: rolesHeld })
    .from(people)
    .leftJoin(memberships, isTheirs)
    .where(and(eq(people.communityId, communityId), emailIs(who), isNull(people.erasedAt)))
    .groupBy(people.communityId, people.id);
  return found && { kind: "person", communityId, ...found };
}

/** The communities a signed-in person is known in, with the roles they hold there now; by name. */
export async function communitiesOf(userId: string) {
  return db
    .select({
      id: communities.id,
      slug: communities.slug,
      name: communities.name,
      personId: people.id,
      personName: people.name,
      roles: rolesHeld,
    })
    .from(people)
    .innerJoin(communities, eq(communities.id, people.communityId))
    .leftJoin(memberships, isTheirs)
    .where(and(emailIs({ userId }), isNull(people.erasedAt)))
    .groupBy(communities.id, people.communityId, people.id)
    .orderBy(asc(communities.name));
}

/** Who may sign in with this address: people with a role first, then guests who claimed or gave a book, donated or stood in a line. The oldest of each first. */
export async function peopleWhoMaySignIn(
  email: string,
  tx: Pick<Tx, "select"> = db,
): Promise<{ communityId: string; personId: string }[]> {
  const hasRole = exists(db.select({ one: sql`1` }).from(memberships).where(isTheirs));
  const hasClaim = exists(
    db
      .select({ one: sql`1` })
      .from(claims)
      .where(and(eq(claims.communityId, people.communityId), eq(claims.claimantId, people.id))),
  );
  const hasGiven = exists(
    db
      .select({ one: sql`1` })
      .from(books)
      .where(and(eq(books.communityId, people.communityId), eq(books.giverId, people.id))),
  );
  const hasDonated = exists(
    db
      .select({ one: sql`1` })
      .from(donations)
      .where(and(eq(donations.communityId, people.communityId), eq(donations.donorId, people.id))),
  );
  const hasWaited = exists(
    db
      .select({ one: sql`1` })
      .from(waitlist)
      .where(and(eq(waitlist.communityId, people.communityId), eq(waitlist.personId, people.id))),
  );
  return tx
    .select({ communityId: people.communityId, personId: people.id })
    .from(people)
    .where(
      and(eq(people.email, email), isNull(people.erasedAt), or(hasRole, hasClaim, hasGiven, hasDonated, hasWaited)),
    )
    .orderBy(sql`${hasRole} desc`, asc(people.createdAt), asc(people.id))
    .limit(20);
}

const isTheirs = and(eq(memberships.communityId, people.communityId), eq(memberships.personId, people.id));

const rolesHeld = sql<
  Role[]
>`coalesce(array_agg(${memberships.role}::text order by ${memberships.role}) filter (where ${memberships.role} is not null), '{}')`;

function emailIs(who: { email: string } | { userId: string }) {
  if ("email" in who) return eq(people.email, who.email);
  return eq(people.email, db.select({ email: users.email }).from(users).where(eq(users.id, who.userId)));
}

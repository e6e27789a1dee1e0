import { and, asc, eq, gte, isNull, sql } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { auditLog, memberships, type Person, people, type Role } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import type { PersonActor } from "./actor";

export type Contact = {
  name: string;
  email: string; // normalised by emailInput
  phone?: string | null | undefined;
  telegram?: string | null | undefined;
  locale: Locale;
};

/**
 * A step: the person of this community with this address, made when there is none.
 * A stranger who types a known address changes nothing about the person it belongs to.
 */
export async function knownPerson(tx: Tx, communityId: string, contact: Contact, now: Date): Promise<Person> {
  await tx
    .insert(people)
    .values({ communityId, ...contact, isOutsider: true, createdAt: now })
    .onConflictDoNothing({ target: [people.communityId, people.email] });
  return one(
    await tx
      .select()
      .from(people)
      .where(and(eq(people.communityId, communityId), eq(people.email, contact.email))),
  );
}

/** A step: somebody known here by a phone number and no address, made when there is none. Spaces and signs in it do not matter. */
export async function personByPhone(
  tx: Tx,
  communityId: string,
  contact: Omit<Contact, "email"> & { phone: string },
  now: Date,
): Promise<Person> {
  const digits = contact.phone.replace(/\D/g, "");
  const [known] = await tx
    .select()
    .from(people)
    .where(
      and(
        eq(people.communityId, communityId),
        isNull(people.email),
        isNull(people.erasedAt),
        sql`regexp_replace(${people.phone}, '\\D', '', 'g') = ${digits}`,
      ),
    )
    .orderBy(asc(people.id))
    .limit(1);
  if (known) return known;
  return one(
    await tx
      .insert(people)
      .values({ communityId, ...contact, isOutsider: true, createdAt: now })
      .returning(),
  );
}

/** A step: a person with the roles they have at this moment, as an actor. */
export async function actorOf(tx: Pick<Tx, "select">, communityId: string, personId: string): Promise<PersonActor> {
  const roles = await tx
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.communityId, communityId), eq(memberships.personId, personId)));
  return { kind: "person", communityId, personId, roles: roles.map(({ role }) => role) };
}

/** A step: whose role of an organizer was taken away since a moment. */
export async function organizersRemovedSince(tx: Pick<Tx, "selectDistinct">, communityId: string, since: Date) {
  const removed = await tx
    .selectDistinct({ personId: auditLog.subjectId })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.communityId, communityId),
        gte(auditLog.at, since),
        eq(auditLog.action, "role_revoked"),
        sql`${auditLog.details}->>'role' = 'organizer'`,
      ),
    );
  return removed.flatMap(({ personId }) => (personId ? [{ personId }] : []));
}

/** A step: everyone who holds a role now, for messages to organizers and treasurers. */
export async function peopleWithRole(
  tx: Pick<Tx, "selectDistinct">,
  communityId: string,
  role: Exclude<Role, "member">,
) {
  return tx
    .selectDistinct({ personId: memberships.personId })
    .from(memberships)
    .where(and(eq(memberships.communityId, communityId), eq(memberships.role, role)));
}

import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import {
  apiTokens,
  invites,
  memberships,
  oneTimeCodes,
  organizerProposals,
  type Person,
  people,
  privateLinks,
  users,
  verificationTokens,
} from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { signInSubject } from "./sign-in";

/** A step: a person under their row's lock. Whoever writes something new of them waits. Refuses `identity.notFound`, also once erased. */
export async function lockPerson(tx: Tx, communityId: string, personId: string): Promise<Person> {
  const [person] = await tx.select().from(people).where(isPerson(communityId, personId)).for("update");
  if (!person || person.erasedAt) throw new Refusal("identity.notFound");
  return person;
}

/** A step: refuses `identity.lastOrganizer` for the one organizer a community has. The community is locked by the caller. */
export async function refuseLastOrganizer(tx: Tx, communityId: string, personId: string): Promise<void> {
  const organizers = await tx
    .select({ personId: memberships.personId })
    .from(memberships)
    .where(and(eq(memberships.communityId, communityId), eq(memberships.role, "organizer")));
  if (organizers.length === 1 && organizers[0]?.personId === personId) throw new Refusal("identity.lastOrganizer");
}

/**
 * A step for a locked person: their name, contacts, roles, tokens, invitations and private links end, and the account when no other
 * community knows the address. The row stays, for what was given and donated. `subjectIds` are what private links lead to.
 * Answers whether the account stays for another community.
 */
export async function forgetPerson(
  tx: Tx,
  person: Person,
  subjectIds: readonly string[],
  now: Date,
): Promise<{ isKnownElsewhere: boolean }> {
  const { communityId, id: personId, email } = person;
  const isTheirs = and(eq(memberships.communityId, communityId), eq(memberships.personId, personId));
  await tx.delete(memberships).where(isTheirs);
  await tx
    .update(apiTokens)
    .set({ name: "", revokedAt: sql`coalesce(${apiTokens.revokedAt}, ${now.toISOString()}::timestamptz)` })
    .where(and(eq(apiTokens.communityId, communityId), eq(apiTokens.personId, personId)));
  await tx
    .update(invites)
    .set({ revokedAt: now })
    .where(and(eq(invites.communityId, communityId), eq(invites.createdBy, personId), isNull(invites.revokedAt)));
  await tx
    .update(organizerProposals)
    .set({ outcome: "withdrawn", decidedAt: now })
    .where(
      and(
        eq(organizerProposals.communityId, communityId),
        eq(organizerProposals.personId, personId),
        isNull(organizerProposals.decidedAt),
      ),
    );
  if (subjectIds.length > 0)
    await tx
      .update(privateLinks)
      .set({ revokedAt: now })
      .where(
        and(
          eq(privateLinks.communityId, communityId),
          inArray(privateLinks.subjectId, [...subjectIds]),
          isNull(privateLinks.revokedAt),
        ),
      );
  one(
    await tx
      .update(people)
      .set({ name: "", ...NO_CONTACTS, erasedAt: now })
      .where(isPerson(communityId, personId))
      .returning({ id: people.id }),
  );
  return { isKnownElsewhere: email ? await endAccount(tx, communityId, email) : false };
}

const NO_CONTACTS = { email: null, phone: null, telegram: null, shares: [] };

/** A step for a locked person: the contacts alone, when nobody needs them any more. The name stays beside what was given. */
export async function forgetContacts(tx: Tx, { communityId, id, email }: Person): Promise<void> {
  await tx.update(people).set(NO_CONTACTS).where(isPerson(communityId, id));
  if (email) await endAccount(tx, communityId, email);
}

/** Ends sessions and codes of an address that no community knows any more. Answers whether one still does. */
async function endAccount(tx: Tx, communityId: string, email: string): Promise<boolean> {
  const elsewhere = await tx.$count(people, and(eq(people.email, email), ne(people.communityId, communityId)));
  if (elsewhere > 0) return true;
  await tx.delete(users).where(eq(users.email, email)); // accounts and sessions go with it
  await tx.delete(verificationTokens).where(eq(verificationTokens.identifier, email));
  await tx.delete(oneTimeCodes).where(eq(oneTimeCodes.subject, signInSubject(email)));
  return false;
}

const isPerson = (communityId: string, personId: string) =>
  and(eq(people.communityId, communityId), eq(people.id, personId));

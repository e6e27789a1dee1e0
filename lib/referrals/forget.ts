import { and, count, eq, isNull, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { leads, type Person, people } from "@/db/schema";

/**
 * A step for a locked person: their leads stay and are counted, without a name, a note or what they said. A lead that was entered by
 * their name or address before they were known loses it too, unless somebody else here has the same name.
 */
export async function forgetLeads(
  tx: Tx,
  person: Pick<Person, "communityId" | "id" | "name" | "email">,
): Promise<void> {
  const { communityId, id, name, email } = person;
  const [namesakes] = await tx
    .select({ count: count() })
    .from(people)
    .where(and(eq(people.communityId, communityId), sql`lower(${people.name}) = lower(${name})`));
  const isNamed = sql`lower(${leads.name}) = lower(${name})`;
  const isAddressed = email ? sql`lower(${leads.name}) = ${email}` : undefined;
  const byWord = (namesakes?.count ?? 0) > 1 ? isAddressed : or(isNamed, isAddressed);
  const byName = byWord && and(isNull(leads.personId), byWord);
  await tx
    .update(leads)
    .set({ name: null, note: null, heardFrom: null })
    .where(and(eq(leads.communityId, communityId), or(eq(leads.personId, id), byName)));
}

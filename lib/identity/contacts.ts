import { and, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { people } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { PersonActor } from "./actor";

export type Shares = {
  phone: string | null;
  telegram: string | null;
  shares: readonly ("email" | "phone" | "telegram")[]; // what the other side of a hand-over may see
};

/** A person says which of their contacts the other side of a hand-over may see, and what they are. Refuses `identity.notFound` once erased. */
export async function chooseShares(actor: PersonActor, { phone, telegram, shares }: Shares): Promise<void> {
  const found = await db
    .update(people)
    .set({ phone, telegram, shares: [...shares] })
    .where(and(ownOf(actor), isNull(people.erasedAt)))
    .returning({ id: people.id });
  if (found.length === 0) throw new Refusal("identity.notFound");
}

/** A person's own contacts and what they show of them. */
export async function ownContacts(actor: PersonActor) {
  const [person] = await db
    .select({ email: people.email, phone: people.phone, telegram: people.telegram, shares: people.shares })
    .from(people)
    .where(ownOf(actor));
  return person;
}
export type OwnContacts = NonNullable<Awaited<ReturnType<typeof ownContacts>>>;

const ownOf = ({ communityId, personId }: PersonActor) =>
  and(eq(people.communityId, communityId), eq(people.id, personId));

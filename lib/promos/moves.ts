import { and, asc, eq, sql } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { type Promo, type PromoEvent, people, promoEvents, promoNetworks, promos } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { BRIEF_FIELDS, type BriefField, hasMeaning, missingIn, next } from "./rules";

export type PromoChange = Partial<
  Omit<typeof promos.$inferInsert, "communityId" | "id" | "kind" | "status" | "version">
>;

/** A step: a promo under its row lock, which every change to it and its networks takes first. Refuses `promos.notFound`. */
export async function lockPromo(tx: Tx, communityId: string, promoId: string): Promise<Promo> {
  const [promo] = await tx
    .select()
    .from(promos)
    .where(and(eq(promos.communityId, communityId), eq(promos.id, promoId)))
    .for("no key update");
  if (!promo) throw new Refusal("promos.notFound");
  return promo;
}

/** The networks a promo is posted in, with the people to talk to; those of the community by the name they have now. */
export async function networksOf(tx: Pick<Tx, "select">, { communityId, id }: Pick<Promo, "communityId" | "id">) {
  return tx
    .select({
      network: promoNetworks.network,
      contactId: promoNetworks.contactId,
      contactName: sql<string>`coalesce(${people.name}, ${promoNetworks.contactName})`,
    })
    .from(promoNetworks)
    .leftJoin(people, and(eq(people.communityId, promoNetworks.communityId), eq(people.id, promoNetworks.contactId)))
    .where(and(eq(promoNetworks.communityId, communityId), eq(promoNetworks.promoId, id)))
    .orderBy(asc(promoNetworks.network));
}
export type PromoNetwork = Awaited<ReturnType<typeof networksOf>>[number];

/** What the brief of a locked promo lacks. */
export async function missingOf(tx: Pick<Tx, "select">, promo: Promo): Promise<BriefField[]> {
  return missingIn({ ...promo, networks: await networksOf(tx, promo) });
}

/**
 * The one place where a promo changes status, or what its brief says: the row and its event in the caller's transaction.
 * Refuses `promos.notAllowedNow` when the event has no meaning where the promo stands, and `promos.briefUnfinished`, which names
 * the fields, when it needs a whole brief.
 */
export async function move(
  tx: Tx,
  promo: Promo,
  event: PromoEvent,
  by: Actor,
  now: Date,
  { reason, change = {} }: { reason?: string; change?: PromoChange } = {},
): Promise<Promo> {
  const { communityId, id: promoId } = promo;
  const missing = await missingOf(tx, { ...promo, ...change } as Promo);
  const status = next(promo.status, event, missing);
  if (!status) throw hasMeaning(promo.status, event) ? unfinished(missing) : new Refusal("promos.notAllowedNow");
  const moved = one(
    await tx
      .update(promos)
      .set({ ...change, status, version: promo.version + 1 })
      .where(and(eq(promos.communityId, communityId), eq(promos.id, promoId)))
      .returning(),
  );
  await tx.insert(promoEvents).values({
    communityId,
    promoId,
    event,
    fromStatus: promo.status,
    toStatus: status,
    actorId: by.personId,
    reason,
    at: now,
  });
  return moved;
}

/** Says of each field whether it is missing; the words are the reader's language's. */
export function unfinished(missing: readonly BriefField[]): Refusal {
  const said = BRIEF_FIELDS.map((field) => [field, missing.includes(field) ? "yes" : "no"] as const);
  return new Refusal("promos.briefUnfinished", Object.fromEntries(said));
}

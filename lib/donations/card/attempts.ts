import { and, desc, eq, inArray, isNull, lte } from "drizzle-orm";
import { z } from "zod";
import { db, one, type Tx } from "@/db/client";
import { type CardProvider, type Donation, type PaymentAttempt, payableStatuses, paymentAttempts } from "@/db/schema";

export type AttemptRef = { communityId: string; attemptId: string };

const ofRef = ({ communityId, attemptId }: AttemptRef) =>
  and(eq(paymentAttempts.communityId, communityId), eq(paymentAttempts.id, attemptId));

export async function findAttempt(ref: AttemptRef): Promise<PaymentAttempt | undefined> {
  const [attempt] = await db.select().from(paymentAttempts).where(ofRef(ref));
  return attempt;
}

/** A step: an attempt under its row's lock, which is taken after its donation's. */
export async function lockAttempt(tx: Tx, ref: AttemptRef): Promise<PaymentAttempt> {
  return one(await tx.select().from(paymentAttempts).where(ofRef(ref)).for("update"));
}

export async function setAttempt(
  tx: Tx,
  { communityId, id }: PaymentAttempt,
  change: Partial<PaymentAttempt>,
): Promise<PaymentAttempt> {
  return one(
    await tx
      .update(paymentAttempts)
      .set(change)
      .where(ofRef({ communityId, attemptId: id }))
      .returning(),
  );
}

/**
 * Whoever gets it asks the provider for the page of a frozen attempt; everyone else waits. A provider without idempotency keys would
 * make two pages for two askers. It ends by itself, or by `freeAttempt`.
 */
export async function leaseAttempt(ref: AttemptRef, now: Date): Promise<PaymentAttempt | undefined> {
  const [leased] = await db
    .update(paymentAttempts)
    .set({ askAt: new Date(now.getTime() + OPEN_LEASE_MS) })
    .where(
      and(
        ofRef(ref),
        eq(paymentAttempts.status, "created"),
        isNull(paymentAttempts.providerRef),
        lte(paymentAttempts.askAt, now),
      ),
    )
    .returning();
  return leased;
}

/** The provider did not answer: whoever comes next may ask again at once. */
export async function freeAttempt(ref: AttemptRef, now: Date): Promise<void> {
  await db
    .update(paymentAttempts)
    .set({ askAt: now })
    .where(and(ofRef(ref), eq(paymentAttempts.status, "created"), isNull(paymentAttempts.providerRef)));
}

const OPEN_LEASE_MS = 60_000;

/** The attempt by which a donation can still be paid. At most one: the database refuses a second. */
export async function payableAttempt(
  tx: Pick<Tx, "select">,
  { communityId, id }: Pick<Donation, "communityId" | "id">,
): Promise<PaymentAttempt | undefined> {
  const [attempt] = await tx
    .select()
    .from(paymentAttempts)
    .where(
      and(
        eq(paymentAttempts.communityId, communityId),
        eq(paymentAttempts.donationId, id),
        inArray(paymentAttempts.status, [...payableStatuses]),
      ),
    );
  return attempt;
}

/** The latest try to pay a donation by card, as its private page shows it. */
export async function lastPayment(communityId: string, donationId: string) {
  const [attempt] = await db
    .select({
      id: paymentAttempts.id,
      status: paymentAttempts.status,
      url: paymentAttempts.url,
      expiresAt: paymentAttempts.expiresAt,
      lateChoice: paymentAttempts.lateChoice,
      problem: paymentAttempts.problem,
    })
    .from(paymentAttempts)
    .where(and(eq(paymentAttempts.communityId, communityId), eq(paymentAttempts.donationId, donationId)))
    .orderBy(desc(paymentAttempts.id))
    .limit(1);
  return attempt ?? null;
}

/** A step: the card payment by which a donation's money came, if it came so. */
export async function attemptOf(tx: Tx, { communityId, id }: Donation): Promise<string | null> {
  const [attempt] = await tx
    .select({ id: paymentAttempts.id })
    .from(paymentAttempts)
    .where(
      and(
        eq(paymentAttempts.communityId, communityId),
        eq(paymentAttempts.donationId, id),
        eq(paymentAttempts.status, "paid"),
      ),
    );
  return attempt?.id ?? null;
}

/** The attempt of an id that a provider sent back to us. */
export async function attemptById(provider: CardProvider, attemptId: string): Promise<AttemptRef | undefined> {
  if (!z.uuid().safeParse(attemptId).success) return undefined;
  const [attempt] = await db
    .select({ communityId: paymentAttempts.communityId, attemptId: paymentAttempts.id })
    .from(paymentAttempts)
    .where(and(eq(paymentAttempts.id, attemptId), eq(paymentAttempts.provider, provider)));
  return attempt;
}

import { and, desc, eq, inArray } from "drizzle-orm";
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

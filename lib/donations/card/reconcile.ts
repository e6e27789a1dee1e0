import { and, eq, lte } from "drizzle-orm";
import { db } from "@/db/client";
import { donations, type PaymentAttempt, paymentAttempts } from "@/db/schema";
import { holdForPayment } from "@/lib/claims/steps";
import { log } from "@/lib/core/log";
import type { DonationOutcome } from "../moves";
import { ProviderFault } from "./fault";
import { closePayment, fulfil } from "./fulfil";
import { HOLD_GRACE_MS, SILENCES_MAX } from "./rules";

const AT_ONCE = 50;
const LEASE_MS = 60_000;

/**
 * Asks after payments of which nothing was heard: every quarter of an hour, just after their end, and at once when their donation
 * was paid in another way, so that nobody pays twice. While a provider is silent past an attempt's end, its claim keeps the book.
 * Answers whose money was looked at. A fault of ours with one payment is thrown after the others were asked about.
 */
export async function askOpenAttempts(now = new Date()): Promise<DonationOutcome[]> {
  const outcomes: DonationOutcome[] = [];
  const faults: unknown[] = [];
  let silences = 0;
  for (const { attempt, isSettled } of await takeAttempts(now)) {
    const ref = { communityId: attempt.communityId, attemptId: attempt.id };
    if (silences >= SILENCES_MAX) {
      await keepBook(attempt, now);
      continue;
    }
    try {
      const isOver = isSettled && attempt.status !== "paid";
      const applied = isOver ? await closePayment(ref, now) : await fulfil(ref, {}, now);
      if (applied) outcomes.push(applied.outcome);
      silences = 0;
    } catch (error) {
      log.warn({ err: error, attempt: attempt.id }, "a payment could not be asked about");
      if (!(error instanceof ProviderFault)) faults.push(error);
      else if (error.kind !== "refused") await keepBook(attempt, now);
      if (error instanceof ProviderFault && error.kind === "unreachable") silences++;
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, "payments could not be asked about");
  return outcomes;
}

/** Of many processes one asks. A fault comes again when the lease ends; one whose page was never made has a lease of its own. */
async function takeAttempts(now: Date): Promise<{ attempt: PaymentAttempt; isSettled: boolean }[]> {
  const due = await db
    .select()
    .from(paymentAttempts)
    .where(lte(paymentAttempts.askAt, now))
    .orderBy(paymentAttempts.askAt)
    .limit(AT_ONCE);
  const taken: { attempt: PaymentAttempt; isSettled: boolean }[] = [];
  for (const attempt of due) {
    const { communityId, donationId, providerRef } = attempt;
    if (providerRef !== null && !(await takeLease(attempt, now))) continue;
    const [donation] = await db
      .select({ status: donations.status })
      .from(donations)
      .where(and(eq(donations.communityId, communityId), eq(donations.id, donationId)));
    taken.push({ attempt, isSettled: donation?.status === "confirmed" });
  }
  return taken;
}

async function takeLease({ communityId, id }: PaymentAttempt, now: Date): Promise<boolean> {
  const leased = await db
    .update(paymentAttempts)
    .set({ askAt: new Date(now.getTime() + LEASE_MS) })
    .where(
      and(eq(paymentAttempts.communityId, communityId), eq(paymentAttempts.id, id), lte(paymentAttempts.askAt, now)),
    )
    .returning({ id: paymentAttempts.id });
  return leased.length > 0;
}

async function keepBook({ communityId, donationId, expiresAt }: PaymentAttempt, now: Date): Promise<void> {
  const until = new Date(now.getTime() + HOLD_GRACE_MS);
  if (expiresAt > until) return;
  const [donation] = await db
    .select({ claimId: donations.claimId })
    .from(donations)
    .where(and(eq(donations.communityId, communityId), eq(donations.id, donationId)));
  const claimId = donation?.claimId;
  if (claimId) await db.transaction((tx) => holdForPayment(tx, { communityId, claimId }, until));
}

import { and, eq, inArray, lte, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { type Refund, refunds } from "@/db/schema";
import { log } from "@/lib/core/log";
import { systemOf } from "@/lib/identity/actor";
import { lockMoneyOf } from "../moves";
import { failRefund } from "../refund-steps";
import { findAttempt } from "./attempts";
import { ProviderFault } from "./fault";
import { cardProvider } from "./providers";

const LEASE_MS = 2 * 60_000;
const FIRST_AGAIN_MS = 60_000;
const LAST_AGAIN_MS = 3_600_000;

/**
 * Asks the provider to send a refund, once: whoever takes the lease asks, and the refund's id is the key. Whether it has gone is not
 * decided here but read from the provider's list. Answers whether the provider took it. No answer: it is asked again later.
 */
export async function carryOut(refund: Refund, now: Date): Promise<boolean> {
  const leased = await takeLease(refund, now);
  if (!leased?.attemptId) return false;
  const { communityId, attemptId } = leased;
  const attempt = await findAttempt({ communityId, attemptId });
  const provider = attempt && cardProvider(attempt.provider);
  const { providerRef } = attempt ?? {};
  try {
    if (!attempt || !provider || !providerRef)
      throw new ProviderFault("unreachable", "No keys of the provider are set");
    await provider.refund({ ...attempt, providerRef }, leased);
    return true;
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error;
    log.warn({ err: error, refund: refund.id }, "a refund was not taken");
    if (error.kind === "refused") await giveUp(leased, error.code ?? "refused", now);
    else await comeBack(leased, error.message, now);
    return false;
  }
}

/** Refunds that are to be asked for again, or asked about, up to `limit`. */
export async function refundsToGoOn(now: Date, limit: number): Promise<Refund[]> {
  return db
    .select()
    .from(refunds)
    .where(and(inArray(refunds.status, ["requested", "sent"]), lte(refunds.askAt, now)))
    .orderBy(refunds.askAt)
    .limit(limit);
}

async function takeLease({ communityId, id }: Refund, now: Date): Promise<Refund | undefined> {
  const [leased] = await db
    .update(refunds)
    .set({ askAt: new Date(now.getTime() + LEASE_MS), tries: sql`${refunds.tries} + 1` })
    .where(
      and(
        eq(refunds.communityId, communityId),
        eq(refunds.id, id),
        eq(refunds.status, "requested"),
        lte(refunds.askAt, now),
      ),
    )
    .returning();
  return leased;
}

async function comeBack({ communityId, id, tries }: Refund, problem: string, now: Date): Promise<void> {
  const wait = Math.min(FIRST_AGAIN_MS * 2 ** Math.min(tries - 1, 10), LAST_AGAIN_MS);
  await db
    .update(refunds)
    .set({ askAt: new Date(now.getTime() + wait), problem })
    .where(and(eq(refunds.communityId, communityId), eq(refunds.id, id), eq(refunds.status, "requested")));
}

async function giveUp({ communityId, id, donationId }: Refund, problem: string, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const found = await lockMoneyOf(tx, { communityId, donationId }, now);
    const [refund] = await tx
      .select()
      .from(refunds)
      .where(and(eq(refunds.communityId, communityId), eq(refunds.id, id)));
    if (refund?.status === "requested") await failRefund(tx, found, refund, problem, systemOf(communityId), now);
  });
}

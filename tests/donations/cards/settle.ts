import { isNotNull } from "drizzle-orm";
import { expect } from "vitest";
import { db, sql } from "@/db/client";
import { providerEvents } from "@/db/schema";
import { expireOverdueClaims } from "@/lib/claims/sweep";
import { takeOverBooks } from "@/lib/donations/card/books";
import { handleEvents } from "@/lib/donations/card/events";
import { askOpenAttempts } from "@/lib/donations/card/reconcile";
import { goOnWithRefunds } from "@/lib/donations/card/refunds";
import type { FakeStripe } from "../../fakes/stripe/start";
import { minutesAfter } from "../../support/times";
import type { Clock } from "./stage";

const ROUNDS = 5;
const ROUND_MINUTES = 20;

/**
 * What the clock does when nobody else does anything: hours pass, and each job runs until it has nothing left to do. Afterwards
 * nothing can be paid, is being refunded, or waits to be handled.
 */
export async function letTimePass(fake: FakeStripe, clock: Clock, rounds = ROUNDS): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    clock.now = minutesAfter(clock.now, ROUND_MINUTES);
    const { now } = clock;
    fake.expireDue();
    await ageEvents(now);
    await untilNone("provider_events", now, () => handleEvents(now));
    await untilNone("payment_attempts", now, () => askOpenAttempts(now));
    await untilNone("refunds", now, () => goOnWithRefunds(now));
    await expireOverdueClaims(now);
  }
  await takeOverBooks(clock.now);
}

export async function handleEventsAt(now: Date): Promise<void> {
  await ageEvents(now);
  await handleEvents(now);
}

/** Events are kept by the real clock; here they are as old as the test's hour. */
async function ageEvents(now: Date): Promise<void> {
  await db.update(providerEvents).set({ askAt: now }).where(isNotNull(providerEvents.askAt));
}

/** Stripe decides what the donors' banks had left open; every second one says no. */
export async function decidePending(fake: FakeStripe, communityId: string): Promise<void> {
  const rows = await sql<{ session: string }[]>`
    select provider_ref as session from payment_attempts where community_id = ${communityId} and provider_ref is not null
    order by id`;
  const pending = rows.filter(({ session: id }) => {
    const session = fake.session(id);
    const intent = session?.payment_intent ? fake.object(session.payment_intent) : undefined;
    return intent && "status" in intent && intent.status === "processing";
  });
  for (const [nth, { session }] of pending.entries()) fake.settle(session, nth % 2 === 0);
}

/** Until nothing is due, or what is due has an answer that does not change before its time is up. */
async function untilNone(table: string, now: Date, job: () => Promise<unknown>): Promise<void> {
  for (let left = Number.POSITIVE_INFINITY; ; ) {
    const [due] = await sql<{ count: number }[]>`
      select count(*)::int as count from ${sql(table)} where ask_at <= ${now.toISOString()}`;
    if (!due || due.count === 0 || due.count >= left) return;
    left = due.count;
    await job();
  }
}

/** Nothing is left in the air. */
export async function expectSettled(fake: FakeStripe, communityId: string): Promise<void> {
  const left = await sql`
    select 'a payment' as what, id::text, status::text, problem, ask_at from payment_attempts
    where community_id = ${communityId} and status in ('created', 'open', 'processing', 'odd')
    union all select 'a refund', id::text, status::text, problem, ask_at from refunds
    where community_id = ${communityId} and status in ('requested', 'sent')
    union all select 'an event', event_id, type, problem, ask_at from provider_events where handled_at is null
    union all select 'a claim', claims.id::text, claims.status::text, claims.code, claims.expires_at from claims
    where community_id = ${communityId} and status = 'held'`;
  expect([...left]).toEqual([]);
  expect(fake.payableSessions()).toEqual([]);
}

/** The ledger's account of the provider and the provider's own sums, currency by currency. */
export async function expectBooksEqual(fake: FakeStripe, communityIds: string[]): Promise<void> {
  expect(await ledgerSums(communityIds)).toEqual(fake.sums());
}

/** In the words of the fake's sums. */
export async function ledgerSums(communityIds: string[]) {
  const rows = await sql<{ currency: string; kind: string; sum: number }[]>`
    select lower(currency) as currency, kind, sum(amount_minor)::float8 as sum from ledger_entries
    where community_id = any(${communityIds}::uuid[]) and 'stripe' in (from_account::text, to_account::text)
    group by 1, 2`;
  const sums: FakeSums = {};
  for (const [currency, ofCurrency] of Map.groupBy(rows, (row) => row.currency)) {
    const of = (kind: string) => ofCurrency.find((row) => row.kind === kind)?.sum ?? 0;
    const paidMinor = of("donation");
    const refundedMinor = of("refund") - of("refund_failed");
    const disputedMinor = of("dispute") - of("dispute_won");
    const feesMinor = of("fee");
    const netMinor = paidMinor - refundedMinor - disputedMinor - feesMinor;
    sums[currency] = { paidMinor, refundedMinor, disputedMinor, feesMinor, netMinor };
  }
  return sums;
}

type FakeSums = ReturnType<FakeStripe["sums"]>;

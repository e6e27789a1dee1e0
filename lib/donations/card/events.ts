import { and, eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { type CardProvider as Name, providerEvents } from "@/db/schema";
import { log } from "@/lib/core/log";
import type { DonationOutcome } from "../moves";
import { attemptById } from "./attempts";
import { fulfil } from "./fulfil";
import { cardProvider } from "./providers";

export type ProviderEvent = { eventId: string; type: string; payload: Record<string, unknown> };

const AT_ONCE = 50;
const ROUNDS_MAX = 20;
const LEASE_MS = 2 * 60_000;
const FIRST_AGAIN_MS = 10_000;
const TRIES_MAX = 60; // three days of trying, as long as Stripe itself goes on

/** Keeps an event whose signature was checked, before anything is done about it. The same event again changes nothing. */
export async function recordEvents(provider: Name, events: readonly ProviderEvent[], now = new Date()): Promise<void> {
  await db
    .insert(providerEvents)
    .values(events.map((event) => ({ provider, ...event, receivedAt: now, askAt: now })))
    .onConflictDoNothing();
}

/**
 * Goes through the events that wait, oldest first, up to `rounds` times fifty. What an event says is not believed: it only names the
 * payment, and the provider is asked how that stands, once for all the events about it. One that cannot be handled waits longer
 * each time. Answers whose money was looked at.
 */
export async function handleEvents(now = new Date(), rounds = ROUNDS_MAX): Promise<DonationOutcome[]> {
  const outcomes: DonationOutcome[] = [];
  for (let round = 0; round < rounds; round++) {
    const events = await takeEvents(now);
    const { handled, looked } = await handleThese(events, now);
    outcomes.push(...looked);
    if (events.length < AT_ONCE || handled.length < events.length) break; // a provider in trouble is not pressed
  }
  return outcomes;
}

async function handleThese(events: Row[], now: Date): Promise<{ handled: Row[]; looked: DonationOutcome[] }> {
  const handled: Row[] = [];
  const looked: DonationOutcome[] = [];
  const asked = new Map<string, Promise<DonationOutcome | undefined>>();
  for (const event of events) {
    try {
      const ref = await attemptOf(event);
      const key = ref ? `${ref.communityId}:${ref.attemptId}` : "";
      if (ref && !asked.has(key))
        asked.set(
          key,
          fulfil(ref, { whole: true }, now).then((applied) => applied?.outcome),
        );
      const outcome = await asked.get(key);
      if (outcome) looked.push(outcome);
      handled.push(event);
    } catch (error) {
      log.warn({ err: error, event: event.eventId }, "a provider's event could not be handled");
      const problem = error instanceof Error ? error.message : String(error);
      const wait = FIRST_AGAIN_MS * 2 ** Math.min(event.tries, 9);
      await settle([event], { problem, askAt: event.tries < TRIES_MAX ? new Date(now.getTime() + wait) : null });
    }
  }
  await settle(handled, { handledAt: now, askAt: null, problem: null });
  return { handled, looked };
}

type Row = typeof providerEvents.$inferSelect;

async function attemptOf({ provider: name, payload }: Row) {
  const attemptId = await cardProvider(name)?.attemptIn(payload);
  return attemptId ? attemptById(name, attemptId) : undefined;
}

/** One statement, so that of many processes one gets each. */
async function takeEvents(now: Date): Promise<Row[]> {
  const rows = await db
    .update(providerEvents)
    .set({ askAt: new Date(now.getTime() + LEASE_MS), tries: sql`${providerEvents.tries} + 1` })
    .where(
      sql`(${providerEvents.provider}, ${providerEvents.eventId}) in (
        select provider, event_id from provider_events where ask_at <= ${now.toISOString()}
        order by ask_at, nth limit ${AT_ONCE} for update skip locked)`,
    )
    .returning();
  return rows.sort((one, other) => one.nth - other.nth);
}

async function settle(events: Row[], change: Partial<Row>): Promise<void> {
  for (const [provider, ofProvider] of Map.groupBy(events, (event) => event.provider))
    await db
      .update(providerEvents)
      .set(change)
      .where(
        and(
          eq(providerEvents.provider, provider),
          inArray(
            providerEvents.eventId,
            ofProvider.map(({ eventId }) => eventId),
          ),
        ),
      );
}

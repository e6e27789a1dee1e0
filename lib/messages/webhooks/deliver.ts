import { and, asc, eq, isNull, lte, type SQL } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { webhookDeliveries as deliveries, type Webhook, type WebhookDelivery, webhooks } from "@/db/schema";
import { log } from "@/lib/core/log";
import { systemOf } from "@/lib/identity/actor";
import { endWebhook, isWaiting } from "./ending";
import { type Post, postWebhook } from "./post";
import { openSecret, signedHeaders } from "./signature";

/** Minutes to the next try after each that failed: eight tries, the last of them about a day after the event. */
export const RETRY_MINUTES = [1, 5, 15, 60, 180, 360, 720];
const MINUTE_MS = 60_000;
/** A try that was begun and never noted is begun again after this. */
export const LEASE_MS = 2 * MINUTE_MS;
const ADDRESSES_AT_ONCE = 8;
const ADDRESSES_MAX = 200;
const PER_ADDRESS_MAX = 100;
const RUN_MS = 20_000;
const LAST_ERROR_LENGTH = 300;
const GONE = 410;

export type Delivered = { sent: number; retried: number; gaveUp: number };
export type Outcome = keyof Delivered | "gone";

/**
 * Tells addresses what waits for them: several addresses side by side, the events of one in their order. An address that fails is
 * left alone until the next run, so that what is down costs one try a run and holds nobody else up. A row is marked as begun before
 * it is sent and noted after: whoever dies in between leaves it to be sent again, with the same webhook-id. No transaction is
 * open meanwhile.
 */
export async function deliverWebhooks(now = new Date(), send: Post = postWebhook): Promise<Delivered> {
  const done: Delivered = { sent: 0, retried: 0, gaveUp: 0 };
  const until = performance.now() + RUN_MS;
  const due = await dueAddresses(now);
  async function work() {
    for (let webhook = due.shift(); webhook; webhook = due.shift()) {
      for (let left = PER_ADDRESS_MAX; left > 0 && performance.now() < until; left--) {
        const outcome = await deliverNext(webhook, now, send);
        if (outcome && outcome !== "gone") done[outcome] += 1;
        if (outcome !== "sent") break;
      }
    }
  }
  await Promise.all(Array.from({ length: ADDRESSES_AT_ONCE }, work));
  return done;
}

type Ref = { communityId: string; webhookId: string };

/** Sends one address its next event, or the one that is named. Nothing when none is due. */
export async function deliverNext(
  ref: Ref,
  now: Date,
  send: Post = postWebhook,
  eventId?: string,
): Promise<Outcome | undefined> {
  const taken = await take(ref, now, eventId);
  if (!taken) return undefined;
  const { delivery, webhook } = taken;
  const body = JSON.stringify({ type: delivery.kind, timestamp: delivery.createdAt, data: delivery.payload });
  try {
    const headers = signedHeaders(openSecret(webhook.secret), delivery.eventId, now, body);
    return await note(delivery, await send({ url: webhook.url, headers, body }), null, now);
  } catch (error) {
    return note(delivery, null, reasonOf(error), now);
  }
}

/** Node's code of the fault where there is one: words for it are the page's. */
function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(code ?? message ?? error).slice(0, LAST_ERROR_LENGTH);
}

async function dueAddresses(now: Date): Promise<Ref[]> {
  return db
    .selectDistinct({ communityId: deliveries.communityId, webhookId: deliveries.webhookId })
    .from(deliveries)
    .innerJoin(webhooks, ofWebhook())
    .where(and(isWaiting(), lte(deliveries.deliverAfter, now), isNull(webhooks.disabledAt)))
    .limit(ADDRESSES_MAX);
}

/** The next event of an address, begun: for as long as the lease holds nobody else takes it. */
async function take(
  { communityId, webhookId }: Ref,
  now: Date,
  eventId?: string,
): Promise<{ delivery: WebhookDelivery; webhook: Webhook } | undefined> {
  return db.transaction(async (tx) => {
    const [next] = await tx
      .select({ delivery: deliveries, webhook: webhooks })
      .from(deliveries)
      .innerJoin(webhooks, ofWebhook())
      .where(
        and(
          eq(deliveries.communityId, communityId),
          eq(deliveries.webhookId, webhookId),
          eventId ? eq(deliveries.eventId, eventId) : undefined,
          isNull(webhooks.disabledAt),
          isWaiting(),
          lte(deliveries.deliverAfter, now),
        ),
      )
      .orderBy(asc(deliveries.eventId)) // made in the order of the facts
      .limit(1)
      .for("update", { of: deliveries, skipLocked: true });
    if (!next) return undefined;
    const begun = { attempts: next.delivery.attempts + 1, deliverAfter: new Date(now.getTime() + LEASE_MS) };
    return { delivery: one(await change(tx, next.delivery, begun)), webhook: next.webhook };
  });
}

async function note(
  delivery: WebhookDelivery,
  status: number | null,
  reason: string | null,
  now: Date,
): Promise<Outcome> {
  if (status !== null && status >= 200 && status < 300) {
    await change(db, delivery, { deliveredAt: now, failedAt: null, lastStatus: status, lastError: null });
    return "sent";
  }
  const said = { lastStatus: status, lastError: reason };
  if (status === GONE) {
    const { communityId, webhookId } = delivery;
    await change(db, delivery, said);
    await db.transaction((tx) => endWebhook(tx, systemOf(communityId), webhookId, "gone", now));
    return "gone";
  }
  const minutes = RETRY_MINUTES[delivery.attempts - 1];
  log.warn({ delivery: delivery.id, attempts: delivery.attempts, status }, "a webhook was not taken");
  const ours = eq(deliveries.attempts, delivery.attempts); // otherwise somebody else is at it by now
  const later =
    minutes === undefined ? { failedAt: now } : { deliverAfter: new Date(now.getTime() + minutes * MINUTE_MS) };
  await change(db, delivery, { ...said, ...later }, and(ours, isWaiting()));
  return minutes === undefined ? "gaveUp" : "retried";
}

async function change(
  tx: Pick<Tx, "update">,
  { communityId, id }: WebhookDelivery,
  set: Partial<WebhookDelivery>,
  where?: SQL,
): Promise<WebhookDelivery[]> {
  return tx
    .update(deliveries)
    .set(set)
    .where(and(eq(deliveries.communityId, communityId), eq(deliveries.id, id), where))
    .returning();
}

function ofWebhook() {
  return and(eq(webhooks.communityId, deliveries.communityId), eq(webhooks.id, deliveries.webhookId));
}

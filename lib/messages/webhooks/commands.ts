import { and, eq, not } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db, one } from "@/db/client";
import { communities, webhookDeliveries as deliveries, webhooks } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { record } from "@/lib/identity/audit";
import { deliverNext, type Outcome } from "./deliver";
import { endWebhook, hostOf, isWaiting, lockWebhook } from "./ending";
import { TEST_EVENT } from "./events";
import type { AddWebhook } from "./input";
import { type Post, postWebhook } from "./post";
import { newWebhookSecret, sealSecret } from "./signature";

export const WEBHOOKS_MAX = 10;

/**
 * Begins to tell an address what happens. The secret that signs it is answered this once; the table keeps it sealed.
 * Refuses: not an organizer, `webhooks.tooMany`.
 */
export async function addWebhook(
  actor: Actor,
  { url, events }: AddWebhook,
  now = new Date(),
): Promise<{ id: string; secret: string }> {
  requirePermission(actor, "webhooks.manage");
  const { communityId, personId } = actor;
  if (personId === null) throw new Refusal("identity.notAllowed");
  const secret = newWebhookSecret();
  return db.transaction(async (tx) => {
    // one at a time in a community, so that the count holds
    await tx
      .select({ id: communities.id })
      .from(communities)
      .where(eq(communities.id, communityId))
      .for("no key update");
    if ((await tx.$count(webhooks, eq(webhooks.communityId, communityId))) >= WEBHOOKS_MAX)
      throw new Refusal("webhooks.tooMany", { max: WEBHOOKS_MAX });
    const kept = {
      communityId,
      url,
      secret: sealSecret(secret),
      events: [...events],
      createdBy: personId,
      createdAt: now,
    };
    const { id } = one(await tx.insert(webhooks).values(kept).returning({ id: webhooks.id }));
    await record(tx, actor, "webhook_added", { subjectId: id, details: { host: hostOf({ url }) } }, now);
    return { id, secret };
  });
}

/** Forgets an address with everything that was or would have been told to it. Refuses: not an organizer, `webhooks.notFound`. */
export async function removeWebhook(actor: Actor, webhookId: string, now = new Date()): Promise<void> {
  requirePermission(actor, "webhooks.manage");
  const { communityId } = actor;
  await db.transaction(async (tx) => {
    const webhook = await lockWebhook(tx, communityId, webhookId);
    await tx
      .delete(deliveries)
      .where(and(eq(deliveries.communityId, communityId), eq(deliveries.webhookId, webhookId)));
    await tx.delete(webhooks).where(and(eq(webhooks.communityId, communityId), eq(webhooks.id, webhookId)));
    await record(tx, actor, "webhook_removed", { subjectId: webhookId, details: { host: hostOf(webhook) } }, now);
  });
}

/** Stops telling an address; what waited for it is given up. Refuses: not an organizer, `webhooks.notFound`. */
export async function disableWebhook(actor: Actor, webhookId: string, now = new Date()): Promise<void> {
  requirePermission(actor, "webhooks.manage");
  await db.transaction((tx) => endWebhook(tx, actor, webhookId, "organizer", now));
}

/** Tells it again from now on. What happened meanwhile is not told. Refuses: not an organizer, `webhooks.notFound`. */
export async function enableWebhook(actor: Actor, webhookId: string, now = new Date()): Promise<void> {
  requirePermission(actor, "webhooks.manage");
  await db.transaction(async (tx) => {
    const webhook = await lockWebhook(tx, actor.communityId, webhookId);
    if (!webhook.disabledAt) return;
    await tx
      .update(webhooks)
      .set({ disabledAt: null })
      .where(and(eq(webhooks.communityId, actor.communityId), eq(webhooks.id, webhookId)));
    await record(tx, actor, "webhook_enabled", { subjectId: webhookId, details: { host: hostOf(webhook) } }, now);
  });
}

/**
 * Sends an address an event of no meaning, at once, and answers whether it arrived. One that did not is tried again as any other.
 * Refuses: not an organizer, `webhooks.notFound`, `webhooks.disabled`.
 */
export async function testWebhook(
  actor: Actor,
  webhookId: string,
  now = new Date(),
  send: Post = postWebhook,
): Promise<Outcome | undefined> {
  requirePermission(actor, "webhooks.manage");
  const { communityId } = actor;
  const eventId = uuidv7();
  await db.transaction(async (tx) => {
    const webhook = await lockWebhook(tx, communityId, webhookId);
    if (webhook.disabledAt) throw new Refusal("webhooks.disabled");
    const { slug } = one(
      await tx.select({ slug: communities.slug }).from(communities).where(eq(communities.id, communityId)),
    );
    const row = { communityId, webhookId, eventId, kind: TEST_EVENT, createdAt: now, deliverAfter: now };
    await tx.insert(deliveries).values({ ...row, payload: { community: slug } });
  });
  return deliverNext({ communityId, webhookId }, now, send, eventId);
}

/**
 * Sends an event that was delivered or given up once more, with the same webhook-id, and answers whether it arrived. One that waits
 * for its next try is tried now. Refuses: not an organizer, `webhooks.notFound`, `webhooks.disabled`.
 */
export async function sendAgain(
  actor: Actor,
  { webhookId, eventId }: { webhookId: string; eventId: string },
  now = new Date(),
  send: Post = postWebhook,
): Promise<Outcome | undefined> {
  requirePermission(actor, "webhooks.manage");
  const { communityId } = actor;
  await db.transaction(async (tx) => {
    const webhook = await lockWebhook(tx, communityId, webhookId);
    if (webhook.disabledAt) throw new Refusal("webhooks.disabled");
    const ofEvent = and(
      eq(deliveries.communityId, communityId),
      eq(deliveries.webhookId, webhookId),
      eq(deliveries.eventId, eventId),
    );
    const [kept] = await tx.select({ id: deliveries.id }).from(deliveries).where(ofEvent).for("update");
    if (!kept) throw new Refusal("webhooks.notFound");
    // the tries of a settled one begin anew; one that waits keeps its count
    await tx
      .update(deliveries)
      .set({ attempts: 0, deliveredAt: null, failedAt: null })
      .where(and(ofEvent, not(isWaiting() ?? eq(deliveries.id, kept.id))));
    await tx.update(deliveries).set({ deliverAfter: now }).where(ofEvent);
  });
  return deliverNext({ communityId, webhookId }, now, send, eventId);
}

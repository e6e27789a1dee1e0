import { and, asc, desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { webhookDeliveries as deliveries, webhooks } from "@/db/schema";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { WEBHOOKS_MAX } from "./commands";

const LAST_SHOWN = 10;

/** The addresses that are told, oldest first, each with its last events. Secrets are not among it. Refuses: not an organizer. */
export async function listWebhooks(actor: Actor) {
  requirePermission(actor, "webhooks.manage");
  const { communityId } = actor;
  const known = await db
    .select({
      id: webhooks.id,
      url: webhooks.url,
      events: webhooks.events,
      createdAt: webhooks.createdAt,
      disabledAt: webhooks.disabledAt,
    })
    .from(webhooks)
    .where(eq(webhooks.communityId, communityId))
    .orderBy(asc(webhooks.id))
    .limit(WEBHOOKS_MAX);
  return Promise.all(known.map(async (webhook) => ({ ...webhook, last: await lastOf(communityId, webhook.id) })));
}
export type ListedWebhook = Awaited<ReturnType<typeof listWebhooks>>[number];

async function lastOf(communityId: string, webhookId: string) {
  return db
    .select({
      eventId: deliveries.eventId,
      kind: deliveries.kind,
      createdAt: deliveries.createdAt,
      deliverAfter: deliveries.deliverAfter,
      attempts: deliveries.attempts,
      deliveredAt: deliveries.deliveredAt,
      failedAt: deliveries.failedAt,
      lastStatus: deliveries.lastStatus,
      lastError: deliveries.lastError,
    })
    .from(deliveries)
    .where(and(eq(deliveries.communityId, communityId), eq(deliveries.webhookId, webhookId)))
    .orderBy(desc(deliveries.eventId))
    .limit(LAST_SHOWN);
}

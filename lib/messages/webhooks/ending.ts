import { and, eq, isNull, lt, or, type SQL } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { webhookDeliveries as deliveries, type Webhook, webhooks } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { record } from "@/lib/identity/audit";

const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** What still waits: neither delivered nor given up. */
export const isWaiting = (): SQL | undefined => and(isNull(deliveries.deliveredAt), isNull(deliveries.failedAt));

/** A step: an address under its row lock, which whoever changes it takes before its deliveries. Refuses `webhooks.notFound`. */
export async function lockWebhook(tx: Tx, communityId: string, webhookId: string): Promise<Webhook> {
  const [webhook] = await tx
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.communityId, communityId), eq(webhooks.id, webhookId)))
    .for("update");
  if (!webhook) throw new Refusal("webhooks.notFound");
  return webhook;
}

/**
 * A step: nothing more goes to an address, and what waited for it is given up. `by` an organizer, or by the address itself, which
 * said it is gone. Doing it twice changes nothing.
 */
export async function endWebhook(
  tx: Tx,
  actor: Actor,
  webhookId: string,
  by: "organizer" | "gone",
  now: Date,
): Promise<void> {
  const webhook = await lockWebhook(tx, actor.communityId, webhookId);
  if (webhook.disabledAt) return;
  const { communityId } = actor;
  await tx
    .update(webhooks)
    .set({ disabledAt: now })
    .where(and(eq(webhooks.communityId, communityId), eq(webhooks.id, webhookId)));
  await tx
    .update(deliveries)
    .set({ failedAt: now })
    .where(and(eq(deliveries.communityId, communityId), eq(deliveries.webhookId, webhookId), isWaiting()));
  await record(tx, actor, "webhook_disabled", { subjectId: webhookId, details: { host: hostOf(webhook), by } }, now);
}

/** An address without what may be secret in it: paths and queries carry keys. */
export const hostOf = ({ url }: Pick<Webhook, "url">) => new URL(url).host;

/** Forgets what was settled a month ago. Answers how many rows. */
export async function forgetOldDeliveries(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
  const gone = await db
    .delete(deliveries)
    .where(or(lt(deliveries.deliveredAt, before), lt(deliveries.failedAt, before)))
    .returning({ id: deliveries.id });
  return gone.length;
}

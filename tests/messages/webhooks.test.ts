import { and, eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db, one } from "@/db/client";
import { auditLog, webhookDeliveries as deliveries, webhooks } from "@/db/schema";
import { withdrawListedBook } from "@/lib/catalog/commands";
import { claimBook } from "@/lib/claims/commands";
import { withdrawBook } from "@/lib/claims/withdraw";
import { env } from "@/lib/core/env";
import { confirmTransfer } from "@/lib/donations/transfers";
import { visitorOf } from "@/lib/identity/actor";
import {
  addWebhook,
  disableWebhook,
  enableWebhook,
  removeWebhook,
  sendAgain,
  testWebhook,
} from "@/lib/messages/webhooks/commands";
import { deliverWebhooks, LEASE_MS, RETRY_MINUTES } from "@/lib/messages/webhooks/deliver";
import { forgetOldDeliveries } from "@/lib/messages/webhooks/ending";
import { EVENT_DATA, WEBHOOK_EVENTS, type WebhookEvent } from "@/lib/messages/webhooks/events";
import { type Post, postWebhook } from "@/lib/messages/webhooks/post";
import { listWebhooks } from "@/lib/messages/webhooks/queries";
import { aCampaign, aCommunity, aListedBook, aMember, anOrganizer, aTreasurer } from "../support/factories";
import { daysAfter, minutesAfter, NOON } from "../support/times";
import { aReceiver } from "./receiver";

const givenInbox = env.DEV_INBOX;
let receiver: Awaited<ReturnType<typeof aReceiver>>;
beforeEach(async () => {
  env.DEV_INBOX = "tried out on one's own machine";
  receiver = await aReceiver();
});
/** The outbox is one for all communities, so each test starts with none waiting. */
afterEach(async () => {
  env.DEV_INBOX = givenInbox;
  await receiver.close();
  await db.delete(deliveries);
});

async function aListener(events: readonly WebhookEvent[] = WEBHOOK_EVENTS) {
  const community = await aCommunity();
  const campaign = await aCampaign(community.id);
  const organizer = await anOrganizer(community.id);
  const added = await addWebhook(organizer, { url: receiver.url, events: [...events] }, NOON);
  return { community, campaign, organizer, ...added };
}
type Listener = Awaited<ReturnType<typeof aListener>>;

let guests = 0;
const guest = () => ({ name: "Юрко", email: `yurko-${guests++}@example.com`, locale: "uk" as const });
const reach = ({ community }: Pick<Listener, "community">, bookId: string) =>
  claimBook(
    visitorOf(community.id),
    { bookId, amountMinor: 40_000, method: "transfer", locale: "uk", contact: guest() },
    NOON,
  );

async function aPaidClaim(listener: Listener) {
  const book = await aListedBook(listener.campaign);
  const { claim } = await reach(listener, book.id);
  const treasurer = await aTreasurer(listener.community.id);
  const parts = [{ code: claim.code, amountMinor: 40_000 }];
  await confirmTransfer(treasurer, { reference: `R-${claim.code}`, amountMinor: 40_000, parts }, NOON);
  return { book, claim };
}
const rows = ({ community }: Pick<Listener, "community">) =>
  db.select().from(deliveries).where(eq(deliveries.communityId, community.id)).orderBy(deliveries.eventId);
const bodies = () => receiver.received.map(({ body }) => JSON.parse(body));

async function manyWaiting({ community, id: webhookId }: Listener, count: number) {
  const row = { communityId: community.id, webhookId, kind: "book.listed", payload: {}, createdAt: NOON };
  const made = [];
  for (let nth = 0; nth < count; nth++)
    made.push(
      one(
        await db
          .insert(deliveries)
          .values({ ...row, eventId: crypto.randomUUID(), deliverAfter: NOON })
          .returning(),
      ),
    );
  return made;
}

describe("what is told", () => {
  test("a claim, its money and its book are told in the order of the facts, each signed as Standard Webhooks do", async () => {
    const listener = await aListener();
    const { claim, book } = await aPaidClaim(listener);
    expect(await deliverWebhooks(new Date())).toMatchObject({ sent: 4 });

    const opener = new Webhook(listener.secret);
    for (const { headers, body } of receiver.received)
      expect(opener.verify(body, headers)).toMatchObject({ type: expect.any(String) });
    expect(bodies().map(({ type }) => type)).toEqual([
      "claim.held",
      "donation.pledged",
      "donation.confirmed",
      "claim.confirmed",
    ]);
    const place = { community: listener.community.slug, campaign: listener.campaign.slug };
    const [held, , given] = bodies();
    expect(held).toMatchObject({
      timestamp: NOON.toISOString(),
      data: { code: claim.code, status: "held", amountMinor: 40_000, book: { id: book.id, code: book.code }, ...place },
    });
    expect(given.data).toMatchObject({ code: claim.code, status: "confirmed", standingMinor: 40_000, ...place });
    for (const { type, data } of bodies())
      expect(EVENT_DATA[type.split(".")[0] as "claim"].strict().safeParse(data).error).toBeUndefined();
    expect(JSON.stringify(bodies())).not.toContain("yurko");
    expect(JSON.stringify(bodies())).not.toContain("Юрко");
  });

  test("a body or an id changed on the way is noticed", async () => {
    const listener = await aListener();
    await testWebhook(listener.organizer, listener.id, new Date());
    const { headers, body } = one(receiver.received);
    const opener = new Webhook(listener.secret);
    expect(() => opener.verify(body, headers)).not.toThrow();
    expect(() => opener.verify(`${body} `, headers)).toThrow();
    expect(() => opener.verify(body, { ...headers, "webhook-id": crypto.randomUUID() })).toThrow();
  });

  test("only what was chosen is told, and only of one's own community", async () => {
    const listener = await aListener(["book.withdrawn"]);
    const other = await aListener(["claim.held"]);
    await aPaidClaim(listener);
    expect(await rows(listener)).toEqual([]);
    const { code } = await aListedBook(listener.campaign, { code: "k7qm4tz" });
    await withdrawBook({ actor: listener.organizer, code }, "Подарували", NOON);
    expect(await rows(listener)).toMatchObject([{ kind: "book.withdrawn", payload: { code, status: "withdrawn" } }]);
    expect(await rows(other)).toEqual([]);
  });

  test("a fact that is taken back is not told", async () => {
    const listener = await aListener();
    const book = await aListedBook(listener.campaign);
    await db
      .transaction(async (tx) => {
        await withdrawListedBook(tx, listener.organizer, book, "Подарували", NOON);
        throw new Error("taken back");
      })
      .catch(() => {});
    expect(await rows(listener)).toEqual([]);
  });

  test("the secret is shown once and kept sealed", async () => {
    const { id, secret, organizer } = await aListener();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const kept = one(await db.select().from(webhooks).where(eq(webhooks.id, id)));
    expect(kept.secret).not.toContain(secret.slice(6));
    expect(JSON.stringify(await listWebhooks(organizer))).not.toContain("secret");
  });
});

describe("what fails", () => {
  test("is tried again later and later for about a day, then given up and shown", async () => {
    const listener = await aListener();
    await manyWaiting(listener, 1);
    let now = NOON;
    for (const minutes of RETRY_MINUTES) {
      receiver.plan(500);
      expect(await deliverWebhooks(now)).toMatchObject({ retried: 1 });
      const row = one(await rows(listener));
      expect(row).toMatchObject({ lastStatus: 500, failedAt: null, deliverAfter: minutesAfter(now, minutes) });
      expect(await deliverWebhooks(minutesAfter(now, minutes - 0.5))).toMatchObject({ sent: 0, retried: 0 });
      now = row.deliverAfter;
    }
    receiver.plan(500);
    expect(await deliverWebhooks(now)).toMatchObject({ gaveUp: 1 });
    expect(now.getTime() - NOON.getTime()).toBeGreaterThan(20 * 3_600_000);
    expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    const [webhook] = await listWebhooks(listener.organizer);
    expect(webhook?.last).toMatchObject([{ failedAt: now, attempts: 8, lastStatus: 500 }]);

    const eventId = one(await rows(listener)).eventId;
    expect(await sendAgain(listener.organizer, { webhookId: listener.id, eventId }, now)).toBe("sent");
    expect(one(await rows(listener))).toMatchObject({ deliveredAt: now, failedAt: null, attempts: 1 });
  });

  test("an address that does not answer, hangs up, redirects or never ends is given five seconds and little else", async () => {
    const listener = await aListener();
    const told = (next: Parameters<typeof receiver.plan>[0]) => {
      receiver.plan(next);
      return testWebhook(listener.organizer, listener.id, NOON);
    };
    expect(await told("hang up")).toBe("retried");
    expect(await told(302)).toBe("retried");
    expect(await told("endless")).toBe("sent");
    const before = performance.now();
    expect(await told("hang")).toBe("retried");
    expect(performance.now() - before).toBeLessThan(7_000);
    const [webhook] = await listWebhooks(listener.organizer);
    expect(webhook?.last[0]).toMatchObject({ lastStatus: null, lastError: "TIMEOUT" });
    expect(receiver.received).toHaveLength(4); // where it was sent on to, nobody asked
  });

  test("what is down costs one try a run, and its events come in order once it is back", async () => {
    const listener = await aListener();
    const made = await manyWaiting(listener, 5);
    receiver.plan(503);
    expect(await deliverWebhooks(NOON)).toMatchObject({ sent: 0, retried: 1 });
    expect(receiver.received).toHaveLength(1);
    expect(await deliverWebhooks(minutesAfter(NOON, 1))).toMatchObject({ sent: 5 });
    const order = receiver.received.slice(1).map(({ headers }) => headers["webhook-id"]);
    expect(order).toEqual(made.map(({ eventId }) => eventId).sort());
  });

  test("an address that hangs does not hold up another", async () => {
    const slow = await aListener();
    const other = await aReceiver();
    const quick = await aListener();
    await db.update(webhooks).set({ url: other.url }).where(eq(webhooks.id, quick.id));
    await manyWaiting(slow, 1);
    await manyWaiting(quick, 20);
    receiver.plan("hang");
    const running = deliverWebhooks(NOON);
    await expect.poll(() => other.received.length, { timeout: 4_000 }).toBe(20);
    expect(await running).toMatchObject({ sent: 20, retried: 1 });
    await other.close();
  });

  test("410 disables it: what waited is given up, nothing more is told, and the log says so", async () => {
    const listener = await aListener();
    await manyWaiting(listener, 3);
    receiver.plan(410);
    await deliverWebhooks(NOON);
    expect(receiver.received).toHaveLength(1);
    expect((await rows(listener)).every(({ failedAt }) => failedAt !== null)).toBe(true);
    await aPaidClaim(listener);
    expect(await rows(listener)).toHaveLength(3);
    await deliverWebhooks(daysAfter(NOON, 1));
    expect(receiver.received).toHaveLength(1);
    await expect(testWebhook(listener.organizer, listener.id, NOON)).rejects.toMatchObject({
      code: "webhooks.disabled",
    });

    await enableWebhook(listener.organizer, listener.id, NOON);
    expect(await testWebhook(listener.organizer, listener.id, NOON)).toBe("sent");
    const log = await db
      .select({ action: auditLog.action, actorId: auditLog.actorId, details: auditLog.details })
      .from(auditLog)
      .where(and(eq(auditLog.communityId, listener.community.id), eq(auditLog.subjectId, listener.id)))
      .orderBy(auditLog.id);
    const { personId } = listener.organizer;
    const host = new URL(receiver.url).host;
    expect(log).toEqual([
      { action: "webhook_added", actorId: personId, details: { host } },
      { action: "webhook_disabled", actorId: null, details: { host, by: "gone" } },
      { action: "webhook_enabled", actorId: personId, details: { host } },
    ]);
  });

  test("whoever dies between sending and noting it leaves it to be sent again with the same webhook-id", async () => {
    const listener = await aListener();
    await manyWaiting(listener, 1);
    let hasSent = false;
    const dies: Post = async (letter) => {
      await postWebhook(letter);
      hasSent = true;
      return new Promise(() => {}); // and is never heard of again
    };
    void deliverWebhooks(NOON, dies);
    await expect.poll(() => hasSent).toBe(true);
    expect(await deliverWebhooks(minutesAfter(NOON, 1))).toMatchObject({ sent: 0 });
    expect(await deliverWebhooks(new Date(NOON.getTime() + LEASE_MS))).toMatchObject({ sent: 1 });
    const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});

describe("four deliverers at once", () => {
  async function timesSent(deliver: (send: Post) => Promise<unknown>) {
    const listener = await aListener();
    const made = await manyWaiting(listener, 40);
    const counts = new Map(made.map(({ eventId }) => [eventId, 0]));
    const send: Post = async ({ headers }) => {
      const id = headers["webhook-id"] ?? "";
      await new Promise((resolve) => setTimeout(resolve, 2));
      counts.set(id, (counts.get(id) ?? 0) + 1);
      return 200;
    };
    await Promise.all(Array.from({ length: 4 }, () => deliver(send)));
    return [...counts.values()];
  }

  test("tell each event once", async () => {
    expect(await timesSent((send) => deliverWebhooks(NOON, send))).toEqual(Array(40).fill(1));
  });

  test("would tell some twice if a row were not marked as begun under its lock (control)", async () => {
    const counts = await timesSent(async (send) => {
      const waiting = await db.select().from(deliveries);
      for (const { id, eventId } of waiting) {
        await send({ url: "", headers: { "webhook-id": eventId }, body: "" });
        await db.update(deliveries).set({ deliveredAt: NOON }).where(eq(deliveries.id, id));
      }
    });
    expect(Math.max(...counts)).toBeGreaterThan(1);
  });
});

describe("who may", () => {
  test("organizers alone manage addresses, each their own community's", async () => {
    const listener = await aListener();
    const { id, community } = listener;
    const others = [await aMember(community.id), await aTreasurer(community.id), visitorOf(community.id)];
    for (const actor of others)
      for (const act of [
        () => addWebhook(actor, { url: receiver.url, events: ["claim.held"] }),
        () => removeWebhook(actor, id),
        () => disableWebhook(actor, id),
        () => enableWebhook(actor, id),
        () => testWebhook(actor, id),
        () => listWebhooks(actor),
      ])
        await expect(act()).rejects.toMatchObject({ code: "identity.notAllowed" });
    const stranger = await anOrganizer((await aCommunity()).id);
    await expect(removeWebhook(stranger, id)).rejects.toMatchObject({ code: "webhooks.notFound" });
    expect(await listWebhooks(stranger)).toEqual([]);
    const again = { webhookId: id, eventId: crypto.randomUUID() };
    await expect(sendAgain(listener.organizer, again)).rejects.toMatchObject({ code: "webhooks.notFound" });
  });

  test("ten addresses are enough, also when two organizers add at once", async () => {
    const { organizer } = await aListener();
    const add = () => addWebhook(organizer, { url: receiver.url, events: ["claim.held"] }, NOON);
    for (let nth = 0; nth < 8; nth++) await add();
    const both = await Promise.allSettled([add(), add()]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await listWebhooks(organizer)).toHaveLength(10);
  });

  test("removing an address while facts are told to it fails no fact", async () => {
    const listener = await aListener();
    const claims = Array.from({ length: 8 }, () => aPaidClaim(listener).then(() => "told"));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await removeWebhook(listener.organizer, listener.id, NOON);
    expect(await Promise.all(claims)).toEqual(Array(8).fill("told"));
    expect(await rows(listener)).toEqual([]);
  });

  test("what was settled a month ago is forgotten", async () => {
    const listener = await aListener();
    await testWebhook(listener.organizer, listener.id, NOON);
    expect(await forgetOldDeliveries(daysAfter(NOON, 29))).toBe(0);
    expect(await forgetOldDeliveries(daysAfter(NOON, 31))).toBe(1);
  });
});

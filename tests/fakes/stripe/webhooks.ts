import { createHmac } from "node:crypto";
import { setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { FaultPlan, WebhookFate } from "./faults";
import type { StripeEvent } from "./state";

const ANSWER_MS = 10_000;
const SPREAD_MS = 50;
const AT_ONCE_MAX = 32;

/** Sends events to one address: those of one payment in their order, those of different payments side by side. */
export interface Webhooks {
  url: string | null;
  send(event: StripeEvent): void;
  /** Waits until nothing is on its way, retries and delays included. */
  done(): Promise<void>;
  stop(): Promise<void>;
}

export interface SignedWebhook {
  body: string;
  headers: { "content-type": string; "stripe-signature": string };
}

/** The request that Stripe makes of an event. It is signed by the real clock, which is what its reader checks. */
export function signWebhook(event: StripeEvent, secret: string): SignedWebhook {
  const body = JSON.stringify(event, null, 2);
  const seconds = Math.floor(Date.now() / 1000);
  const signature = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return {
    body,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "stripe-signature": `t=${seconds},v1=${signature}`,
    },
  };
}

export function startWebhooks(options: {
  url: string | null;
  secret: string;
  plan: FaultPlan;
  /** Pauses before each further try; after the last one an event is given up until the next start. */
  retryMs: readonly number[];
  delivered: () => void;
}): Webhooks {
  const { secret, plan, retryMs, delivered } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  setMaxListeners(0, signal); // every delivery on its way listens for the end
  const inFlight = new Set<Promise<void>>();
  const chains = new Map<string, Promise<void>>();
  const overtaken = new Set<() => void>();
  const waiting: (() => void)[] = [];
  let atOnce = 0;

  const webhooks: Webhooks = {
    url: options.url,
    send(event) {
      if (webhooks.url === null || signal.aborted) return;
      event.pending_webhooks = 1;
      const fate = plan.forWebhook(event.type);
      if (fate.copies === 0) event.pending_webhooks = 0;
      else if (fate.heldMs > 0 || fate.delayMs > 0) track(later(event, fate));
      else chain(event, fate.copies);
    },
    async done() {
      while (inFlight.size > 0) await Promise.allSettled(inFlight);
    },
    async stop() {
      stopping.abort();
      await webhooks.done();
    },
  };

  function track(work: Promise<void>): Promise<void> {
    // cut short by stop(): the event stays pending, and goes out after the next start
    const settled = work.catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    const tracked = settled.finally(() => inFlight.delete(tracked));
    inFlight.add(tracked);
    return tracked;
  }

  function chain(event: StripeEvent, copies: number) {
    const payment = paymentOf(event);
    const before = chains.get(payment) ?? Promise.resolve();
    const first = track(before.then(() => deliver(event, copies)));
    chains.set(payment, first);
    void first.finally(() => chains.get(payment) === first && chains.delete(payment));
  }

  async function later(event: StripeEvent, { copies, delayMs, heldMs }: WebhookFate) {
    const options = { signal, ref: false };
    if (delayMs > 0) await wait(delayMs, undefined, options);
    if (heldMs > 0) {
      let go = () => {};
      const another = new Promise<void>((resolve) => {
        go = resolve;
      });
      overtaken.add(go);
      await Promise.race([another, wait(heldMs, undefined, options)]);
      overtaken.delete(go);
    }
    await deliver(event, copies, false);
  }

  // further copies and further tries are nobody's turn: the payment's next event does not wait for them
  async function deliver(event: StripeEvent, copies: number, overtakes = true) {
    for (let copy = 1; copy < copies; copy++) {
      track(wait(plan.random() * SPREAD_MS, undefined, { signal, ref: false }).then(() => attempt(event, [])));
    }
    if (signal.aborted) return;
    const ok = await post(event);
    if (overtakes) for (const go of overtaken) go();
    if (!ok) track(attempt(event, retryMs));
  }

  async function attempt(event: StripeEvent, pauses: readonly number[]) {
    if (pauses.length === 0) await post(event);
    for (const pause of pauses) {
      await wait(pause, undefined, { signal, ref: false });
      if (await post(event)) return;
    }
  }

  async function post(event: StripeEvent): Promise<boolean> {
    if (atOnce < AT_ONCE_MAX) atOnce++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      if (webhooks.url === null) return true;
      const response = await fetch(webhooks.url, {
        method: "POST",
        ...signWebhook(event, secret),
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
      });
      await response.arrayBuffer();
      if (response.ok && event.pending_webhooks > 0) {
        event.pending_webhooks = 0;
        delivered();
      }
      return response.ok;
    } catch {
      return false;
    } finally {
      const next = waiting.shift();
      if (next) next();
      else atOnce--;
    }
  }

  return webhooks;
}

function paymentOf({ data: { object } }: StripeEvent): string {
  if ("payment_intent" in object && typeof object.payment_intent === "string") return object.payment_intent;
  return "id" in object ? String(object.id) : "";
}

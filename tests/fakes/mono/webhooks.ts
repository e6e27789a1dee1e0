import { setTimeout as sleep } from "node:timers/promises";
import type { Faults } from "./faults";

/** A webhook's way: whether it arrived (was answered with 200), and after how many attempts. */
export type Delivery = {
  invoiceId: string;
  status: string;
  outcome: "dropped" | "arrived" | "given up";
  attempts: number;
};

const ATTEMPTS = 3;
const ANSWER_WITHIN_MS = 5_000;

/**
 * Posts webhooks, those of one invoice one after another unless the faults say otherwise, up to three attempts each until
 * somebody answers 200. Signed at every attempt with the key of that moment.
 */
export function postman(options: {
  faults: Faults;
  random: () => number;
  sign: (raw: string) => string;
  retryMs: number;
}) {
  const { faults, random, sign, retryMs } = options;
  const rows = new Map<string, Promise<void>>();
  const underway = new Set<Promise<void>>();
  const deliveries: Delivery[] = [];
  const stop = new AbortController();

  async function deliver(url: string, invoiceId: string, status: string, raw: string) {
    for (let attempts = 1; attempts <= ATTEMPTS && !stop.signal.aborted; attempts++) {
      const headers = { "content-type": "application/json", "x-sign": sign(raw) };
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
      const answer = await fetch(url, { method: "POST", headers, body: raw, signal }).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.status === 200) {
        deliveries.push({ invoiceId, status, outcome: "arrived", attempts });
        return;
      }
      if (attempts < ATTEMPTS) await sleep(retryMs);
    }
    deliveries.push({ invoiceId, status, outcome: "given up", attempts: ATTEMPTS });
  }

  function track(delivery: Promise<void>) {
    underway.add(delivery);
    void delivery.finally(() => underway.delete(delivery));
    return delivery;
  }

  return {
    deliveries,

    send(url: string, invoiceId: string, status: string, raw: string) {
      // all dice are thrown at once, so that a seed tells the same story whatever the receiver does
      const [dropped, twice, reordered, delayed] = [random(), random(), random(), random()] as [
        number,
        number,
        number,
        number,
      ];
      if (dropped < faults.webhookDropped) {
        deliveries.push({ invoiceId, status, outcome: "dropped", attempts: 0 });
        return;
      }
      const post = () => deliver(url, invoiceId, status, raw);
      if (reordered < faults.webhookReordered) {
        track(sleep(faults.lateMs).then(post));
      } else {
        const wait = delayed < faults.webhookDelayed ? faults.lateMs : 0;
        const before = rows.get(invoiceId) ?? Promise.resolve();
        rows.set(invoiceId, track(before.then(() => sleep(wait)).then(post)));
      }
      if (twice < faults.webhookTwice) track(sleep(random() * faults.lateMs).then(post));
    },

    /** Resolves when nothing is on its way any more. */
    async settled() {
      while (underway.size > 0) await Promise.all(underway);
    },

    /** What is on its way never arrives, as when the bank's own machine stops. */
    async stop() {
      stop.abort();
      await this.settled();
    },
  };
}

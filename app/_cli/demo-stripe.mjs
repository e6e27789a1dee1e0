// @ts-check
import { randomBytes } from "node:crypto";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endChild, finished, startScript } from "./children.mjs";

const PORT_BEYOND = 10; // of the product's own port
const READY_MS = 20_000;

/**
 * Without keys the demo pays at a Stripe of its own, a program of the tests that takes play money, on this machine alone. Somebody
 * with a mail server of theirs is past trying things out: then there are no cards until keys are set.
 *
 * @param {string} dataDir
 * @param {{ add(step: () => Promise<void>): Promise<void> }} closing
 */
export async function startDemoStripe(dataDir, closing) {
  const { env } = process;
  const isDemo = env.DEMO !== "0" && env.DEV_INBOX;
  if (!isDemo || env.STRIPE_SECRET_KEY || env.STRIPE_WEBHOOK_SECRET) return;
  const port = await freePort(Number(env.PORT) + PORT_BEYOND);
  const { protocol, hostname } = new URL(env.APP_URL ?? "http://localhost");
  env.STRIPE_SECRET_KEY = `sk_test_${randomBytes(12).toString("hex")}`;
  env.STRIPE_WEBHOOK_SECRET = `whsec_${randomBytes(24).toString("hex")}`;
  env.STRIPE_API_URL = `http://127.0.0.1:${port}`;
  env.FAKE_STRIPE_PORT = String(port);
  env.FAKE_STRIPE_PUBLIC_URL = `${protocol === "https:" ? "http:" : protocol}//${hostname}:${port}`;
  env.FAKE_STRIPE_WEBHOOK_URL = `http://127.0.0.1:${env.PORT}/api/stripe/webhook`;
  env.FAKE_STRIPE_FILE = path.join(dataDir, "demo-stripe.json");

  const child = startScript("tests/fakes/stripe/serve.ts");
  const ended = finished(child);
  await closing.add(async () => {
    endChild(child);
    await ended;
  });
  await answers(port, ended);
}

/**
 * The same port as last time, so that pages that were open can still be paid.
 *
 * @param {number} wanted
 * @returns {Promise<number>}
 */
function freePort(wanted) {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", () => (wanted === 0 ? reject(new Error("No port is free")) : resolve(freePort(0))));
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : wanted));
    });
  });
}

/**
 * @param {number} port
 * @param {Promise<number>} ended
 */
async function answers(port, ended) {
  const gone = ended.then(() => {
    throw new Error("The demo's Stripe ended unasked.");
  });
  for (const until = Date.now() + READY_MS; Date.now() < until; ) {
    const answer = await Promise.race([gone, fetch(`http://127.0.0.1:${port}/dashboard`).catch(() => undefined)]);
    if (answer) return;
    await Promise.race([gone, sleep(100)]);
  }
  throw new Error("The demo's Stripe did not answer.");
}

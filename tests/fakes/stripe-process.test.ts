import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { donation } from "./stripe/contract";
import { startReceiver } from "./stripe/receiver";
import { startFakeStripe } from "./stripe/start";

const KEY = "sk_test_of_the_tests";
const SECRET = "whsec_tests";
const options = { secretKey: KEY, webhookSecret: SECRET };

const PATIENT = { timeout: 10_000 };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fake-stripe-"));
});

const children: ChildProcess[] = [];

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

test("the state outlives a restart by its file: sessions, keys, and webhooks nobody took", async () => {
  const file = join(folder, "kept", "state.json");
  const receiver = await startReceiver(SECRET);
  receiver.status = 503;
  const first = await startFakeStripe({ ...options, file, webhookUrl: receiver.url, retryMs: [60_000] });
  const create = (stripe: Stripe) => stripe.checkout.sessions.create(given, { idempotencyKey: "one" });
  const given = donation();
  const made = await create(new Stripe(KEY, first.connection));
  first.pay(made.id);
  first.refund(made.id, 1000);
  await expect.poll(() => receiver.received.length, PATIENT).toBe(6);
  const sums = first.sums();
  await first.close();
  expect(readdirSync(join(folder, "kept"))).toEqual(["state.json"]);

  receiver.status = 200;
  receiver.received.length = 0;
  const second = await startFakeStripe({ ...options, file, webhookUrl: receiver.url });
  expect(second.sums()).toEqual(sums);
  expect((await create(new Stripe(KEY, second.connection))).id).toBe(made.id);
  await second.webhooksDone();
  expect(receiver.types()).toEqual(first.events().map(({ type }) => type));
  // before it is closed: a kill must not send them again
  await expect.poll(() => readFileSync(file, "utf8"), PATIENT).not.toContain('"pending_webhooks":1');
  await second.close();
  const third = await startFakeStripe({ ...options, file, webhookUrl: receiver.url });
  await third.webhooksDone();
  expect(receiver.received).toHaveLength(6);
  await third.close();
  receiver.close();
});

test("as a process it says where it listens, outlives a kill by its file, and leaves when asked", {
  timeout: 60_000,
}, async () => {
  const file = join(folder, "process.json");
  const first = await startProcess({ FAKE_STRIPE_FILE: file, FAKE_STRIPE_PUBLIC_URL: "https://pay.example/test" });
  const session = await first.stripe.checkout.sessions.create(donation());
  expect(session.url).toBe(`https://pay.example/test/pay/${session.id}`);
  await expect.poll(() => readdirSync(folder), PATIENT).toContain("process.json");
  first.child.kill("SIGKILL");
  await once(first.child, "exit");

  const second = await startProcess({ FAKE_STRIPE_FILE: file });
  expect(await second.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: "open" });
  second.child.kill("SIGTERM");
  expect(await once(second.child, "exit")).toEqual([0, null]);
});

test("as a process it goes when its parent goes", { timeout: 60_000 }, async () => {
  const { child } = await startProcess({});
  child.disconnect();
  expect(await once(child, "exit")).toEqual([0, null]);
});

test("it takes no live key", async () => {
  await expect(startFakeStripe({ secretKey: "sk_live_1", webhookSecret: SECRET })).rejects.toThrow("sk_test_");
});

async function startProcess(env: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", "tests/fakes/stripe/serve.ts"], {
    env: { ...process.env, STRIPE_SECRET_KEY: KEY, STRIPE_WEBHOOK_SECRET: SECRET, ...env },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  children.push(child);
  if (!child.stdout) throw new Error("The process has no output");
  const [line] = await once(createInterface(child.stdout), "line");
  const { port } = new URL(/^Fake Stripe listens at (\S+)$/.exec(line)?.[1] ?? "");
  const connection = { host: "127.0.0.1", port, protocol: "http", telemetry: false } as const;
  return { child, stripe: new Stripe(KEY, connection) };
}

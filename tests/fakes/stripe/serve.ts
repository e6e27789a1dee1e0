// The fake Stripe as a process of its own, for the demo and for tests that end processes: its options come by environment.
import "@/app/_cli/leave-with-parent.mjs";
import { startFakeStripe } from "./start";

const {
  FAKE_STRIPE_FILE: file,
  FAKE_STRIPE_PORT: port = "0",
  FAKE_STRIPE_PUBLIC_URL: publicUrl,
  FAKE_STRIPE_WEBHOOK_URL: webhookUrl,
  STRIPE_SECRET_KEY: secretKey = "",
  STRIPE_WEBHOOK_SECRET: webhookSecret = "",
} = process.env;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const SETTLE_SECONDS = 20;
// the product may be starting still, or starting again
const RETRY_MS = [SECOND, 2 * SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE];

if (!secretKey || !webhookSecret) {
  console.error("The fake Stripe needs STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET.");
  process.exit(1);
}

const fake = await startFakeStripe({
  port: Number(port),
  webhookUrl: webhookUrl || null,
  secretKey,
  webhookSecret,
  publicUrl: publicUrl || undefined,
  file: file || undefined,
  retryMs: RETRY_MS,
  settleSeconds: SETTLE_SECONDS,
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => fake.close().then(() => process.exit(0)));
}

console.log(`Fake Stripe listens at ${fake.url}`);

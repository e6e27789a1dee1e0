import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { defineConfig } from "@playwright/test";
import { findChromium } from "../support/chromium";

// Two tests go side by side, each with a product, a database and a demo of its own: none meets what another did meanwhile.
const LANES = [0, 1];
const PORT = Number(process.env.E2E_PORT ?? "3141");
const addressOf = (lane: number) => `http://localhost:${PORT + lane}`;
// the workers read this file, too: the environment they inherit keeps the folder one
process.env.E2E_DATA_DIR ??= join(tmpdir(), `bookraiser-e2e-${process.pid}`);
const folderOf = (lane: number) => join(process.env.E2E_DATA_DIR ?? "", String(lane));
const lane = Number(process.env.TEST_PARALLEL_INDEX ?? 0);
process.env.E2E_LANE_DIR = folderOf(lane);

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  workers: LANES.length,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  // generous: what is waited for comes at once on a quiet machine, and late on a busy one
  timeout: 120_000,
  expect: { timeout: 15_000 },
  retries: 1, // a busy machine's fault; the run names what needed it
  use: {
    baseURL: addressOf(lane),
    locale: "uk-UA",
    timezoneId: "Europe/Kyiv",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: await findChromium(), args },
  },
  projects: [
    // the demo as it is loaded, before other tests add to its money
    { name: "demo", testMatch: "demo.test.ts" },
    { name: "pages", testIgnore: "demo.test.ts", dependencies: ["demo"] },
  ],
  webServer: LANES.map((lane) => ({
    command: "node app/_cli/start.mjs",
    cwd: resolve(import.meta.dirname, "../.."),
    url: `${addressOf(lane)}/healthz`,
    timeout: 600_000,
    reuseExistingServer: false,
    stdout: "pipe" as const,
    gracefulShutdown: { signal: "SIGTERM" as const, timeout: 20_000 },
    env: {
      PORT: String(PORT + lane),
      APP_URL: addressOf(lane),
      DATA_DIR: folderOf(lane),
      DATABASE_URL: "",
      SMTP_URL: "",
      ISBN_LOOKUP: "0", // nothing leaves this machine
      LOG_LEVEL: "warn",
      NODE_ENV: "production",
    },
  })),
});

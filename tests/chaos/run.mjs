// @ts-check
// `npm run test:chaos`: the races and kills at full size, one after another. The tests of every day run them in their short form.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT, withTools } from "../../app/_cli/tools.mjs";

const EVERYDAY = "tests/vitest.config.ts";
const KILLS = "tests/chaos/vitest.config.ts";

/**
 * What runs, and how many times its short form it is: `CHAOS_RUNS` means to each file what it counts by.
 *
 * @type {{ title: string, runs: number, files: string[], config?: string }[]}
 */
const PARTS = [
  {
    title: "P1: 200 people reach for 100 books, 20 times with one try each and 20 with five, and its control",
    runs: 20,
    files: ["tests/claims/race.test.ts", "tests/claims/race-control.test.ts"],
  },
  {
    title:
      "P2: twelve acts at the same moment on each of 300 claims, with transfers and cards, 20 times, and its controls",
    runs: 20,
    files: [
      "tests/donations/claim-race.test.ts",
      "tests/donations/claim-race-control.test.ts",
      "tests/donations/cards/payable-control.test.ts",
    ],
  },
  {
    title: "P3: 1,000 histories of webhooks that come twice, late, in any order or never, and the control",
    runs: 50,
    files: ["tests/donations/cards/histories.test.ts", "tests/donations/cards/histories-control.test.ts"],
  },
  {
    title: "P5: a connection is killed every 50 ms during 1,000 claims",
    runs: 1,
    files: ["tests/claims/connection-loss.test.ts"],
  },
  {
    title: "P6: 1,000 donors while Stripe is slow, says 429 and 500 and loses answers",
    runs: 50,
    files: ["tests/donations/cards/faults.test.ts"],
  },
  { title: "P7: 10,000 random sequences of money", runs: 400, files: ["tests/donations/sequences.test.ts"] },
  {
    title: "P8: two treasurers and one transfer or refund, four askers and one payment, 1,000 times, and the controls",
    runs: 100,
    files: [
      "tests/donations/transfer-race.test.ts",
      "tests/donations/transfer-race-control.test.ts",
      "tests/donations/cards/races.test.ts",
      "tests/donations/cards/races-control.test.ts",
    ],
  },
  {
    title:
      "LINES: 1,000 random histories of waiting lists, offers that lapse in the middle of answers, and the control",
    runs: 25,
    files: ["tests/claims/waiting-histories.test.ts", "tests/claims/waiting-race"],
  },
  {
    title: "P14: 10,000 random journeys by links, whose sources have what the ledger has",
    runs: 400,
    files: ["tests/reports/sources-journeys.test.ts"],
  },
  {
    title: "P10: 10,000 malformed inputs for each public call, 1,000 for every other",
    runs: 20,
    files: ["tests/api/malformed.test.ts"],
  },
  {
    title: "P16: 1,000 e-mails while the program that sends them is killed 20 times, and the control",
    runs: 20,
    files: ["tests/messages/outbox-kills.test.ts", "tests/messages/outbox-kills-control.test.ts"],
  },
  {
    title:
      "P4: the web server and PostgreSQL are killed 50 times among 1,000 donations by transfers and cards, and the control",
    runs: 25,
    files: ["tests/chaos/kill"],
    config: KILLS,
  },
  {
    title: "P12: a hundred thousand clicks in a minute while the web server and PostgreSQL are killed, and the control",
    runs: 20,
    files: ["tests/chaos/clicks.test.ts", "tests/chaos/clicks-control.test.ts"],
    config: KILLS,
  },
];

delete process.env.NODE_ENV; // in production npm would leave the test tools out

await withTools(fileURLToPath(import.meta.url), async () => {
  const wanted = process.argv.slice(2).map((name) => name.toUpperCase()); // `npm run test:chaos -- p1 p8`
  const failed = [];
  for (const part of PARTS.filter(({ title }) => wanted.length === 0 || wanted.includes(title.split(":")[0] ?? ""))) {
    console.log(`\n── ${part.title} ──`);
    const startedAt = performance.now();
    const code = await vitest(part);
    console.log(`${code === 0 ? "held" : "BROKE"} in ${Math.round((performance.now() - startedAt) / 1000)} s`);
    if (code !== 0) failed.push(part.title);
  }
  console.log(
    failed.length === 0 ? "\nEverything held." : `\nBroke:\n${failed.map((title) => `  ${title}`).join("\n")}`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
});

/**
 * @param {{ runs: number, files: string[], config?: string }} part
 * @returns {Promise<number>} its exit code
 */
function vitest({ runs, files, config = EVERYDAY }) {
  const program = path.join(ROOT, "node_modules/vitest/vitest.mjs");
  // one file after the other: what one measures, its control would slow down
  const child = spawn(process.execPath, [program, "run", "--config", config, "--no-file-parallelism", ...files], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, CHAOS_RUNS: String(runs) },
  });
  const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on("SIGINT", pass).on("SIGTERM", pass);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      process.off("SIGINT", pass).off("SIGTERM", pass);
      resolve(code ?? 1);
    });
  });
}

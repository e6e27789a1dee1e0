// @ts-check
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT, withTools } from "../app/_cli/tools.mjs";

/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {string[]} failed what failed, in words
 * @property {string[]} [flaky] what passed at the second try only
 */

delete process.env.NODE_ENV; // in production npm would leave the test tools out

await withTools(fileURLToPath(import.meta.url), async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bookraiser-run-"));
  try {
    process.exitCode = await runAll(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * Runs every stage, whatever became of the one before, and says at the end what failed.
 *
 * @param {string} folder for what the tools report
 * @returns {Promise<number>} the exit code
 */
async function runAll(folder) {
  /** @type {Count[]} */
  const counts = [];
  counts.push(
    await check("Types", [
      ["next", "typegen"],
      ["tsc", "--noEmit"],
    ]),
  );
  counts.push(await check("Lint", [["biome", "check"]]));
  counts.push(await check("Unused code", [["knip"]]));
  const everyday = { title: "Structure, unit and database tests", config: "tests/vitest.config.ts" };
  counts.push(await vitest(path.join(folder, "vitest.json"), everyday));
  counts.push(await playwright(path.join(folder, "playwright.json"), path.join(folder, "data")));
  // after the browser tests, whose pages are built then
  const kills = { title: "Kills of the running product", config: "tests/chaos/vitest.config.ts" };
  counts.push(await vitest(path.join(folder, "kills.json"), kills));

  const failed = counts.flatMap((count) => count.failed);
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  list("Failed", failed);
  list(
    "Passed at the second try only",
    counts.flatMap((count) => count.flaky ?? []),
  );
  console.log(`\n${passed} passed, ${failed.length} failed`);
  return failed.length > 0 || passed === 0 ? 1 : 0;
}

/**
 * @param {string} title
 * @param {string[]} lines
 */
function list(title, lines) {
  if (lines.length > 0) console.log(`\n${title}:\n${lines.map((words) => `  ${words}`).join("\n")}`);
}

/**
 * A stage without tests of its own counts as one.
 *
 * @param {string} title
 * @param {string[][]} commands
 * @returns {Promise<Count>}
 */
async function check(title, commands) {
  announce(title);
  for (const [tool = "", ...args] of commands) {
    if ((await run(tool, args)) !== 0) return { passed: 0, failed: [`${title}: ${tool} ${args.join(" ")}`] };
  }
  return { passed: 1, failed: [] };
}

/**
 * @param {string} file
 * @param {{ title: string, config: string }} stage
 * @returns {Promise<Count>}
 */
async function vitest(file, { title, config }) {
  announce(title);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await run("vitest", ["run", "--config", config, ...reporters]);
  const report = readReport(file);
  /** @type {string[]} */
  const failed = [];
  for (const suite of report?.testResults ?? []) {
    const name = path.relative(ROOT, suite.name);
    const tests = suite.assertionResults.filter((/** @type {any} */ one) => one.status === "failed");
    failed.push(...tests.map((/** @type {any} */ one) => `${name}: ${one.fullName}`));
    if (suite.status === "failed" && tests.length === 0) failed.push(`${name}: did not load`);
  }
  return sealed("vitest", code, report?.numPassedTests ?? 0, failed);
}

/**
 * @param {string} file
 * @param {string} dataDir
 * @returns {Promise<Count>}
 */
async function playwright(file, dataDir) {
  announce("Browser tests");
  const tests = fs.readdirSync(path.join(ROOT, "tests/e2e"), { recursive: true, encoding: "utf8" });
  if (!tests.some((name) => /\.(test|spec)\.tsx?$/.test(name))) {
    console.log("There are none.");
    return { passed: 0, failed: [] };
  }
  const env = { E2E_DATA_DIR: dataDir, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const code = await run(
    "playwright",
    ["test", "--config", "tests/e2e/playwright.config.ts", "--reporter=list,json"],
    env,
  );
  const report = readReport(file);
  const specs = (report?.suites ?? []).flatMap(specsOf);
  const named = (/** @type {(spec: any) => boolean} */ which) =>
    specs.filter(which).map((/** @type {any} */ spec) => `${spec.file}: ${spec.title}`);
  const failed = named((spec) => !spec.ok);
  const flaky = named((spec) => spec.tests.some((/** @type {any} */ one) => one.status === "flaky"));
  return { ...sealed("playwright", code, (report?.stats?.expected ?? 0) + flaky.length, failed), flaky };
}

/**
 * A tool that failed without a failed test failed by itself: a crash, an unhandled error, a server that did not start.
 *
 * @param {string} tool
 * @param {number} code
 * @param {number} passed
 * @param {string[]} failed
 * @returns {Count}
 */
function sealed(tool, code, passed, failed) {
  return { passed, failed: code !== 0 && failed.length === 0 ? [`${tool} ended with exit code ${code}`] : failed };
}

/**
 * @param {any} suite
 * @returns {any[]}
 */
function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

/**
 * @param {string} file
 * @returns {any}
 */
function readReport(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : undefined;
}

/** @param {string} title */
function announce(title) {
  console.log(`\n── ${title} ──`);
}

/**
 * @param {string} tool a program of node_modules/.bin
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} its exit code
 */
function run(tool, args, env = {}) {
  const bin = path.join(ROOT, "node_modules", ".bin");
  const child = spawn(path.join(bin, tool), args, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    // the tools' own `node` is then the one of node_modules
    env: { ...process.env, ...env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, NEXT_TELEMETRY_DISABLED: "1" },
    shell: process.platform === "win32",
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

import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { describe, expect, inject, test } from "vitest";
import type { Fault } from "./driver-faults";

// Each fault is shown on the driver as it is published, and cured by patches/. When the first half of a test fails after
// an upgrade, the release has the cure and that part of the patch can go.

const published = asPublished();
const mended = resolve("node_modules/postgres");

describe.each(["src/index.js", "cjs/src/index.js"])("the patched driver, %s", (build) => {
  const bare = (fault: Fault) => provoke(join(published, build), fault);
  const patched = (fault: Fault) => provoke(join(mended, build), fault);

  test("a transaction whose backend died never writes into somebody else's", async () => {
    expect(await bare("lateStatement")).toMatchObject({ kept: ["A after", "B"] });
    expect(await patched("lateStatement")).toEqual({ first: "CONNECTION_CLOSED", late: "CONNECTION_CLOSED", kept: [] });
  });

  test("statements that wait in a transaction whose backend died are refused, not forgotten", async () => {
    expect(await bare("waitingStatements")).toContain("hangs");
    expect(await patched("waitingStatements")).toEqual(Array(4).fill("CONNECTION_CLOSED"));
  });

  test("BEGIN that fills the pipeline keeps its connection", async () => {
    expect(await bare("fullPipeline")).toContain("UNSAFE_TRANSACTION");
    expect(new Set((await patched("fullPipeline")) as string[])).toEqual(new Set(["fine"]));
  });

  test("BEGIN keeps its connection without any pipeline", async () => {
    expect(await bare("withoutPipeline")).toBe("UNSAFE_TRANSACTION");
    expect(await patched("withoutPipeline")).toBe("fine");
  });

  test("the first statement after a lost connection hears nothing of the old one", async () => {
    expect(await bare("afterLoss")).toEqual(["CONNECTION_CLOSED", "57P01", "fine"]);
    expect(await patched("afterLoss")).toEqual(["CONNECTION_CLOSED", "fine", "fine"]);
  });

  test("while backends die all the time, a transaction is there whole or not at all, none hangs and the process lives", async () => {
    const sound = { hung: 0, broken: true, torn: 0, lost: 0 };
    expect(await bare("storm")).not.toEqual(sound);
    expect(await patched("storm")).toEqual(sound);
  });
});

test("the application uses the patched driver", () => {
  expect(import.meta.resolve("postgres")).toBe(pathToFileURL(join(mended, "src/index.js")).href);
});

/** What the fault's program printed, or the words it died with. */
async function provoke(driver: string, fault: Fault): Promise<unknown> {
  const args = ["--import", "tsx", "tests/ground/driver-faults.ts", driver, fault];
  return promisify(execFile)(process.execPath, args, { timeout: 18_000 }).then(
    ({ stdout }) => JSON.parse(stdout),
    (error: unknown) => String(error),
  );
}

/** The driver without the patch, in a folder of its own. */
function asPublished() {
  const folder = join(inject("runFolder"), "published-driver");
  mkdirSync(folder);
  cpSync("node_modules/postgres", join(folder, "node_modules/postgres"), { recursive: true });
  const patch = "patches/postgres+3.4.9.patch";
  cpSync(patch, join(folder, patch));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ dependencies: { postgres: "3.4.9" } }));
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ lockfileVersion: 3, packages: {} }));
  execFileSync(process.execPath, [resolve("node_modules/patch-package/index.js"), "--reverse"], {
    cwd: folder,
    stdio: "pipe",
  });
  return join(folder, "node_modules/postgres");
}

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { missingPlatforms } from "../support/lock-platforms.mjs";

/** Below these, versions have known holes. */
const LOWEST = {
  next: "16.4.5",
  sharp: "0.35.5",
  zod: "4.6.6",
  "drizzle-orm": "0.45.2",
  nodemailer: "10.0.5",
  "next-auth": "4.24.15",
};

const lockfile = readFileSync("package-lock.json", "utf8");
const packages: Record<string, { version?: string }> = JSON.parse(lockfile).packages;

test.each(Object.entries(LOWEST))("every %s is at least %s", (name, lowest) => {
  const versions = Object.entries(packages)
    .filter(([place]) => place.endsWith(`node_modules/${name}`))
    .map(([, { version }]) => version ?? "0");
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter((version) => isBelow(version, lowest))).toEqual([]);
});

test("versions compare by number", () => {
  expect(isBelow("4.6.5", "4.6.6")).toBe(true);
  expect(isBelow("4.10.0", "4.6.6")).toBe(false);
  expect(isBelow("10.0.5", "10.0.5")).toBe(false);
});

test("the lockfile names the packages of every system and no registry", () => {
  expect(Object.keys(missingPlatforms(JSON.parse(lockfile).packages))).toEqual([]);
  expect(lockfile).not.toMatch(/"resolved"|https?:\/\/registry/);
});

test("a lockfile without another system's package is noticed", () => {
  const { "node_modules/@next/swc-darwin-arm64": gone, ...rest } = JSON.parse(lockfile).packages;
  expect(missingPlatforms(rest)).toEqual({
    "node_modules/@next/swc-darwin-arm64": { version: gone.version, cpu: ["arm64"], optional: true, os: ["darwin"] },
  });
});

test("npm ci accepts the lockfile", () => {
  const folder = mkdtempSync(join(inject("runFolder"), "lock-"));
  for (const file of ["package.json", "package-lock.json", ".npmrc"]) cpSync(file, join(folder, file));
  const args = ["ci", "--dry-run", "--ignore-scripts", "--no-audit", "--no-fund", "--offline"];
  expect(() => execFileSync("npm", args, { cwd: folder, stdio: "pipe" })).not.toThrow();
});

test("the versions in package.json are exact", () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  const all: Record<string, string> = { ...dependencies, ...devDependencies, ...optionalDependencies };
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

function isBelow(version: string, lowest: string) {
  const [one, other] = [version, lowest].map((text) => text.split("-")[0]?.split(".").map(Number) ?? []);
  for (const place of [0, 1, 2]) {
    const difference = (one?.[place] ?? 0) - (other?.[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

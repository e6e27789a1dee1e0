import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { startPostgres } from "@/db/embedded/server.mjs";

type Words = { network: string; content: string; target: string };
export type TrackedLink = { id: string; code: string };

/** A link of the demo's campaign, made by its SMM manager through the product's own command. */
export const aTrackedLink = (words: Words): Promise<TrackedLink> => inDatabase("link", JSON.stringify(words));

export type Credits = { claim: string[]; donation: string[]; ledger: string[]; lead: string[]; clicks: number };

/** The links that the claim of a code, its donation, its money and its person are credited to: the first and the last, by id. */
export const creditsOf = (claimCode: string): Promise<Credits> => inDatabase("credits", claimCode);

async function inDatabase<Answer>(...args: string[]): Promise<Answer> {
  const dataDir = process.env.E2E_LANE_DIR ?? "";
  const { url } = await startPostgres({ dir: join(dataDir, "postgres") }); // it runs: the product started it
  const secrets = JSON.parse(readFileSync(join(dataDir, "secrets.json"), "utf8"));
  const program = ["--import", "tsx", "tests/e2e/links-program.ts", ...args];
  const { stdout } = await promisify(execFile)(process.execPath, program, {
    cwd: resolve(import.meta.dirname, "../.."),
    env: { ...process.env, ...secrets, DATA_DIR: dataDir, DATABASE_URL: url },
  });
  return JSON.parse(stdout);
}

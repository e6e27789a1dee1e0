import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { findRunning, startPostgres } from "@/db/embedded/server.mjs";
import { migrate } from "@/db/migrate";
import { administer, withDatabase } from "./administer";

declare module "vitest" {
  export interface ProvidedContext {
    /** May create databases. */
    adminUrl: string;
    /** A migrated database that every test file gets a copy of, as the role that owns it. */
    templateUrl: string;
    /** Temporary files of the whole run. */
    runFolder: string;
  }
}

const PREFIX = "bookraiser-tests-";

/** One PostgreSQL for the run, or the server of TEST_DATABASE_URL, with a template migrated once. */
export default async function setup({ provide }: TestProject) {
  sweepKilledRuns();
  const runFolder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? undefined : await startPostgres({ dir: join(runFolder, "postgres"), durable: false });
  const adminUrl = given ?? server?.adminUrl ?? "";
  const template = `bookraiser_template_${process.pid}`;

  const templateUrl = withDatabase(server?.url ?? adminUrl, template);
  await administer(adminUrl, `create database ${template} owner ${new URL(templateUrl).username}`);
  await migrate(templateUrl);

  provide("adminUrl", adminUrl);
  provide("templateUrl", templateUrl);
  provide("runFolder", runFolder);

  return async () => {
    if (server) await server.stop();
    else await administer(adminUrl, `drop database if exists ${template} with (force)`);
    rmSync(runFolder, { recursive: true, force: true });
  };
}

/** A run that was killed leaves its server and its folder behind. */
function sweepKilledRuns() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const owner = Number(name.slice(PREFIX.length).split("-")[0]);
    if (isAlive(owner)) continue;
    const folder = join(tmpdir(), name);
    const server = findRunning(join(folder, "postgres"));
    try {
      if (server) process.kill(server, "SIGQUIT");
      rmSync(folder, { recursive: true, force: true });
    } catch {} // another user's, or another run sweeps it too
  }
}

function isAlive(pid: number) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

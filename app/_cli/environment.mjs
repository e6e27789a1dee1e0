// @ts-check
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { startPostgres } from "../../db/embedded/server.mjs";
import { buildKey } from "./build.mjs";
import { runScript } from "./children.mjs";
import { ROOT } from "./tools.mjs";

/**
 * Fills in the settings that nobody gave, in this process' environment, which its children share.
 * What was given wins, then `.env`, then what an earlier start made and kept.
 *
 * @returns {string} the folder of the product's data
 */
export function prepareSettings() {
  const file = path.join(ROOT, ".env");
  if (fs.existsSync(file)) process.loadEnvFile(file);
  const dataDir = path.resolve(ROOT, process.env.DATA_DIR || ".data");
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  process.env.DATA_DIR = dataDir;
  process.env.PORT ||= "3000";
  // while anyone who reaches the page can read the codes in the development inbox, only this machine is served
  process.env.HOST ||= process.env.SMTP_URL ? "0.0.0.0" : "127.0.0.1";
  process.env.APP_URL ||= `http://localhost:${process.env.PORT}`;
  process.env.NEXT_TELEMETRY_DISABLED ||= "1";
  for (const [name, value] of Object.entries(keptSecrets(dataDir))) process.env[name] ||= value;
  return dataDir;
}

/**
 * The PostgreSQL of DATABASE_URL, or the embedded one.
 *
 * @param {{ adopt: boolean }} options whether stopping also ends an embedded server that already ran
 */
export async function startDatabase({ adopt }) {
  if (process.env.DATABASE_URL) return { stop: async () => {}, empty: undefined };
  const dir = path.join(process.env.DATA_DIR ?? ".data", "postgres");
  let server = await startPostgres({ dir, adopt });
  let stopping = false;
  process.env.DATABASE_URL = server.url;

  async function watch() {
    for (;;) {
      const said = await server.ended;
      if (stopping) return;
      console.error(`PostgreSQL ended unasked; starting it again.\n${said}`);
      server = await startPostgres({ dir, port: server.port, adopt });
    }
  }

  if (adopt) watch().catch((error) => console.error(error));
  return {
    async stop() {
      stopping = true;
      await server.stop();
    },
    /** Throws everything in it away. */
    async empty() {
      await ask((sql) => sql`drop database bookraiser with (force)`, server.adminUrl);
      await ask((sql) => sql`create database bookraiser owner bookraiser`, server.adminUrl);
      await migrate();
    },
  };
}

/** Brings the database to the newest schema. */
export async function migrate() {
  if ((await runScript("db/migrate.ts")) !== 0)
    throw new Error("The database could not be brought to the newest schema.");
}

/**
 * Replays the demo into a database without a community. Half a demo, of a start that was interrupted, is thrown away first.
 *
 * @param {{ empty: (() => Promise<void>) | undefined }} database
 */
export async function loadDemo(database) {
  const script = "app/_cli/demo/load.ts";
  const unfinished = path.join(process.env.DATA_DIR ?? ".data", "demo-is-loading");
  if (fs.existsSync(unfinished) && database.empty) await database.empty();
  if (process.env.DEMO === "0") return void fs.rmSync(unfinished, { force: true });
  const [row] = await ask((sql) => sql`select exists (select from communities) as lived`);
  if (row?.lived) return;
  console.log("Loading the demo …");
  fs.writeFileSync(unfinished, "");
  if ((await runScript(script)) !== 0)
    throw new Error("The demo could not be loaded. Start with DEMO=0 to go without.");
  fs.rmSync(unfinished);
}

/**
 * A person for each role, to sign in as while the development inbox shows the codes.
 *
 * @returns {Promise<{ role: string, name: string, email: string }[]>}
 */
export async function demoPeople() {
  return ask(
    (sql) => sql`
      select distinct on (memberships.role) memberships.role, people.name, people.email
      from memberships
      join people on people.community_id = memberships.community_id and people.id = memberships.person_id
      where people.email like '%@example.%'
      order by memberships.role, count(*) over (partition by people.id), people.created_at, people.id`,
  );
}

/**
 * @param {(sql: postgres.Sql) => Promise<any[]>} question
 * @param {string} [url]
 */
async function ask(question, url = process.env.DATABASE_URL ?? "") {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice() {} });
  return question(sql).finally(() => sql.end());
}

/**
 * @param {string} dataDir
 * @returns {Record<string, string>}
 */
function keptSecrets(dataDir) {
  const file = path.join(dataDir, "secrets.json");
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  const secrets = {
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    JOBS_SECRET: randomBytes(32).toString("base64url"),
    // forms rendered into the build carry it: a new data folder takes over the key of the build that is there
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: buildKey() ?? randomBytes(32).toString("base64"),
  };
  try {
    fs.writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600, flag: "wx" });
    return secrets;
  } catch {
    return JSON.parse(fs.readFileSync(file, "utf8")); // another start was quicker
  }
}

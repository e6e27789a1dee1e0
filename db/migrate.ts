import { fileURLToPath, pathToFileURL } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

/** Brings a database to the newest schema, in one transaction. Of several that ask at once, each waits for the one before. */
export async function migrate(url: string): Promise<void> {
  const migrationsFolder = fileURLToPath(new URL("migrations", import.meta.url));
  const lock = postgres(url, { max: 1, onnotice() {} });
  const sql = postgres(url, { max: 1, onnotice() {} });
  try {
    await lock.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(20260101)`;
      await applyMigrations(drizzle(sql), { migrationsFolder });
    });
  } finally {
    await Promise.all([lock.end(), sql.end()]);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set");
  await migrate(url);
}

import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/lib/core/env";
import { preparing } from "./prepared";
import * as schema from "./schema";

// One pool across development reloads. Prepared statements stay off behind a transaction pooler.
const kept = globalThis as { sql?: postgres.Sql };
kept.sql ??= postgres(env.DATABASE_URL, {
  max: env.DATABASE_POOL,
  prepare: env.DATABASE_PREPARE,
  connect_timeout: 10,
  onnotice() {},
});

export const sql = kept.sql;
export const db = drizzle({ client: preparing(sql), schema, casing: "snake_case" });

export type Tx = Parameters<Parameters<typeof db.transaction>[0]>[0];

/** The single row a statement must have returned; anything else is a fault. */
export function one<Row>(rows: Row[]): Row {
  const [row] = rows;
  if (rows.length !== 1 || row === undefined) throw new Error(`Expected one row, got ${rows.length}`);
  return row;
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "@/db/client";
import { env } from "@/lib/core/env";

/** Where words of a pattern stand: in every column of every table as text, and in every file of the data folder. */
export async function whereItStands(pattern: string): Promise<string[]> {
  const columns = await sql<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and table_type = 'BASE TABLE'`;
  if (columns.length < 100) throw new Error("The search sees too few columns to be believed");
  const found: string[] = [];
  for (const { table, column } of columns) {
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from ${sql(table)} where ${sql(column)}::text ~* ${pattern}`;
    if (row?.n) found.push(`${table}.${column}`);
  }
  for (const file of filesUnder(env.DATA_DIR))
    if (new RegExp(pattern, "i").test(readFileSync(file, "utf8"))) found.push(file);
  return found.sort();
}

export const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

// Apart from the cluster, whose modules every test file would load anew.
import postgres from "postgres";

/** One statement that stands outside transactions. */
export async function administer(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice() {} });
  await sql.unsafe(statement).finally(() => sql.end());
}

/** The same server and role, another database. */
export function withDatabase(url: string, name: string) {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

import { sql } from "@/db/client";
import { log } from "@/lib/core/log";

/** Whether this process can serve: its database answers. */
export async function GET() {
  try {
    await sql`select 1`;
    return Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    log.error({ err: error }, "the database does not answer");
    return Response.json({ ok: false }, { status: 503, headers: { "cache-control": "no-store" } });
  }
}

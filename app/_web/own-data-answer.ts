import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/refusal";
import type { PersonActor } from "@/lib/identity/actor";
import { ownData } from "@/lib/privacy/own-data";

const HEADERS = { "Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer" };

/** Everything that is kept of a person, as a file for them. Too many in a row lead back to the page, which says so. */
export async function answerWithOwnData(actor: PersonActor, community: string, page: string): Promise<Response> {
  try {
    const now = new Date();
    const data = await ownData(actor, now);
    const name = `${community}-my-data-${now.toISOString().slice(0, 10)}.json`;
    return new Response(`${JSON.stringify(data, null, 2)}\n`, {
      headers: {
        ...HEADERS,
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": `attachment; filename="${name}"`,
      },
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const headers = { ...HEADERS, Location: new URL(`${page}?said=tooMany`, env.APP_URL).href };
    return new Response(null, { status: 303, headers });
  }
}

import { createHash, timingSafeEqual } from "node:crypto";
import { after } from "next/server";
import { changedAgain, changedByApi } from "@/app/_web/freshness";
import { env } from "@/lib/core/env";
import { handleEvents } from "@/lib/donations/card/events";
import { pagesOf } from "@/lib/donations/moves";
import { runDueJobs, runJobsBeside } from "@/lib/jobs/schedule";

/**
 * The clock's own address: runs what is due; with `?events=now` handles some of what card providers just told; with `?refresh=all`
 * forgets every cached page, which the operator's tool asks for after it has changed something. Only with the installation's JOBS_SECRET; to others it does not exist.
 */
export async function POST(request: Request) {
  if (!isClock(request.headers.get("authorization"))) return new Response(null, { status: 404 });
  const asked = new URL(request.url).searchParams;
  if (asked.get("events") === "now") {
    const outcomes = await handleEvents(new Date(), 1);
    for (const outcome of outcomes) changedByApi(pagesOf(outcome));
    return Response.json({ touched: outcomes.length });
  }
  if (asked.get("refresh") === "all") {
    changedByApi({ site: true });
    return Response.json({ refreshed: true });
  }
  changedAgain();
  after(() => runJobsBeside());
  const touched = await runDueJobs();
  for (const change of touched) changedByApi(change);
  return Response.json({ touched: touched.length });
}

function isClock(header: string | null): boolean {
  if (!env.JOBS_SECRET || header === null) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header), digest(`Bearer ${env.JOBS_SECRET}`));
}

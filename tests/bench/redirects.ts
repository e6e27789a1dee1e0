import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { sql } from "@/db/client";
import { linkInput } from "@/lib/referrals/input";
import { createLink } from "@/lib/referrals/links";
import { anOrganizer } from "../support/factories";
import type { Sale } from "./load";
import { type Load, loadOf } from "./load-http";
import { answers, startProduct } from "./servers";
import { median, ms, perSecond, progress, report } from "./table";

const ROUNDS = 5;
const SECONDS = 4;
const WARM_SECONDS = 8; // until the code that answers is compiled
const AT_ONCE = 200;
const REACH = 0.5;
/** As the browser inside Instagram introduces itself: a person, whose click is kept as one. */
const AGENT =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 390.0.0.28.85 (iPhone16,1; iOS 18_5; uk_UA; uk; scale=3.00; 1179x2556; 600000001)";

/**
 * A tracked link, each click on disk before its answer, beside two servers that do nothing else: one that waits for an insert per
 * request and one that shares inserts among requests. Round by round in turn, on the same PostgreSQL, with the same load.
 */
export async function measureRedirects({ campaign, slug }: Sale): Promise<void> {
  const staff = await anOrganizer(campaign.communityId);
  const target = `/${slug}/${campaign.slug}`;
  const link = await createLink(
    staff,
    campaign.id,
    linkInput.parse({ network: "instagram", content: "story-1", target }),
  );
  const product = await startProduct();
  const port = Number(process.env.PORT);
  const one = await startBare("one", port + 2);
  const group = await startBare("group", port + 3);
  const loads: Record<"one" | "group" | "ours", Load[]> = { one: [], group: [], ours: [] };
  try {
    const bases = { one: one.address, group: group.address, ours: product.address };
    for (let round = 0; round <= ROUNDS; round++)
      for (const [name, base] of Object.entries(bases) as [keyof typeof loads, string][]) {
        const seconds = round === 0 ? WARM_SECONDS : SECONDS;
        const how = { seconds, atOnce: AT_ONCE, headers: { "user-agent": AGENT } };
        const load = await loadOf(`${base}/r/${link.code}`, how);
        if (round > 0) loads[name].push(load);
      }
    const [kept] = await sql<{ n: number }[]>`select count(*)::int as n from clicks where link_id = ${link.id}`;
    progress(`${kept?.n} clicks are on disk`);
  } finally {
    for (const { child } of [product, one, group]) child.kill("SIGTERM");
    await sql`delete from clicks where link_id = ${link.id}`;
    await sql`drop table if exists bare_clicks`;
    await sql`delete from job_runs`; // the next server would else believe that its clock had just ticked
  }
  const rate = (name: keyof typeof loads) => median(loads[name].map((load) => load.rate));
  const ratioTo = (name: "one" | "group") =>
    median(loads.ours.map((load, round) => load.rate / (loads[name][round]?.rate ?? Number.NaN)));
  const measured = `${perSecond(rate("ours"))}, p50 ${ms(median(loads.ours.map(({ p50 }) => p50)))}, p99 ${ms(median(loads.ours.map(({ p99 }) => p99)))}`;
  const what = `redirects with a durable click, ${AT_ONCE} at once`;
  report({ what, measured, limit: `an insert each, ${perSecond(rate("one"))}`, ratio: ratioTo("one") });
  const ratio = ratioTo("group");
  const limit = `shared inserts and nothing else, ${perSecond(rate("group"))}, reach ${REACH}`;
  report({ what, measured, limit, ratio, isMet: ratio >= REACH });
}

async function startBare(mode: "one" | "group", port: number): Promise<{ address: string; child: ChildProcess }> {
  const program = fileURLToPath(new URL("bare-clicks.mjs", import.meta.url));
  const child = spawn(process.execPath, [program, mode, String(port)], { stdio: ["ignore", 2, 2] });
  const address = `http://127.0.0.1:${port}`;
  await answers(`${address}/healthz`, child);
  return { address, child };
}

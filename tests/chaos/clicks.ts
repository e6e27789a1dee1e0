import { randomBytes } from "node:crypto";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Product, startProduct } from "./product";

const A_SECOND = 1_667; // a hundred thousand in a minute
const TICK_MS = 10;
const ANSWER_MS = 30_000;
const AGENT =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 390.0.0.28.85 (iPhone16,1; iOS 18_5; uk_UA; uk; scale=3.00; 1179x2556; 600000001)";

/** What one visitor was told: sent on with the click on disk, sent on without, or nothing at all. */
type Told = "kept" | "not kept" | "nothing";
type Visit = { cookie: string; told?: Told; tookMs: number; isCalm: boolean };
type Line = { socket: net.Socket; told: (what: Told) => void };

export type Storm = {
  product: Product;
  communityId: string;
  linkId: string;
  visits: Visit[];
  kills: number;
  tookMs: number;
};
export type Kill = "killWeb" | "killPostgres";

/**
 * A link that everybody opens at once: each visitor known by a cookie of their own, as many a second as the promise says, whether
 * or not those before have been answered, and kills in their midst. Goes on for so long, and until the last kill was got over.
 */
export async function storm(
  { seconds, kills }: { seconds: number; kills: readonly Kill[] },
  flags: string[] = [],
): Promise<Storm> {
  const product = await startProduct(flags);
  try {
    return await rage(product, seconds, kills);
  } catch (error) {
    await product.stop();
    throw error;
  }
}

async function rage(product: Product, seconds: number, kills: readonly Kill[]): Promise<Storm> {
  const link = await aLink();
  const crowd = crowdAt(`${product.address}/r/${link.code}`);
  const visits: Visit[] = [];
  const answers: Promise<void>[] = [];
  let isCalm = true;
  let isOver = false;

  const startedAt = performance.now();
  const sending = (async () => {
    while (!isOver) {
      const due = ((performance.now() - startedAt) / 1_000) * A_SECOND;
      while (visits.length < due) {
        const visit: Visit = { cookie: randomBytes(16).toString("base64url"), tookMs: 0, isCalm };
        visits.push(visit);
        answers.push(crowd.open(visit));
      }
      await sleep(TICK_MS);
    }
  })();
  const pause = (seconds * 1_000) / (kills.length + 1);
  for (const [nth, kill] of kills.entries()) {
    await sleep(Math.max(500, startedAt + pause * (nth + 1) - performance.now()));
    isCalm = false;
    for (const visit of visits) visit.isCalm &&= visit.told !== undefined;
    await product[kill]();
    await sleep(500); // what has piled up
    isCalm = true;
  }
  await sleep(Math.max(500, startedAt + seconds * 1_000 - performance.now()));
  isOver = true;
  await sending;
  const tookMs = performance.now() - startedAt;
  await Promise.all(answers);
  crowd.leave();
  return { product, communityId: link.communityId, linkId: link.id, visits, kills: kills.length, tookMs };
}

/** Visitors on kept connections, one at a time on each: Node's own client would take a core from the server it measures. */
function crowdAt(address: string) {
  const { host, hostname, port, pathname } = new URL(address);
  const ask = `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: ${AGENT}\r\n`;
  const free = new Set<Line>();

  function connect(): Line {
    const line: Line = { socket: net.connect(Number(port), hostname), told: () => {} };
    let heard = "";
    line.socket.setNoDelay().setTimeout(ANSWER_MS, () => line.socket.destroy());
    line.socket.on("data", (some) => {
      heard += some.toString("latin1");
      if (!heard.endsWith("\r\n\r\n")) return; // a redirect has no body
      const isSentOn = heard.startsWith("HTTP/1.1 302 ") && /^location: .*via=/im.test(heard);
      const isKept = isSentOn && !/^click-kept:/im.test(heard);
      heard = "";
      free.add(line);
      line.told(isKept ? "kept" : "not kept");
    });
    line.socket
      .on("error", () => {})
      .on("close", () => {
        free.delete(line);
        line.told("nothing");
      });
    return line;
  }

  return {
    open(visit: Visit): Promise<void> {
      const [line = connect()] = free;
      free.delete(line);
      const askedAt = performance.now();
      return new Promise((resolve) => {
        line.told = (what) => {
          visit.told ??= what;
          visit.tookMs ||= performance.now() - askedAt;
          resolve();
        };
        line.socket.write(`${ask}Cookie: vid=${visit.cookie}\r\n\r\n`);
      });
    },
    leave() {
      for (const { socket } of free) socket.destroy();
    },
  };
}

async function aLink() {
  const { aCampaign, aCommunity, anOrganizer } = await import("../support/factories");
  const { createLink } = await import("@/lib/referrals/links");
  const { linkInput } = await import("@/lib/referrals/input");
  const community = await aCommunity();
  const campaign = await aCampaign(community.id);
  const target = `/${community.slug}/${campaign.slug}`;
  const input = linkInput.parse({ network: "instagram", content: "story-4", target });
  return createLink(await anOrganizer(community.id), campaign.id, input);
}

/** Compares what visitors were told with what is stored. Empty when nothing acknowledged is lost and nothing is there twice. */
export async function auditClicks({ communityId, linkId, visits }: Storm): Promise<string[]> {
  const { sql } = await import("@/db/client");
  const { visitorOf } = await import("@/lib/referrals/visitors");
  const rows = await sql<{ visitor: string; times: number }[]>`
    select visitor, count(*)::int as times from clicks
    where community_id = ${communityId} and link_id = ${linkId} and bot_reason is null group by visitor`;
  const times = new Map(rows.map((row) => [row.visitor, row.times]));
  let [lost, doubled] = [0, 0];
  for (const { cookie, told } of visits) {
    const visitor = visitorOf({ cookie, address: "", agent: "" });
    const kept = times.get(visitor) ?? 0;
    times.delete(visitor);
    if (told === "kept" && kept === 0) lost += 1;
    if (kept > 1) doubled += 1;
  }
  return [
    ...(lost > 0 ? [`${lost} acknowledged clicks are lost`] : []),
    ...(doubled > 0 ? [`${doubled} clicks are there twice`] : []),
    ...(times.size > 0 ? [`${times.size} clicks are of nobody who came`] : []),
  ];
}

/** How many visits ended so, and how long those took that were kept: all of them, and away from the kills. */
export function tell({ visits, kills, tookMs }: Storm): string {
  const count = (told: Told) => visits.filter((visit) => visit.told === told).length;
  const p99 = (some: Visit[]) => {
    const sorted = some.map((visit) => visit.tookMs).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
  };
  const kept = visits.filter(({ told }) => told === "kept");
  const calm = p99(kept.filter(({ isCalm }) => isCalm));
  const ratio = (ms: number) => `${Math.round(ms)} ms (${(ms / 50).toFixed(2)} of 50 ms)`;
  return `${visits.length} clicks in ${(tookMs / 1_000).toFixed(1)} s, ${kills} kills: ${kept.length} acknowledged, ${count("not kept")} let go, ${count("nothing")} unanswered; p99 away from the kills ${ratio(calm)}, with them ${ratio(p99(kept))}`;
}

import { uuidv7 } from "uuidv7";
import { sql } from "@/db/client";
import type { Link } from "@/db/schema";
import { log } from "@/lib/core/log";

export type Click = {
  communityId: string;
  linkId: string | null;
  at: Date;
  visitor: string;
  isQr: boolean;
  botReason: string | null;
  app: string;
  referrerHost: string | null;
  orphanCode: string | null;
};

/** The community of clicks on codes that nobody ever made. */
export const NOBODYS = "00000000-0000-0000-0000-000000000000";

/** What a redirect needs to know of a link. */
export type FoundLink = Pick<
  Link,
  "communityId" | "id" | "code" | "network" | "medium" | "tag" | "content" | "target" | "title" | "pictureUrl"
> & { isActive: boolean; campaignPath: string; locale: string; campaignName: string };

const CODE = /^[a-z0-9]{4,12}$/;
const KNOWN_MS = 5_000; // a link that is disabled stops working within this time, in every process
const KNOWN_MAX = 10_000;
const known = new Map<string, { link: FoundLink | null; until: number }>();

/** The link of a code, or nothing. Remembered for five seconds, since a post that many see is asked for many times. */
export async function findLinkByCode(typed: string, now = new Date()): Promise<FoundLink | null> {
  const code = typed.toLowerCase();
  if (!CODE.test(code)) return null;
  const kept = known.get(code);
  if (kept && kept.until > now.getTime()) return kept.link;
  const [row] = await sql<(Omit<FoundLink, "isActive"> & { status: string; expiresAt: Date | null })[]>`
    select links.community_id as "communityId", links.id, links.code, links.network, links.medium, links.tag, links.content,
      links.target, links.title, links.picture_url as "pictureUrl", links.status, links.expires_at as "expiresAt",
      communities.locale, campaigns.name as "campaignName", '/' || communities.slug || '/' || campaigns.slug as "campaignPath"
    from link_codes
    join links on links.community_id = link_codes.community_id and links.id = link_codes.link_id
    join communities on communities.id = links.community_id
    join campaigns on campaigns.community_id = links.community_id and campaigns.id = links.campaign_id
    where link_codes.code = ${code}`;
  const isActive = row?.status === "active" && (!row.expiresAt || row.expiresAt > now);
  const link = row ? { ...row, isActive } : null;
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(code, { link, until: now.getTime() + KNOWN_MS });
  return link;
}

type Waiting = { id: string; click: Click; done: (isKept: boolean) => void; tries: number };
let waiting: Waiting[] = [];
let isWriting = false;

const ONE_STATEMENT_MAX = 2_000;
const TRIES_MAX = 20;
const AGAIN_MS = 100;

/**
 * Keeps a click for good before the visitor is sent on: answers true once it is on disk. What comes while a statement is under way
 * shares the next one, so that a post everybody opens at once needs few. While the database is away it is tried again for two
 * seconds; then false, and the visitor goes on uncounted rather than waits.
 */
export function keepClick(click: Click): Promise<boolean> {
  return new Promise((done) => {
    waiting.push({ id: uuidv7(), click, done, tries: 0 });
    if (!isWriting) void writeWaiting();
  });
}

async function writeWaiting(): Promise<void> {
  isWriting = true;
  while (waiting.length > 0) {
    const batch = waiting.slice(0, ONE_STATEMENT_MAX);
    waiting = waiting.slice(ONE_STATEMENT_MAX);
    try {
      await insert(batch);
      for (const { done } of batch) done(true);
    } catch (error) {
      log.warn({ err: error, clicks: batch.length }, "clicks could not be kept yet");
      const again = batch.filter((one) => ++one.tries < TRIES_MAX);
      for (const one of batch) if (one.tries >= TRIES_MAX) one.done(false);
      waiting = [...again, ...waiting];
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
  isWriting = false;
}

/** By the id made here, so that a statement whose answer was lost counts nothing twice. */
async function insert(batch: readonly Waiting[]): Promise<void> {
  const column = <Value>(read: (click: Click) => Value) => batch.map(({ click }) => read(click));
  await sql`
    insert into clicks (community_id, id, link_id, at, visitor, is_qr, bot_reason, app, referrer_host, orphan_code)
    select * from unnest(
      ${column(({ communityId }) => communityId)}::uuid[], ${batch.map(({ id }) => id)}::uuid[],
      ${column(({ linkId }) => linkId)}::uuid[], ${column(({ at }) => at.toISOString())}::timestamptz[],
      ${column(({ visitor }) => visitor)}::text[], ${column(({ isQr }) => isQr)}::boolean[],
      ${column(({ botReason }) => botReason)}::text[], ${column(({ app }) => app)}::text[],
      ${column(({ referrerHost }) => referrerHost)}::text[], ${column(({ orphanCode }) => orphanCode)}::text[])
    on conflict do nothing`;
}

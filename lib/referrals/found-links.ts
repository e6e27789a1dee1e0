import { sql } from "@/db/client";
import type { Link } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { log } from "@/lib/core/log";
import { readTarget } from "./targets";

/** What a redirect needs to know of a link. */
export type FoundLink = Pick<
  Link,
  "communityId" | "id" | "code" | "network" | "medium" | "tag" | "content" | "title" | "pictureUrl"
> & {
  /** Neither switched off nor expired. */
  isActive: boolean;
  /** Null once the community no longer allows the host it leads to. */
  target: string | null;
  /** Where its visitors go when it leads nowhere: its campaign, or the community when it has none. */
  campaignPath: string;
  locale: Locale;
  campaignName: string;
  description: string;
  fundName: string;
};

const CODE = /^[a-z0-9]{4,12}$/;
const KNOWN_MS = 5_000; // a link that is switched off stops working within this time, in every process
const KNOWN_MAX = 10_000;
const PATIENCE_MS = 300; // then what is known from before will do
const GIVE_UP_MS = 2_000;

const known = new Map<string, { link: FoundLink | null; until: number }>();
const asked = new Map<string, Promise<FoundLink | null>>();

/**
 * The link of a code, or nothing. Remembered for five seconds, since a post that many see is asked for many times, and for longer
 * while the database is away. Throws when it is away and the link is not known.
 */
export async function findLinkByCode(typed: string, now = new Date()): Promise<FoundLink | null> {
  const code = typed.toLowerCase();
  if (!CODE.test(code)) return null;
  const kept = known.get(code);
  if (kept && kept.until > now.getTime()) return kept.link;
  const asking = asked.get(code) ?? ask(code, now).finally(() => asked.delete(code));
  asked.set(code, asking);
  if (!kept) return within(asking, GIVE_UP_MS);
  return within(asking, PATIENCE_MS).catch((error: unknown) => {
    log.warn({ err: error }, "a link is answered as it was known before");
    return kept.link;
  });
}

type Row = FoundLink & { status: string; expiresAt: string | null; hosts: string[] };

async function ask(code: string, now: Date): Promise<FoundLink | null> {
  const [row] = await sql<Row[]>`
    select links.community_id as "communityId", links.id, links.code, links.network, links.medium, links.tag, links.content,
      links.target, links.title, links.picture_url as "pictureUrl", links.status, links.expires_at as "expiresAt",
      communities.locale, coalesce(campaigns.name, communities.name) as "campaignName",
      coalesce(campaigns.description, '') as description, coalesce(campaigns.fund_name, '') as "fundName",
      '/' || communities.slug || coalesce('/' || campaigns.slug, '') as "campaignPath",
      array(select host from link_hosts where link_hosts.community_id = links.community_id) as hosts
    from link_codes
    join links on links.community_id = link_codes.community_id and links.id = link_codes.link_id
    join communities on communities.id = links.community_id
    left join campaigns on campaigns.community_id = links.community_id and campaigns.id = links.campaign_id
    where link_codes.code = ${code}`;
  const link = row ? foundLink(row, now) : null;
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(code, { link, until: now.getTime() + KNOWN_MS });
  return link;
}

function foundLink({ status, expiresAt, hosts, ...link }: Row, now: Date): FoundLink {
  const isActive = status === "active" && (!expiresAt || new Date(expiresAt) > now);
  return { ...link, isActive, target: link.target && readTarget(link.target, hosts) };
}

async function within<Value>(promise: Promise<Value>, ms: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The database did not answer within ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

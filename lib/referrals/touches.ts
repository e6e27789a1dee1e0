import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Visitor } from "./visitors";

/** How long a click is remembered as the reason somebody came. */
export const CREDIT_DAYS = 30;
const CREDIT_MS = CREDIT_DAYS * 86_400_000;

export type Touch = { linkId: string; at: Date };
/** The first and the last link somebody came by, within 30 days; nothing of a visit without one. */
export type Touches = { first: Touch; last: Touch };
/** Where a person came from, as the page they act on knows it. */
export type Source = {
  visitor: Visitor;
  /** Who the same person was today before they agreed to be recognised: a click is often made minutes before. */
  unrecognised?: Visitor | undefined;
  via?: string | undefined;
  heardFrom?: string | undefined;
};

type Row = {
  firstLink: string | null;
  firstAt: Date | null;
  lastLink: string | null;
  lastAt: Date | null;
  inAddress: string | null;
};

/**
 * A step: the links a visitor came by to a campaign, from their own clicks and from the code in the address of the page. A direct
 * visit is no touch and overwrites none. One statement, since it is asked with every claim.
 */
export async function touchesOf(
  tx: Pick<Tx, "execute">,
  { communityId, campaignId }: { communityId: string; campaignId: string },
  { visitor, unrecognised = visitor, via }: Source,
  now: Date,
): Promise<Touches | null> {
  const since = new Date(now.getTime() - CREDIT_MS).toISOString();
  const code = via && /^[a-z0-9]{4,12}$/i.test(via) ? via.toLowerCase() : null;
  const mine = (order: "asc" | "desc") => sql`
    select links.id, clicks.at from clicks
    join links on links.community_id = clicks.community_id and links.id = clicks.link_id
    where clicks.community_id = ${communityId} and clicks.visitor in (${visitor}, ${unrecognised}) and clicks.bot_reason is null
      and clicks.at between ${since} and ${now.toISOString()} and links.campaign_id = ${campaignId}
    order by clicks.at ${sql.raw(order)}, clicks.id ${sql.raw(order)} limit 1`;
  const [row] = (await tx.execute(sql`
    select first.id as "firstLink", first.at as "firstAt", last.id as "lastLink", last.at as "lastAt",
      (select links.id from link_codes
        join links on links.community_id = link_codes.community_id and links.id = link_codes.link_id
        where link_codes.code = ${code} and links.community_id = ${communityId}
          and links.campaign_id = ${campaignId}) as "inAddress"
    from (select 1) one
    left join lateral (${mine("asc")}) first on true
    left join lateral (${mine("desc")}) last on true`)) as unknown as Row[];
  if (!row) return null;
  const first = touch(row.firstLink, row.firstAt);
  const last = touch(row.lastLink, row.lastAt);
  if (row.inAddress && row.inAddress !== last?.linkId) {
    const inAddress = { linkId: row.inAddress, at: now };
    return { first: first ?? inAddress, last: inAddress };
  }
  return first && last ? { first, last } : null;
}

function touch(linkId: string | null, at: Date | string | null): Touch | null {
  return linkId && at ? { linkId, at: new Date(at) } : null;
}

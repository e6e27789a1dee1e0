import { and, eq, inArray, isNull, or } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clicks, type Link, leads, links, readings } from "@/db/schema";

/** Whether somebody came by one of the links, or was entered for one: what they did stays with the campaign it happened in. */
export async function areUsed(tx: Tx, communityId: string, linkIds: readonly string[]): Promise<boolean> {
  if (linkIds.length === 0) return false;
  const ids = [...linkIds];
  const isOne = or(inArray(leads.firstLinkId, ids), inArray(leads.lastLinkId, ids));
  const came = and(eq(clicks.communityId, communityId), inArray(clicks.linkId, ids), isNull(clicks.botReason));
  const [clicked] = await tx.select({ id: clicks.id }).from(clicks).where(came).limit(1);
  if (clicked) return true;
  const entered = and(eq(readings.communityId, communityId), inArray(readings.linkId, ids));
  return (
    (await tx.$count(leads, and(eq(leads.communityId, communityId), isOne))) + (await tx.$count(readings, entered)) > 0
  );
}

/** A page of one campaign as the same page of another; a book of the one is the catalog of the other. All else stays as it is. */
export function targetIn(target: string, from: string | null, to: string | null): string {
  if (!from || !to) return target;
  const [, language = "", path = ""] = /^(\/(?:uk|en)(?=\/))?(.*)$/s.exec(target) ?? [];
  const rest = path.slice(from.length);
  if (!path.startsWith(from) || !/^(?:$|[/?#])/.test(rest)) return target;
  return language + to + rest.replace(/^(\/books)\/[^/?#]+/, "$1");
}

/** A step: a link goes over to another campaign, or to none, and leads where it is said. */
export async function setCampaign(
  tx: Tx,
  { communityId, id }: Pick<Link, "communityId" | "id">,
  change: { campaignId: string | null; target?: string | undefined },
): Promise<void> {
  await tx
    .update(links)
    .set(change)
    .where(and(eq(links.communityId, communityId), eq(links.id, id)));
}

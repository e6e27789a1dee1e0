import { z } from "zod";
import { db, sql } from "@/db/client";
import type { Campaign } from "@/db/schema";
import { askForThanks, type FrozenSums, markClosed } from "@/lib/catalog/closing";
import { findCampaignRow } from "@/lib/catalog/commands";
import { lockCampaign } from "@/lib/catalog/locks";
import { endLinesOfClosed } from "@/lib/claims/waiting/closing";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { promiseThanks } from "./thanks";
import { type CampaignTotals, campaignTotals } from "./totals";

export const closingBody = z.object({
  sendThanks: z.boolean().default(true).meta({ description: "Whether whoever gave or donated is thanked by letter" }),
});
export type CloseCampaign = { campaignId: string; sendThanks: boolean };

/** What is still under way in a campaign; none of it stands in the way of closing. */
export type StillOpen = {
  holds: number; // held and unpaid, their time not up: they can be paid until then
  proofs: number; // reported money that waits for a check
  withoutBook: number; // money whose book had gone, not decided about
  waiting: number; // people in line: their lines end
  handovers: number; // paid books that are not with their readers yet
  reviews: number; // listings that wait for a review
};

/**
 * Closes a campaign: from now on it takes no books, claims or places in line, whoever waits in a line hears that it is over, and its sums
 * are kept as they stand. What is under way goes on: a hold can be paid until its time is up, money is checked, late money counts
 * in the sums of the day and never in the kept ones, books are handed over, and a listing that waits for a review can still be decided.
 * With `sendThanks` whoever gave or donated is written to, once. Closing a closed one changes nothing.
 * Refuses `identity.notAllowed`, `catalog.campaignNotFound`, `catalog.draftStays`.
 */
export async function closeCampaign(
  actor: Actor,
  { campaignId, sendThanks }: CloseCampaign,
  now = new Date(),
): Promise<Campaign> {
  requirePermission(actor, "campaigns.manage");
  const { communityId } = actor;
  const campaign = await db.transaction(async (tx) => {
    const locked = await lockCampaign(tx, communityId, campaignId);
    if (!locked) throw new Refusal("catalog.campaignNotFound");
    if (locked.status === "closed") return locked;
    // after the lock: what was being taken when somebody pressed is in the sums
    const totals = frozen(await campaignTotals(communityId, campaignId, now, tx));
    return markClosed(tx, actor, locked, { totals, sendThanks }, now);
  });
  // the schedule does the same; so the first letters do not wait for it
  await endLinesOfClosed(now);
  await promiseThanks(now);
  return campaign;
}

/** Asks for the letters of thanks of a campaign that was closed without them. Asking twice changes nothing. Refuses `catalog.notClosed`. */
export async function thankForCampaign(actor: Actor, campaignId: string, now = new Date()): Promise<void> {
  requirePermission(actor, "campaigns.manage");
  await db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, actor.communityId, campaignId);
    if (!campaign) throw new Refusal("catalog.campaignNotFound");
    await askForThanks(tx, actor, campaign, now);
  });
  await promiseThanks(now);
}

/** Everything an organizer sees before closing and after. Refuses `identity.notAllowed`, `catalog.campaignNotFound`. */
export async function closingOf(actor: Actor, campaignId: string, now = new Date()) {
  requirePermission(actor, "campaigns.manage");
  const { communityId } = actor;
  const { status, closedAt, closedTotals, thanksAskedAt, thanksDoneAt } = await findCampaignRow(
    db,
    communityId,
    campaignId,
  );
  const [totals, open] = await Promise.all([
    campaignTotals(communityId, campaignId, now),
    stillOpen(communityId, campaignId, now),
  ]);
  const kept = thawed(closedTotals, totals.currency);
  return { status, closedAt, kept, totals, haveMoved: haveMoved(kept, totals), open, thanksAskedAt, thanksDoneAt };
}
export type Closing = Awaited<ReturnType<typeof closingOf>>;

export type ClosedSums = NonNullable<Awaited<ReturnType<typeof closedSums>>>;

/** A closed campaign's sums as they stood then; nothing for one that is open, or was closed before sums were kept. For anyone. */
export async function closedSums(communityId: string, campaignId: string, totals: CampaignTotals) {
  const { closedAt, closedTotals } = await findCampaignRow(db, communityId, campaignId);
  const kept = thawed(closedTotals, totals.currency);
  return closedAt && kept ? { closedAt, kept, haveMoved: haveMoved(kept, totals) } : undefined;
}

const SUMS = ["booksListed", "booksExchanged", "raisedMinor", "donations", "donors"] as const;

/** Whether what counts has moved since: money that came late or went back, a book that was paid for after all. */
function haveMoved(kept: CampaignTotals | undefined, totals: CampaignTotals): boolean {
  return kept !== undefined && SUMS.some((name) => kept[name] !== totals[name]);
}

function frozen({ currency: _, ...sums }: CampaignTotals): FrozenSums {
  return sums;
}

/** The currency of a campaign never changes, so it is not kept with the sums. */
function thawed(sums: FrozenSums | null, currency: string): CampaignTotals | undefined {
  if (!sums) return undefined;
  const of = (name: keyof CampaignTotals) => sums[name] ?? 0;
  return {
    booksListed: of("booksListed"),
    booksAvailable: of("booksAvailable"),
    booksReserved: of("booksReserved"),
    booksExchanged: of("booksExchanged"),
    raisedMinor: of("raisedMinor"),
    pledgedMinor: of("pledgedMinor"),
    averageMinor: of("averageMinor"),
    sellThrough: of("sellThrough"),
    donations: of("donations"),
    donors: of("donors"),
    currency,
  };
}

async function stillOpen(communityId: string, campaignId: string, now: Date): Promise<StillOpen> {
  const [row] = await sql<StillOpen[]>`
    select
      (select count(*)::int from claims where community_id = ${communityId} and campaign_id = ${campaignId}
        and status = 'held' and expires_at > ${now.toISOString()}) as holds,
      (select count(*)::int from donations where community_id = ${communityId} and campaign_id = ${campaignId}
        and status = 'reported') as proofs,
      (select count(*)::int from donations
        join claims on claims.community_id = donations.community_id and claims.id = donations.claim_id
        where donations.community_id = ${communityId} and donations.campaign_id = ${campaignId}
          and donations.status = 'confirmed' and donations.decision is null
          and claims.status in ('expired', 'cancelled', 'rejected', 'refunded')) as "withoutBook",
      (select count(*)::int from waitlist where community_id = ${communityId} and campaign_id = ${campaignId}
        and status in ('waiting', 'offered') and verified_at is not null) as waiting,
      (select count(*)::int from claims where community_id = ${communityId} and campaign_id = ${campaignId}
        and status = 'confirmed') as handovers,
      (select count(*)::int from books where community_id = ${communityId} and campaign_id = ${campaignId}
        and status = 'pending_review') as reviews`;
  if (!row) throw new Error("A select without a table has one row");
  return row;
}

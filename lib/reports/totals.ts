import { sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { Refusal } from "@/lib/core/refusal";
import { published } from "./published";

/** A campaign in figures, as its page and the API show them. Amounts are whole minor units of `currency`. */
export type CampaignTotals = {
  booksListed: number; // shown in the catalog, the exchanged ones too, and those that went on to the next campaign
  booksAvailable: number;
  booksReserved: number; // held by somebody whose time is not up, waiting for a check of the money, or kept for the next in line
  booksExchanged: number;
  raisedMinor: number; // what donors gave minus what was taken back or refunded, straight from the ledger
  pledgedMinor: number; // promised by open claims that are not paid yet
  averageMinor: number; // raised ÷ exchanged, rounded
  sellThrough: number; // exchanged ÷ listed, 0–1
  donations: number; // confirmed ones
  donors: number; // people with a confirmed donation
  currency: string;
};

/**
 * A campaign's totals at this moment, from one statement and so from one snapshot. Nothing is stored beside the facts.
 * An open claim or an offer keeps a listed book (`checkInvariants` watches that), so they are counted without joining their books, and
 * listed books and exchanged claims are counted from their indexes alone: one pass each, also over a million books.
 * Refuses `catalog.campaignNotFound`.
 */
export async function campaignTotals(
  communityId: string,
  campaignId: string,
  now = new Date(),
  tx: Pick<Tx, "execute"> = db,
): Promise<CampaignTotals> {
  const [row] = await tx.execute<Facts>(sql`
    select
      campaign.currency, shown.books as "booksListed", shown.went_on as "booksGoneOn",
      (select count(*)::int from claims
        where community_id = campaign.community_id and campaign_id = campaign.id
          and status in ('confirmed', 'fulfilled')) as "booksExchanged",
      unpaid.claims + offers.open as "booksReserved", unpaid.pledged as "pledgedMinor", ledger.raised as "raisedMinor",
      given.donations, given.donors
    from campaigns campaign
    cross join lateral (
      select count(*)::int as books, count(*) filter (where went_on)::int as went_on
      from ${published(sql, communityId, campaignId)} book) shown
    cross join lateral (
      select count(*)::int as claims, coalesce(sum(pledge_minor), 0)::text as pledged from claims
      where community_id = campaign.community_id and campaign_id = campaign.id
        and (status = 'reported' or (status = 'held' and expires_at > ${now.toISOString()}))) unpaid
    cross join lateral (
      select count(*)::int as open from waitlist
      where community_id = campaign.community_id and campaign_id = campaign.id
        and status = 'offered' and offer_ends_at > ${now.toISOString()}) offers
    cross join lateral (
      select coalesce(sum(case when from_account = 'donors' then amount_minor
                               when to_account = 'donors' then -amount_minor else 0 end), 0)::text as raised
      from ledger_entries
      where community_id = campaign.community_id and campaign_id = campaign.id) ledger
    cross join lateral (
      select coalesce(sum(times), 0)::int as donations, count(donor_id)::int as donors
      from (select donor_id, count(*) as times from donations
            where community_id = campaign.community_id and campaign_id = campaign.id and status = 'confirmed'
            group by donor_id) donor) given
    where campaign.community_id = ${communityId} and campaign.id = ${campaignId}`);
  if (!row) throw new Refusal("catalog.campaignNotFound");

  const { booksGoneOn, ...facts } = row;
  const { booksListed, booksReserved, booksExchanged } = facts;
  const raisedMinor = Number(facts.raisedMinor);
  return {
    ...facts,
    raisedMinor,
    pledgedMinor: Number(facts.pledgedMinor),
    booksAvailable: booksListed - booksGoneOn - booksReserved - booksExchanged,
    averageMinor: booksExchanged === 0 ? 0 : Math.round(raisedMinor / booksExchanged),
    sellThrough: booksListed === 0 ? 0 : booksExchanged / booksListed,
  };
}

/** Sums of bigint come as text. */
type Facts = Pick<
  CampaignTotals,
  "currency" | "booksListed" | "booksExchanged" | "booksReserved" | "donations" | "donors"
> & { booksGoneOn: number; raisedMinor: string; pledgedMinor: string };

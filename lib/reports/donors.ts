import { sql } from "@/db/client";

export const DONORS_PAGE = 200;
const FROM_MAX = 1_000_000;

/**
 * The donors of a campaign who asked to be named, the one who gave last first, `DONORS_PAGE` at a time. A person stands here once,
 * by the name of their latest gift that has one, while it is confirmed (`checkInvariants` sees to it that some of its money stands).
 * Whoever was erased is gone. Names alone: no amounts, no ranks.
 */
export async function listDonors(
  communityId: string,
  campaignId: string,
  { from = 0 }: { from?: number } = {},
): Promise<{ names: string[]; next: number | null }> {
  const rows = await sql<{ name: string }[]>`
    select name from (
      select distinct on (donations.donor_id) donations.id, donations.public_name as name, credit.at
      from donations
      join people on people.community_id = donations.community_id and people.id = donations.donor_id
      cross join lateral (
        select max(at) as at from ledger_entries
        where community_id = donations.community_id and donation_id = donations.id and kind = 'donation') credit
      where donations.community_id = ${communityId} and donations.campaign_id = ${campaignId}
        and donations.status = 'confirmed' and donations.public_name is not null and people.erased_at is null
      order by donations.donor_id, credit.at desc, donations.id desc) named
    order by at desc, id desc
    offset ${Math.min(from, FROM_MAX)} limit ${DONORS_PAGE + 1}`;
  const names = rows.slice(0, DONORS_PAGE).map(({ name }) => name);
  return { names, next: rows.length > DONORS_PAGE ? from + DONORS_PAGE : null };
}

/** How many people have a confirmed donation and are not in the list: those who did not ask to be, and the erased. */
export async function countUnnamedDonors(communityId: string, campaignId: string): Promise<number> {
  const [row] = await sql<{ people: number }[]>`
    select count(*)::int as people from (
      select donations.donor_id
      from donations
      join people on people.community_id = donations.community_id and people.id = donations.donor_id
      where donations.community_id = ${communityId} and donations.campaign_id = ${campaignId}
        and donations.status = 'confirmed'
      group by donations.donor_id
      having not bool_or(donations.public_name is not null and people.erased_at is null)) unnamed`;
  return row?.people ?? 0;
}

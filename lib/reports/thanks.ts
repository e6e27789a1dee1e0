import { and, asc, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { type Campaign, campaigns } from "@/db/schema";
import { markThanked } from "@/lib/catalog/closing";
import { lockCampaign } from "@/lib/catalog/locks";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { notify } from "@/lib/messages/notify";

const AT_ONCE = 100;
const CAMPAIGNS_MAX = 20;

/** How far the letters of thanks of a campaign have come, counted in people. */
export type ThanksProgress = {
  people: number; // who gave or donated and has an address we may write to
  sent: number;
  failed: number; // given up after many tries, or no longer true when its turn came
};

/**
 * Promises the letters of thanks of closed campaigns that asked for them, a hundred people of each a run: one letter a person, be they
 * giver, reader or both, and never a second about the same campaign. Nobody erased, and nobody whose address is no longer kept.
 * Run by the schedule; safe to run at any time and side by side. Answers how many were promised.
 */
export async function promiseThanks(now = new Date()): Promise<number> {
  const due = await db
    .select({ communityId: campaigns.communityId, id: campaigns.id })
    .from(campaigns)
    .where(and(isNotNull(campaigns.thanksAskedAt), isNull(campaigns.thanksDoneAt)))
    .orderBy(asc(campaigns.thanksAskedAt))
    .limit(CAMPAIGNS_MAX);
  let promised = 0;
  for (const { communityId, id } of due) promised += await promiseOf(communityId, id, now);
  return promised;
}

/** How far they have come; before they are asked for, how many people would be written to. Refuses `identity.notAllowed`. */
export async function thanksProgress(actor: Actor, campaignId: string): Promise<ThanksProgress> {
  requirePermission(actor, "campaigns.manage");
  const { communityId } = actor;
  const [row] = await db.execute<ThanksProgress>(sql`
    select count(*)::int as people, count(letter.sent_at)::int as sent,
      (count(letter.failed_at) filter (where letter.sent_at is null))::int as failed
    from (${partakers(communityId, campaignId)}) partaker
    left join lateral (
      select sent_at, failed_at from messages
      where ${isLetter(communityId, campaignId)} and person_id = partaker.id
      order by sent_at nulls last, failed_at nulls first limit 1) letter on true`);
  return row ?? { people: 0, sent: 0, failed: 0 };
}

/** Under the campaign's lock, so that of two runs the second sees whom the first has written to. */
function promiseOf(communityId: string, campaignId: string, now: Date): Promise<number> {
  return db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, communityId, campaignId);
    if (!campaign?.thanksAskedAt || campaign.thanksDoneAt) return 0;
    const people = await nextPeople(tx, campaign, campaign.thanksAskedAt);
    for (const { id: personId } of people)
      await notify(tx, { communityId, personId, subjectId: campaignId, kind: "campaign_thanks" }, now);
    if (people.length < AT_ONCE) await markThanked(tx, campaign, now);
    return people.length;
  });
}

/** Whose letter of an earlier closing was dropped, because the campaign was open again, is written to after all. */
async function nextPeople(tx: Tx, { communityId, id }: Campaign, askedAt: Date): Promise<{ id: string }[]> {
  return tx.execute<{ id: string }>(sql`
    select partaker.id from (${partakers(communityId, id)}) partaker
    where not exists (
      select 1 from messages where ${isLetter(communityId, id)} and person_id = partaker.id
        and (failed_at is null or created_at >= ${askedAt.toISOString()}))
    order by partaker.id limit ${AT_ONCE}`);
}

/** Who gave a book that was shown, also one that has gone on to the next campaign, who got one, and who donated. */
function partakers(communityId: string, campaignId: string): SQL {
  return sql`
    select people.id from people
    where people.community_id = ${communityId} and people.erased_at is null and people.email is not null and people.id in (
      select giver_id from books where community_id = ${communityId} and campaign_id = ${campaignId}
        and (status = 'listed' or exists (
          select 1 from books further where further.community_id = books.community_id and further.left_from_id = books.id))
      union select claimant_id from claims where community_id = ${communityId} and campaign_id = ${campaignId}
        and status in ('confirmed', 'fulfilled')
      union select donor_id from donations where community_id = ${communityId} and campaign_id = ${campaignId}
        and status = 'confirmed')`;
}

function isLetter(communityId: string, campaignId: string): SQL {
  return sql`community_id = ${communityId} and kind = 'campaign_thanks' and channel = 'email' and subject_id = ${campaignId}`;
}

import { db, sql } from "@/db/client";
import { forgetHandovers } from "@/lib/claims/forget";
import { forgetPayersAddress } from "@/lib/donations/forget";
import { systemOf } from "@/lib/identity/actor";
import { record } from "@/lib/identity/audit";
import { forgetContacts, lockPerson } from "@/lib/identity/forget";
import { forgetInInbox, forgetMessages } from "@/lib/messages/forget";
import { underWay } from "./under-way";

const PAGE = 200;
const PAGES_MAX = 50;
type Due = { communityId: string; personId: string };

/**
 * Takes the contacts of guests whose time is over: e-mail, phone, Telegram, where parcels went, and what they were told. A guest's time
 * is over so many days after the last campaign they took part in ended, or after they lost their last role where that was later, as
 * their community keeps them; never while one runs or is to come, while anything of theirs is under way, or for somebody with a role. Names stay beside what was given, and no figure moves.
 * At most 10,000 are looked at in a run; answers how many.
 */
export async function forgetOldContacts(now = new Date()): Promise<number> {
  const forgotten = new Map<string, number>();
  // page by page, for those whose book is still under way stay at the front
  for (let page = await guestsDue(now), pages = 1; page.length > 0 && pages <= PAGES_MAX; pages++) {
    for (const whose of page)
      if (await forgetGuest(whose, now)) forgotten.set(whose.communityId, (forgotten.get(whose.communityId) ?? 0) + 1);
    page = await guestsDue(now, page.at(-1)?.personId);
  }
  for (const [communityId, count] of forgotten)
    await record(db, systemOf(communityId), "contacts_forgotten", { details: { count } }, now);
  return [...forgotten.values()].reduce((sum, count) => sum + count, 0);
}

/** A campaign ended when it was closed, or on its last day; whoever took part in none is counted from when they came, and nobody before a role was taken away. */
async function guestsDue(now: Date, afterId = NOBODY): Promise<Due[]> {
  const at = now.toISOString();
  return sql<Due[]>`
    select people.community_id as "communityId", people.id as "personId"
    from people
    join communities on communities.id = people.community_id
    cross join lateral (
      select max(ended) as last from (
        select case when campaigns.status = 'closed' then least(coalesce(closed_at, closes_at), closes_at) else closes_at end as ended
        from campaigns
        where campaigns.community_id = people.community_id and campaigns.id in (
          select campaign_id from claims where community_id = people.community_id and claimant_id = people.id
          union all select campaign_id from books where community_id = people.community_id and giver_id = people.id
          union all select campaign_id from donations where community_id = people.community_id and donor_id = people.id
          union all select campaign_id from waitlist where community_id = people.community_id and person_id = people.id
          union all select campaign_id from leads where community_id = people.community_id and person_id = people.id)
      ) took_part) part
    left join (
      select community_id, subject_id, max(at) as last from audit_log where action = 'role_revoked' group by 1, 2
    ) lost on lost.community_id = people.community_id and lost.subject_id = people.id
    where people.erased_at is null and people.id > ${afterId}
      and (people.email is not null or people.phone is not null or people.telegram is not null)
      and not exists (select 1 from memberships
        where memberships.community_id = people.community_id and memberships.person_id = people.id)
      and greatest(coalesce(part.last, people.created_at), lost.last) <= ${at}::timestamptz - make_interval(days => communities.contact_days)
    order by people.id
    limit ${PAGE}`;
}

const NOBODY = "00000000-0000-0000-0000-000000000000";

async function forgetGuest(whose: Due, now: Date): Promise<boolean> {
  const email = await db.transaction(async (tx) => {
    const person = await lockPerson(tx, whose.communityId, whose.personId);
    if ((await underWay(whose, now, tx)).length > 0) return undefined;
    await forgetHandovers(tx, whose);
    await forgetPayersAddress(tx, { ...whose, email: person.email });
    await forgetMessages(tx, whose, now);
    await forgetContacts(tx, person);
    return person.email ?? "";
  });
  if (email) await forgetInInbox(email);
  return email !== undefined;
}

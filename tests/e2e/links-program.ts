import { sql } from "@/db/client";
import type { PersonActor } from "@/lib/identity/actor";
import { linkInput } from "@/lib/referrals/input";
import { createLink } from "@/lib/referrals/links";

// A program of its own, run beside the product: makes a link in its database, or prints what a claim is credited to.

const [, , what, argument = ""] = process.argv;
console.log(JSON.stringify(what === "link" ? await makeLink() : await credits()));
await sql.end();

async function makeLink() {
  const [place] = await sql<{ communityId: string; campaignId: string; personId: string }[]>`
    select campaigns.community_id as "communityId", campaigns.id as "campaignId", people.id as "personId" from campaigns
    join communities on communities.id = campaigns.community_id
    join people on people.community_id = campaigns.community_id and people.email = 'smm@example.org'
    where communities.slug = 'pm' and campaigns.slug = 'charity-book-sale'`;
  if (!place) throw new Error("The demo is not there");
  const { communityId, campaignId, personId } = place;
  const smm: PersonActor = { kind: "person", communityId, personId, roles: ["smm"] };
  const { id, code } = await createLink(smm, campaignId, linkInput.parse(JSON.parse(argument)));
  return { id, code };
}

async function credits() {
  type Both = { first: string | null; last: string | null };
  const [claim] = await sql<(Both & { id: string; person: string })[]>`
    select id, claimant_id as person, first_link_id as first, last_link_id as last from claims where code = ${argument}`;
  const donation = await sql<(Both & { id: string })[]>`
    select id, first_link_id as first, last_link_id as last from donations where claim_id = ${claim?.id ?? null}`;
  const ledger = await sql<Both[]>`
    select first_link_id as first, last_link_id as last from ledger_entries where donation_id = ${donation[0]?.id ?? null}`;
  const lead = await sql<Both[]>`
    select first_link_id as first, last_link_id as last from leads where person_id = ${claim?.person ?? null}`;
  const [{ n: clicks = 0 } = {}] = await sql<{ n: number }[]>`
    select count(*)::int as n from clicks where link_id = ${claim?.last ?? null} and bot_reason is null`;
  const both = (rows: Both[]) => rows.flatMap(({ first, last }) => [first, last]);
  return {
    claim: both(claim ? [claim] : []),
    donation: both(donation),
    ledger: both(ledger),
    lead: both(lead),
    clicks,
  };
}

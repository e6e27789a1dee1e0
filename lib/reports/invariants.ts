import type { PendingQuery, Row } from "postgres";
import { sql } from "@/db/client";

/** What must hold and does not: which rule, and about which row of which community. */
export type Finding = { rule: Rule; communityId: string; subjectId: string };

const EACH_MAX = 100;

/**
 * Each rule is a query for the rows that break it, so an empty answer is the proof. They read facts in more than one way: what a
 * status says is compared with what the events and the ledger say.
 */
const RULES = {
  "money only moves within a donation's own campaign and currency": (of) => sql`
    select entry.community_id, entry.id as subject_id from ledger_entries entry
    join donations on donations.community_id = entry.community_id and donations.id = entry.donation_id
    where ${of("entry.community_id")}
      and (donations.campaign_id <> entry.campaign_id or donations.currency <> entry.currency)`,

  "neither the fund nor the fees are below zero, in any currency": (of) => sql`
    select community_id, community_id as subject_id from (
      select community_id, currency, from_account as account, -amount_minor as change from ledger_entries
      union all select community_id, currency, to_account, amount_minor from ledger_entries) movement
    where ${of("community_id")}
    group by community_id, currency, account having account in ('fund', 'fees') and sum(change) < 0`,

  "of whoever was erased no name, contact, role or account is left": (of) => sql`
    select people.community_id, people.id as subject_id from people
    where ${of("people.community_id")} and erased_at is not null
      and (name <> '' or email is not null or phone is not null or telegram is not null
        or exists (select 1 from memberships where memberships.community_id = people.community_id and person_id = people.id))`,

  "what is undone is a donation's row, in full and once": (of) => sql`
    select back.community_id, back.id as subject_id from ledger_entries back
    left join ledger_entries entry on entry.community_id = back.community_id
      and back.external_ref = 'undo:' || entry.id and entry.kind = 'donation'
    where ${of("back.community_id")} and back.kind = 'undo'
      and (entry.id is null or entry.donation_id <> back.donation_id or entry.amount_minor <> back.amount_minor
        or entry.to_account <> back.from_account or entry.transfer_id is distinct from back.transfer_id)`,

  "a refund is done when, and only when, the ledger has it once": (of) => sql`
    select refunds.community_id, refunds.id as subject_id from refunds
    left join lateral (
      select coalesce(sum(amount_minor) filter (where kind = 'refund'), 0)
        - coalesce(sum(amount_minor) filter (where kind = 'refund_failed'), 0) as gone
      from ledger_entries
      where community_id = refunds.community_id and donation_id = refunds.donation_id
        and external_ref in ('refund:' || refunds.id, 'refund_failed:' || refunds.id)) ledger on true
    where ${of("refunds.community_id")}
      and gone <> case when refunds.status = 'done' then refunds.amount_minor else 0 end`,

  "a donation is confirmed when, and only when, its money is in the ledger once": (of) => sql`
    select donations.community_id, donations.id as subject_id from donations
    left join lateral (
      select coalesce(sum(case when from_account = 'donors' then amount_minor
                               when to_account = 'donors' then -amount_minor else 0 end), 0) as net,
        count(*) filter (where kind = 'donation') - count(*) filter (where kind = 'undo') as credits
      from ledger_entries
      where community_id = donations.community_id and donation_id = donations.id) ledger on true
    where ${of("donations.community_id")}
      and case when status = 'confirmed' then net <= 0 or credits <> 1
               when status = 'refunded' then net <> 0 or credits <> 1
               when status = 'disputed' then net < 0 or credits <> 1
               else net <> 0 or credits <> 0 end`,

  "a campaign's raised sum is what its donations gave, less what went back": (of) => sql`
    select campaigns.community_id, campaigns.id as subject_id from campaigns
    left join (
      select community_id, campaign_id,
        sum(case when from_account = 'donors' then amount_minor else -amount_minor end) as raised
      from ledger_entries where 'donors' in (from_account, to_account)
      group by community_id, campaign_id) ledger
      on ledger.community_id = campaigns.community_id and ledger.campaign_id = campaigns.id
    left join (
      select donations.community_id, donations.campaign_id,
        sum(last.amount_minor - coalesce(back.amount_minor, 0) - coalesce(held.amount_minor, 0)) as stands
      from donations
      cross join lateral (
        select amount_minor from ledger_entries
        where community_id = donations.community_id and donation_id = donations.id and kind = 'donation'
        order by id desc limit 1) last
      left join lateral (
        select sum(amount_minor) as amount_minor from refunds
        where community_id = donations.community_id and donation_id = donations.id and refunds.status = 'done') back on true
      left join lateral (
        select sum(case when kind = 'dispute' then amount_minor else -amount_minor end) as amount_minor from ledger_entries
        where community_id = donations.community_id and donation_id = donations.id
          and kind in ('dispute', 'dispute_won')) held on true
      where donations.status in ('confirmed', 'refunded', 'disputed')
      group by donations.community_id, donations.campaign_id) given
      on given.community_id = campaigns.community_id and given.campaign_id = campaigns.id
    where ${of("campaigns.community_id")} and coalesce(raised, 0) <> coalesce(stands, 0)`,

  "a card's money is in the ledger when, and only when, its payment is": (of) => sql`
    select attempt.community_id, attempt.id as subject_id from payment_attempts attempt
    left join ledger_entries entry on entry.community_id = attempt.community_id
      and entry.external_ref = 'card:' || attempt.id
    where ${of("attempt.community_id")}
      and ((attempt.status = 'paid') <> (entry.id is not null)
        or entry.amount_minor <> attempt.amount_minor or entry.donation_id <> attempt.donation_id
        or entry.to_account::text <> attempt.provider::text)`,

  "a payment that can still be made keeps its book": (of) => sql`
    select attempt.community_id, attempt.id as subject_id from payment_attempts attempt
    join donations on donations.community_id = attempt.community_id and donations.id = attempt.donation_id
    join claims on claims.community_id = donations.community_id and claims.id = donations.claim_id
    where ${of("attempt.community_id")} and attempt.status in ('created', 'open', 'processing')
      and claims.status not in ('held', 'reported', 'confirmed', 'fulfilled')`,

  "a bank transfer is shared out exactly, or void": (of) => sql`
    select transfers.community_id, transfers.id as subject_id from transfers
    left join lateral (
      select coalesce(sum(entry.amount_minor), 0) as shared from ledger_entries entry
      where entry.community_id = transfers.community_id and entry.transfer_id = transfers.id
        and entry.kind = 'donation' and not exists (
          select 1 from ledger_entries back where back.community_id = entry.community_id
            and back.external_ref = 'undo:' || entry.id)) parts on true
    where ${of("transfers.community_id")}
      and case when voided_at is null then shared not between 1 and amount_minor else shared <> 0 end`,

  "a book is kept by one open claim at most": (of) => sql`
    select community_id, book_id as subject_id from claims
    where ${of("community_id")} and status in ('held', 'reported', 'confirmed', 'fulfilled')
    group by community_id, book_id having count(*) > 1`,

  "a claim that keeps a book keeps one that is listed": (of) => sql`
    select claims.community_id, claims.id as subject_id from claims
    join books on books.community_id = claims.community_id and books.id = claims.book_id
    where ${of("claims.community_id")} and books.status <> 'listed'
      and claims.status in ('reported', 'confirmed', 'fulfilled')`,

  "a book is offered to one person in line at most": (of) => sql`
    select community_id, book_id as subject_id from waitlist
    where ${of("community_id")} and status = 'offered'
    group by community_id, book_id having count(*) > 1`,

  "a book that is offered is listed, and nobody holds it": (of) => sql`
    select waitlist.community_id, waitlist.id as subject_id from waitlist
    join books on books.community_id = waitlist.community_id and books.id = waitlist.book_id
    where ${of("waitlist.community_id")} and waitlist.status = 'offered'
      and (books.status <> 'listed' or exists (
        select 1 from claims where claims.community_id = waitlist.community_id and claims.book_id = waitlist.book_id
          and claims.status in ('held', 'reported', 'confirmed', 'fulfilled')))`,

  "whoever is asked next has proved their address, and was first to ask": (of) => sql`
    select offered.community_id, offered.id as subject_id from waitlist offered
    where ${of("offered.community_id")} and offered.status = 'offered'
      and (offered.verified_at is null or exists (
        select 1 from waitlist earlier
        where earlier.community_id = offered.community_id and earlier.book_id = offered.book_id
          and earlier.status = 'waiting' and earlier.verified_at < offered.offered_at
          and (earlier.created_at, earlier.id) < (offered.created_at, offered.id)))`,

  "whoever stands in line neither holds the book nor gives it": (of) => sql`
    select waitlist.community_id, waitlist.id as subject_id from waitlist
    join books on books.community_id = waitlist.community_id and books.id = waitlist.book_id
    where ${of("waitlist.community_id")} and waitlist.status in ('waiting', 'offered')
      and waitlist.verified_at is not null
      and (books.giver_id = waitlist.person_id or exists (
        select 1 from claims where claims.community_id = waitlist.community_id and claims.book_id = waitlist.book_id
          and claims.claimant_id = waitlist.person_id
          and claims.status in ('held', 'reported', 'confirmed', 'fulfilled')))`,

  "a copy that went on to the next campaign is offered nowhere else": (of) => sql`
    select further.community_id, further.id as subject_id from books further
    join books on books.community_id = further.community_id and books.id = further.left_from_id
    where ${of("further.community_id")}
      and (books.status <> 'withdrawn' or books.campaign_id = further.campaign_id)`,

  "a paid book has a hand-over that is open, one the reader has is received, and no other has either": (of) => sql`
    select claims.community_id, claims.id as subject_id from claims
    left join handovers on handovers.community_id = claims.community_id and handovers.claim_id = claims.id
    where ${of("claims.community_id")}
      and case when claims.status = 'confirmed'
          then coalesce(handovers.status in ('received', 'closed'), true)
        when claims.status = 'fulfilled' then handovers.status is distinct from 'received'
        else coalesce(handovers.status <> 'closed', false) end`,

  "a hand-over's last event says its status": (of) => sql`
    select handovers.community_id, handovers.id as subject_id from handovers
    left join lateral (
      select status from handover_events where community_id = handovers.community_id and handover_id = handovers.id
      order by id desc limit 1) last on true
    where ${of("handovers.community_id")} and last.status is distinct from handovers.status`,

  "a claim's last event says its status": (of) => sql`
    select claims.community_id, claims.id as subject_id from claims
    left join lateral (
      select status from claim_events where community_id = claims.community_id and claim_id = claims.id
      order by id desc limit 1) last on true
    where ${of("claims.community_id")} and last.status is distinct from claims.status`,

  "a donation's last event says its status": (of) => sql`
    select donations.community_id, donations.id as subject_id from donations
    left join lateral (
      select status from donation_events where community_id = donations.community_id and donation_id = donations.id
      order by id desc limit 1) last on true
    where ${of("donations.community_id")} and last.status is distinct from donations.status`,

  "a confirmed claim is paid": (of) => sql`
    select claims.community_id, claims.id as subject_id from claims
    where ${of("claims.community_id")} and claims.status = 'confirmed' and not exists (
      select 1 from donations join ledger_entries entry
        on entry.community_id = donations.community_id and entry.donation_id = donations.id and entry.kind = 'donation'
      where donations.community_id = claims.community_id and donations.claim_id = claims.id
        and donations.status in ('confirmed', 'disputed'))`,

  "a claim that waits for a check has a donation that waits for one": (of) => sql`
    select claims.community_id, claims.id as subject_id from claims
    where ${of("claims.community_id")} and claims.status = 'reported' and not exists (
      select 1 from donations where donations.community_id = claims.community_id and donations.claim_id = claims.id
        and donations.status = 'reported')`,

  "money that arrived has its book, waits in the list for a person, or was decided": (of) => sql`
    select donations.community_id, donations.id as subject_id from donations
    join claims on claims.community_id = donations.community_id and claims.id = donations.claim_id
    where ${of("donations.community_id")} and donations.status = 'confirmed'
      and case when donations.decision is null
        then claims.status not in ('confirmed', 'fulfilled', 'expired', 'cancelled', 'rejected', 'refunded')
        when donations.decision = 'other_book' then claims.status not in ('confirmed', 'fulfilled')
        when donations.decision = 'refund' then not exists (
          select 1 from refunds where refunds.community_id = donations.community_id
            and refunds.donation_id = donations.id and refunds.status in ('requested', 'sent'))
        else claims.status in ('held', 'reported', 'confirmed', 'fulfilled') end`,
} satisfies Record<string, (of: (column: string) => Fragment) => Fragment>;

type Fragment = PendingQuery<Row[]>;
type Broken = { community_id: string; subject_id: string };
export type Rule = keyof typeof RULES;

/**
 * Checks what must always hold between money, claims and books, of one community or of all: empty means that it does. At most 100
 * findings a rule. Tests call it after every race, and the schedule every night.
 */
export async function checkInvariants(communityId?: string): Promise<Finding[]> {
  const of = (column: string) => (communityId ? sql`${sql(column)} = ${communityId}` : sql`true`);
  const findings: Finding[] = [];
  for (const [rule, rowsThatBreak] of Object.entries(RULES) as [Rule, (typeof RULES)[Rule]][]) {
    const rows = await sql<Broken[]>`select * from (${rowsThatBreak(of)}) broken limit ${EACH_MAX}`;
    findings.push(...rows.map((row) => ({ rule, communityId: row.community_id, subjectId: row.subject_id })));
  }
  return findings;
}

import { and, eq } from "drizzle-orm";
import { db, sql as raw } from "@/db/client";
import { type CardProvider as Name, providerTransactions } from "@/db/schema";
import { log } from "@/lib/core/log";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission, systemOf } from "@/lib/identity/actor";
import { countAgainst } from "@/lib/identity/limits";
import { post } from "../ledger";
import { type DonationOutcome, lockMoneyOf } from "../moves";
import { isPosted } from "./apply";
import { attemptById, findAttempt } from "./attempts";
import { fulfil } from "./fulfil";
import type { ProviderTransaction } from "./provider";
import { cardProvider } from "./providers";

const DAY_MS = 86_400_000;
const DAYS_BACK = 3;

/**
 * Takes over the providers' own books of the last three days: each line once, a fee the ledger does not have yet is posted, and a
 * payment, refund or dispute it does not have is asked about. A line that cannot be dealt with is left for the next time and does
 * not stand in the way of others; only when nothing was left are the books compared up to now. Answers whose money was looked at.
 */
export async function takeOverBooks(now = new Date()): Promise<DonationOutcome[]> {
  const outcomes: DonationOutcome[] = [];
  let isWhole = true;
  const leave = (error: unknown, about: object) => {
    log.error({ err: error, ...about }, "a provider's books could not be taken over");
    isWhole = false;
  };
  for (const name of ["stripe", "mono"] as const) {
    const provider = cardProvider(name);
    if (!provider) continue;
    try {
      for await (const row of provider.transactions(new Date(now.getTime() - DAYS_BACK * DAY_MS), now)) {
        try {
          const outcome = await takeOver(name, row, now);
          if (outcome) outcomes.push(outcome);
        } catch (error) {
          leave(error, { provider: name, line: row.id });
        }
      }
    } catch (error) {
      leave(error, { provider: name });
    }
  }
  if (isWhole) await markTaken(now);
  return outcomes;
}

/**
 * The same at once, for a treasurer who does not want to wait for the night. Once a minute in a community.
 * Refuses: no permission, `identity.tooMany`, `providerSilent` when a provider did not give all of its books.
 */
export async function compareNow(actor: Actor, now = new Date()): Promise<DonationOutcome[]> {
  requirePermission(actor, "money.confirm");
  await countAgainst("compareBooks", actor.communityId);
  const outcomes = await takeOverBooks(now);
  if (((await takenUpTo())?.getTime() ?? 0) < now.getTime()) throw new Refusal("donations.providerSilent");
  return outcomes;
}

/** The job that takes the books over every night, and the mark it leaves when it had all of them: a failed night is no comparison. */
export const BOOKS_JOB = "compare with the card providers";
const TAKEN = `${BOOKS_JOB}: whole`;

async function markTaken(now: Date): Promise<void> {
  const at = now.toISOString();
  await raw`
    insert into job_runs (name, started_at, lease_until, finished_at) values (${TAKEN}, ${at}, ${at}, ${at})
    on conflict (name) do update set started_at = greatest(job_runs.started_at, excluded.started_at)`;
}

async function takenUpTo(): Promise<Date | null> {
  const [mark] = await raw<{ at: string }[]>`select started_at as at from job_runs where name = ${TAKEN}`;
  return mark ? new Date(mark.at) : null;
}

async function takeOver(provider: Name, row: ProviderTransaction, now: Date): Promise<DonationOutcome | undefined> {
  const ref = await attemptById(provider, row.attemptId);
  if (!ref) return undefined;
  const { communityId, attemptId } = ref;
  const isKnown = and(
    eq(providerTransactions.communityId, communityId),
    eq(providerTransactions.provider, provider),
    eq(providerTransactions.id, row.id),
  );
  if ((await db.$count(providerTransactions, isKnown)) > 0) return undefined;
  const attempt = await findAttempt(ref);
  const isBooked = row.kind === "fee" || (row.kind === "donation" && attempt?.status === "paid");
  const applied = isBooked ? undefined : await fulfil(ref, { whole: true }, now);
  const { donationId = "", status } = applied?.attempt ?? attempt ?? {};
  await db.transaction(async (tx) => {
    const { donation } = await lockMoneyOf(tx, { communityId, donationId }, now);
    const externalRef = `fee:${provider}:${row.id}`;
    // the fee of a payment that is not what was asked waits with it for a person
    if (row.feeMinor > 0 && status === "paid" && !(await isPosted(tx, communityId, externalRef))) {
      const fee = { kind: "fee", account: provider, amountMinor: row.feeMinor, externalRef } as const;
      await post(tx, donation, fee, systemOf(communityId), now);
    }
    const { attemptId: _, ...line } = row;
    await tx
      .insert(providerTransactions)
      .values({ ...line, attemptId, communityId, provider })
      .onConflictDoNothing();
  });
  return applied?.outcome;
}

export type BooksLine = {
  provider: Name;
  currency: string;
  kind: BooksKind;
  providerMinor: number;
  ledgerMinor: number;
};
export type BooksKind = "payments" | "refunds" | "disputes" | "fees";
export type BooksDifference = {
  code: string;
  campaign: string; // its slug
  provider: Name;
  currency: string;
  providerMinor: number;
  ledgerMinor: number;
  paidAt: Date | null; // none of a payment that is not what was asked
};
export type Books = { upTo: Date | null; lines: BooksLine[]; differences: BooksDifference[] };

const DIFFERENCES_MAX = 100;

/**
 * The providers' books beside the ledger, of all card payments as they stood when the books were last taken over; payments that have
 * moved since, or whose refund is on its way, wait for the next time. Amounts are signed as the provider's balance feels them, in
 * minor units. `differences` names the payments of which the two say something else. Refuses `identity.notAllowed`.
 */
export async function compareBooks(actor: Actor): Promise<Books> {
  requirePermission(actor, "money.see");
  const { communityId } = actor;
  const upTo = await takenUpTo();
  if (!upTo) return { upTo, lines: [], differences: [] };
  const until = upTo.toISOString();
  const rows = await raw<
    { provider: Name; currency: string; kind: BooksKind; by: "provider" | "ledger"; sum: string }[]
  >`
    ${movements(communityId, until)}
    select provider, currency, kind, by, sum(amount)::text as sum from movement group by 1, 2, 3, 4`;
  const lines = new Map<string, BooksLine>();
  for (const { provider, currency, kind, by, sum } of rows) {
    const key = `${provider} ${currency} ${kind}`;
    const line = lines.get(key) ?? { provider, currency, kind, providerMinor: 0, ledgerMinor: 0 };
    line[by === "provider" ? "providerMinor" : "ledgerMinor"] = Number(sum);
    lines.set(key, line);
  }
  const differences = await raw<
    { code: string; campaign: string; provider: Name; currency: string; paidAt: string | null; p: string; l: string }[]
  >`
    ${movements(communityId, until)}
    select donations.code, campaigns.slug as campaign, attempt.provider, attempt.currency, attempt.paid_at as "paidAt",
      coalesce(sum(amount) filter (where by = 'provider'), 0)::text as p,
      coalesce(sum(amount) filter (where by = 'ledger'), 0)::text as l
    from movement
    join payment_attempts attempt on attempt.community_id = ${communityId} and attempt.id = movement.attempt_id
    join donations on donations.community_id = attempt.community_id and donations.id = attempt.donation_id
    join campaigns on campaigns.community_id = donations.community_id and campaigns.id = donations.campaign_id
    group by donations.code, campaigns.slug, attempt.provider, attempt.currency, attempt.paid_at
    having coalesce(sum(amount) filter (where by = 'provider'), 0) <> coalesce(sum(amount) filter (where by = 'ledger'), 0)
    order by attempt.paid_at desc nulls first, donations.code limit ${DIFFERENCES_MAX}`;
  return {
    upTo,
    lines: [...lines.values()].sort(
      (one, other) =>
        one.provider.localeCompare(other.provider) ||
        one.currency.localeCompare(other.currency) ||
        ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind),
    ),
    differences: differences.map(({ p, l, paidAt, ...rest }) => ({
      ...rest,
      paidAt: paidAt ? new Date(paidAt) : null,
      providerMinor: Number(p),
      ledgerMinor: Number(l),
    })),
  };
}

const ORDER: BooksKind[] = ["payments", "refunds", "disputes", "fees"];

/**
 * Every movement of the card payments that were at rest when the books were taken over, as the provider and as the ledger have it.
 * What was posted by taking them over bears that very time; a provider's list may be some seconds behind.
 */
function movements(communityId: string, until: string) {
  return raw`
    with still as (
      select attempt.* from payment_attempts attempt
      where attempt.community_id = ${communityId} and attempt.status in ('paid', 'odd')
        and not exists (select 1 from ledger_entries entry
          where entry.community_id = attempt.community_id and entry.donation_id = attempt.donation_id
            and entry.at > ${until}::timestamptz - interval '10 seconds' and entry.at <> ${until}::timestamptz)
        and not exists (select 1 from refunds
          where refunds.community_id = attempt.community_id and refunds.donation_id = attempt.donation_id
            and refunds.attempt_id = attempt.id and refunds.status in ('requested', 'sent'))),
    movement as (
      select row.attempt_id, row.provider::text as provider, row.currency, 'provider' as by, parts.kind, parts.amount
      from provider_transactions row
      join still on still.id = row.attempt_id
      cross join lateral (values
        (case when row.kind in ('dispute', 'dispute_won') then 'disputes'
              when row.kind in ('refund', 'refund_failed') then 'refunds' else 'payments' end, row.amount_minor),
        ('fees', -row.fee_minor)) parts (kind, amount)
      where row.community_id = ${communityId}
      union all
      select still.id, still.provider::text, entry.currency, 'ledger',
        case entry.kind when 'donation' then 'payments' when 'fee' then 'fees'
          when 'dispute' then 'disputes' when 'dispute_won' then 'disputes' else 'refunds' end,
        case when entry.to_account::text = still.provider::text then entry.amount_minor else -entry.amount_minor end
      from still
      join ledger_entries entry on entry.community_id = still.community_id and entry.donation_id = still.donation_id
        and still.provider::text in (entry.from_account::text, entry.to_account::text)
      where still.status = 'paid')`;
}

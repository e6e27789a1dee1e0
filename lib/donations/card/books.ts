import { and, eq } from "drizzle-orm";
import { db, sql as raw } from "@/db/client";
import { type CardProvider as Name, providerTransactions } from "@/db/schema";
import { type Actor, requirePermission, systemOf } from "@/lib/identity/actor";
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
 * payment, refund or dispute it does not have is asked about. Answers whose money was looked at.
 */
export async function takeOverBooks(now = new Date()): Promise<DonationOutcome[]> {
  const outcomes: DonationOutcome[] = [];
  for (const name of ["stripe", "mono"] as const) {
    const provider = cardProvider(name);
    if (!provider) continue;
    for await (const row of provider.transactions(new Date(now.getTime() - DAYS_BACK * DAY_MS), now)) {
      const outcome = await takeOver(name, row, now);
      if (outcome) outcomes.push(outcome);
    }
  }
  return outcomes;
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
  await db.transaction(async (tx) => {
    const donationId = applied?.attempt.donationId ?? attempt?.donationId ?? "";
    const { donation } = await lockMoneyOf(tx, { communityId, donationId }, now);
    const externalRef = `fee:${provider}:${row.id}`;
    if (row.feeMinor > 0 && !(await isPosted(tx, communityId, externalRef))) {
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
  provider: Name;
  currency: string;
  providerMinor: number;
  ledgerMinor: number;
  paidAt: Date;
};
export type Books = { upTo: Date | null; lines: BooksLine[]; differences: BooksDifference[] };

const DIFFERENCES_MAX = 100;

/**
 * The providers' books beside the ledger, of all card payments up to the last time the books were taken over. Amounts are signed as
 * the provider's balance feels them, in minor units. `differences` names the payments of which the two say something else.
 * Refuses `identity.notAllowed`.
 */
export async function compareBooks(actor: Actor): Promise<Books> {
  requirePermission(actor, "money.see");
  const { communityId } = actor;
  const [run] = await raw<{ at: Date | null }[]>`
    select max(started_at) as at from job_runs where name = ${BOOKS_JOB} and finished_at is not null`;
  const upTo = run?.at ?? null;
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
  const differences = await raw<(Omit<BooksDifference, "providerMinor" | "ledgerMinor"> & { p: string; l: string })[]>`
    ${movements(communityId, until)}
    select donations.code, attempt.provider, attempt.currency, attempt.paid_at as "paidAt",
      coalesce(sum(amount) filter (where by = 'provider'), 0)::text as p,
      coalesce(sum(amount) filter (where by = 'ledger'), 0)::text as l
    from movement
    join payment_attempts attempt on attempt.community_id = ${communityId} and attempt.id = movement.attempt_id
    join donations on donations.community_id = attempt.community_id and donations.id = attempt.donation_id
    group by donations.code, attempt.provider, attempt.currency, attempt.paid_at
    having coalesce(sum(amount) filter (where by = 'provider'), 0) <> coalesce(sum(amount) filter (where by = 'ledger'), 0)
    order by attempt.paid_at desc limit ${DIFFERENCES_MAX}`;
  return {
    upTo,
    lines: [...lines.values()].sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind)),
    differences: differences.map(({ p, l, ...rest }) => ({
      ...rest,
      providerMinor: Number(p),
      ledgerMinor: Number(l),
    })),
  };
}

export const BOOKS_JOB = "compare with the card providers";
const ORDER: BooksKind[] = ["payments", "refunds", "disputes", "fees"];

/** Every movement of a card payment, as the provider and as the ledger have it, up to the moment the books were taken over. */
function movements(communityId: string, until: string) {
  return raw`
    with paid as (
      select * from payment_attempts
      where community_id = ${communityId} and status = 'paid' and paid_at < ${until}::timestamptz - interval '1 minute'),
    movement as (
      select row.attempt_id, row.provider::text as provider, row.currency, 'provider' as by, parts.kind, parts.amount
      from provider_transactions row
      join paid on paid.id = row.attempt_id
      cross join lateral (values
        (case when row.kind in ('dispute', 'dispute_won') then 'disputes'
              when row.kind in ('refund', 'refund_failed') then 'refunds' else 'payments' end, row.amount_minor),
        ('fees', -row.fee_minor)) parts (kind, amount)
      where row.community_id = ${communityId}
      union all
      select paid.id, paid.provider::text, entry.currency, 'ledger',
        case entry.kind when 'donation' then 'payments' when 'fee' then 'fees'
          when 'dispute' then 'disputes' when 'dispute_won' then 'disputes' else 'refunds' end,
        case when entry.to_account::text = paid.provider::text then entry.amount_minor else -entry.amount_minor end
      from paid
      join ledger_entries entry on entry.community_id = paid.community_id and entry.donation_id = paid.donation_id
        and paid.provider::text in (entry.from_account::text, entry.to_account::text)
        and entry.at < ${until}::timestamptz - interval '1 minute')`;
}

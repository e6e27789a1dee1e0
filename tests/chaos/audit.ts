import type { FakeStripe } from "../fakes/stripe/start";
import type { Errand } from "./errands";

type Row = {
  email: string;
  book: string;
  code: string;
  status: string;
  holds: number;
  links: number;
  letters: number;
  donation: string | null;
  receipts: number;
  entries: number;
  credited: number;
  references: number;
};

/**
 * Compares what visitors were told with what is stored. Empty when every acknowledged step is there exactly once, an unanswered
 * one whole or not at all, and nothing that nobody asked for.
 */
export async function audit(errands: readonly Errand[], communityId: string, stripe: FakeStripe): Promise<string[]> {
  const { sql } = await import("@/db/client");
  const rows = await sql<Row[]>`
    select people.email, books.code as book, claims.code, claims.status,
      (select count(*)::int from claim_events where claim_id = claims.id and event = 'hold') as holds,
      (select count(*)::int from private_links where subject_id = claims.id) as links,
      (select count(*)::int from messages where subject_id = claims.id and kind = 'claim_code') as letters,
      donations.status as donation,
      (select count(*)::int from proofs where donation_id = donations.id) as receipts,
      money.entries, money.credited, money."references"
    from claims
    join people on people.community_id = claims.community_id and people.id = claims.claimant_id
    join books on books.community_id = claims.community_id and books.id = claims.book_id
    left join donations on donations.community_id = claims.community_id and donations.claim_id = claims.id
    cross join lateral (
      select count(*)::int as entries, coalesce(sum(amount_minor), 0)::float8 as credited,
        count(distinct transfer_id)::int as "references"
      from ledger_entries where kind = 'donation' and community_id = claims.community_id and donation_id = donations.id) money
    where claims.community_id = ${communityId}`;
  const [ledger] = await sql<{ raised: number }[]>`
    select coalesce(sum(amount_minor), 0)::float8 as raised from ledger_entries
    where community_id = ${communityId} and kind = 'donation'`;

  const found: string[] = [];
  const byEmail = Map.groupBy(rows, ({ email }) => email);
  let mayBeRaised = 0;
  for (const errand of errands) {
    const kept = byEmail.get(errand.email) ?? [];
    byEmail.delete(errand.email);
    const wrong = kept.length === 0 ? wrongWithout(errand) : wrongWith(errand, kept);
    found.push(...wrong.map((words) => `${errand.email}: ${words}`));
    if (kept[0]?.entries === 1) mayBeRaised += errand.amountMinor;
  }
  for (const email of byEmail.keys()) found.push(`${email}: a claim nobody asked for`);
  const { ledgerSums } = await import("../donations/cards/settle");
  const [booked, paid] = [JSON.stringify(await ledgerSums([communityId])), JSON.stringify(stripe.sums())];
  if (booked !== paid) found.push(`the ledger has ${booked} by cards, Stripe ${paid}`);
  if (ledger?.raised !== mayBeRaised) found.push(`the ledger has ${ledger?.raised}, its donors gave ${mayBeRaised}`);
  return found;
}

const wrongWithout = ({ done }: Errand) => [...done].map((step) => `an acknowledged ${step} is lost`);

function wrongWith({ book, way, claim, asked, done, amountMinor }: Errand, [row, ...more]: Row[]): string[] {
  if (!row) return [];
  const isCredited = row.entries > 0;
  const said: Record<string, boolean> = {
    "several claims": more.length > 0,
    "another book": row.book !== book,
    "another code": claim !== undefined && row.code !== claim.code,
    "half a claim": row.holds !== 1 || row.links !== 1 || row.letters < 1,
    "an acknowledged proof is lost": done.has("proof") && row.receipts !== 1,
    "a proof nobody sent": row.receipts > 0 && !asked.has("proof"),
    "a proof twice": row.receipts > 1,
    "half a proof": row.receipts === 1 && row.status !== "reported" && row.status !== "confirmed",
    "an acknowledged confirmation is lost": (done.has("confirm") || done.has("pay")) && !isCredited,
    "money nobody gave": isCredited && !asked.has("confirm") && !done.has("pay"),
    "money twice": row.entries > 1,
    "another amount": isCredited && row.credited !== amountMinor,
    "half a confirmation":
      isCredited !== (row.status === "confirmed") ||
      isCredited !== (row.donation === "confirmed") ||
      (isCredited && row.references !== (way === "card" ? 0 : 1)),
  };
  return Object.entries(said).flatMap(([words, is]) => (is ? words : []));
}

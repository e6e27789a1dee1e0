import { and, eq, type SQL, sql } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { type Donation, type EntryKind, type LedgerEntry, ledgerEntries } from "@/db/schema";
import type { Actor } from "@/lib/identity/actor";

type Entry = {
  kind: EntryKind;
  account: LedgerEntry["toAccount"]; // where the money lies; the other side follows from the kind
  amountMinor: number;
  externalRef: string;
  transferId?: string | null;
  reason?: string | undefined;
};

/** Which way each kind of movement goes, seen from where the money lies. */
const FLOW: Record<EntryKind, "from donors" | "to donors" | "to fees"> = {
  donation: "from donors",
  undo: "to donors",
  refund: "to donors",
  refund_failed: "from donors",
  dispute: "to donors",
  dispute_won: "from donors",
  fee: "to fees",
};

/**
 * A step: adds one balanced movement to the ledger. Its unique reference says which real movement it is, so that a second row of it
 * is a fault: `donation:{code}:{n}` is the nth crediting, `undo:{row}` takes that row back, the rest name the provider's or our id.
 */
export async function post(tx: Tx, donation: Donation, entry: Entry, by: Actor, now: Date): Promise<void> {
  const { communityId, campaignId, id: donationId, currency, firstLinkId, lastLinkId } = donation;
  const { account, transferId = null, ...rest } = entry;
  const flow = FLOW[entry.kind];
  await tx.insert(ledgerEntries).values({
    communityId,
    campaignId,
    donationId,
    transferId,
    ...rest,
    fromAccount: flow === "from donors" ? "donors" : account,
    toAccount: flow === "from donors" ? account : flow === "to donors" ? "donors" : "fees",
    currency,
    firstLinkId,
    lastLinkId,
    actorId: by.personId,
    at: now,
  });
}

/** A step: credits money that came to the fund's own account, or as cash. */
export async function credit(
  tx: Tx,
  donation: Donation,
  { amountMinor, transferId, reason }: { amountMinor: number; transferId: string | null; reason?: string | undefined },
  by: Actor,
  now: Date,
): Promise<void> {
  const externalRef = await creditRef(tx, donation);
  await post(
    tx,
    donation,
    { kind: "donation", account: "fund", externalRef, amountMinor, transferId, reason },
    by,
    now,
  );
}

/** The row by which a donation's money came, and was not undone; some or all of it may have been refunded since. */
export async function creditOf(tx: Tx, donation: Donation): Promise<LedgerEntry> {
  const rows = await tx
    .select()
    .from(ledgerEntries)
    .where(
      and(eq(ledgerEntries.communityId, donation.communityId), eq(ledgerEntries.donationId, donation.id), isCredit()),
    );
  return one(rows);
}

/**
 * Of `ledger_entries`: money that came and was not entered by mistake. Counted rather than asked for with `not exists`: nearly
 * every row is one, and the planner would expect nearly none.
 */
export function isCredit(): SQL {
  return sql`(${ledgerEntries.kind} = 'donation' and (
    select count(*) from ledger_entries back where back.community_id = ${ledgerEntries.communityId}
      and back.external_ref = 'undo:' || ${ledgerEntries.id}) = 0)`;
}

/** A step: what of a donation is with the fund or on its way there, in minor units: given, less what was taken back. */
export async function standingMinor(tx: Tx, { communityId, id }: Donation): Promise<number> {
  const { sum } = one(
    await tx
      .select({ sum: sql`coalesce(sum(${signedMinor()}), 0)`.mapWith(Number) })
      .from(ledgerEntries)
      .where(and(eq(ledgerEntries.communityId, communityId), eq(ledgerEntries.donationId, id))),
  );
  return sum;
}

/** Of `ledger_entries`: the amount as donors see it, above zero when they gave it. Fees are none of theirs. */
export function signedMinor(): SQL {
  return sql`(case when ${ledgerEntries.fromAccount} = 'donors' then ${ledgerEntries.amountMinor}
    when ${ledgerEntries.toAccount} = 'donors' then -${ledgerEntries.amountMinor} else 0 end)`;
}

async function creditRef(tx: Tx, { communityId, id, code }: Donation): Promise<string> {
  const before = await tx.$count(
    ledgerEntries,
    and(
      eq(ledgerEntries.communityId, communityId),
      eq(ledgerEntries.donationId, id),
      eq(ledgerEntries.kind, "donation"),
    ),
  );
  return `donation:${code}:${before + 1}`;
}

import { and, eq, type SQL, sql } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import {
  type Claim,
  claims,
  type Donation,
  type DonationEvent,
  donationEvents,
  donations,
  type LedgerEntry,
  ledgerEntries,
} from "@/db/schema";
import { lockBook } from "@/lib/catalog/moves";
import { keepsBook } from "@/lib/claims/rules";
import { type ClaimOutcome, confirmClaim, rejectClaim, reportClaim, undoClaim } from "@/lib/claims/steps";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { tell } from "./notices";
import { next } from "./rules";

/** Money and the claim it pays for, under the lock of the claim's book. */
export type Found = { donation: Donation; claim: Claim };
/** What a command answers: the money, and whether its book stays with the donor. */
export type DonationOutcome = { donation: Donation; claim: Claim; hasBook: boolean };
type Change = { reason?: string | undefined } & Partial<Pick<Donation, "method" | "decision" | "claimId">>;

/**
 * Locks the books of some claims, named by code, in one order, so that two people at work on the same claims wait for each other
 * and never form a ring; `bookIds` joins more books. Then finds or makes each claim's donation, in the order of the codes.
 * Refuses `donations.notFound`, and `donations.notAllowedNow` when somebody changed which book a code pays for meanwhile.
 */
export async function lockMoney(
  tx: Tx,
  communityId: string,
  codes: readonly string[],
  now: Date,
  bookIds: readonly string[] = [],
): Promise<Found[]> {
  const seen = await Promise.all(codes.map((code) => claimOfCode(tx, communityId, code)));
  const books = new Set([...seen.map(({ bookId }) => bookId), ...bookIds]);
  for (const bookId of [...books].sort()) await lockBook(tx, communityId, bookId);

  const found: Found[] = [];
  for (const [nth, code] of codes.entries()) {
    const claim = await claimOfCode(tx, communityId, code);
    if (claim.id !== seen[nth]?.id) throw new Refusal("donations.notAllowedNow");
    found.push({ claim, donation: await donationFor(tx, claim, now) });
  }
  return found;
}

/** A step: the donation of a claim whose book is locked, made when the first proof or money comes. Its code is the claim's. */
export async function donationFor(tx: Tx, claim: Claim, now: Date): Promise<Donation> {
  const { communityId } = claim;
  const [kept] = await tx
    .select()
    .from(donations)
    .where(and(eq(donations.communityId, communityId), eq(donations.claimId, claim.id)))
    .for("update");
  if (kept) return kept;

  const made = one(
    await tx
      .insert(donations)
      .values({
        communityId,
        campaignId: claim.campaignId,
        claimId: claim.id,
        donorId: claim.claimantId,
        code: claim.code,
        method: claim.method,
        pledgedMinor: claim.pledgeMinor,
        currency: claim.currency,
        createdAt: now,
      })
      .returning(),
  );
  await record(tx, made, "pledge", claim.claimantId, now);
  return made;
}

/**
 * The one place where a donation changes status. Money first: the row and its event are written whatever becomes of the claim;
 * then the claim tries to follow, and people hear what the claim's own move does not tell them. One transaction.
 * Refuses `donations.notAllowedNow`.
 */
export async function move(
  tx: Tx,
  { donation, claim }: Found,
  event: DonationEvent,
  by: Actor,
  now: Date,
  { reason, ...set }: Change = {},
): Promise<DonationOutcome> {
  const status = next(donation.status, event);
  if (!status) throw new Refusal("donations.notAllowedNow");
  const moved = one(
    await tx
      .update(donations)
      .set({ ...set, status })
      .where(and(eq(donations.communityId, donation.communityId), eq(donations.id, donation.id)))
      .returning(),
  );
  await record(tx, moved, event, by.personId, now, reason);

  const outcome = await follow(tx, claim, event, by, reason ?? "", now);
  const hasMoved = outcome.claim.status !== claim.status;
  if (!hasMoved) await tell(tx, { donation: moved, ...outcome, event, reason }, now);
  return { donation: moved, ...outcome };
}

/** What a command answers when there was nothing left to do. */
export function asItStands({ donation, claim }: Found): DonationOutcome {
  return { donation, claim, hasBook: keepsBook(claim.status) };
}

type Entry = { amountMinor: number; transferId: string | null; reason?: string | undefined } & (
  | { kind: "donation" }
  | { kind: "undo" | "refund"; of: LedgerEntry }
);

/**
 * A step: adds one balanced movement to the ledger, donors → fund, or back for an undo or a refund. Its unique reference says which
 * real movement it is: the nth crediting of a donation, or the taking back of one row; a second row of it is a fault.
 */
export async function post(tx: Tx, donation: Donation, entry: Entry, by: Actor, now: Date): Promise<void> {
  const { communityId, campaignId, id: donationId, currency } = donation;
  const { kind, amountMinor, transferId, reason } = entry;
  const accounts =
    kind === "donation"
      ? ({ fromAccount: "donors", toAccount: "fund" } as const)
      : ({ fromAccount: "fund", toAccount: "donors" } as const);
  await tx.insert(ledgerEntries).values({
    communityId,
    campaignId,
    donationId,
    transferId,
    kind,
    ...accounts,
    amountMinor,
    currency,
    externalRef: entry.kind === "donation" ? await creditRef(tx, donation) : `${entry.kind}:${entry.of.id}`,
    actorId: by.personId,
    reason,
    at: now,
  });
}

/** The row by which a donation's money stands in the ledger now: entered, and neither undone nor refunded. */
export async function liveEntry(tx: Tx, donation: Donation): Promise<LedgerEntry> {
  const rows = await tx
    .select()
    .from(ledgerEntries)
    .where(
      and(eq(ledgerEntries.communityId, donation.communityId), eq(ledgerEntries.donationId, donation.id), isLive()),
    );
  return one(rows);
}

/**
 * Of `ledger_entries`: money entered and not taken back. A row that takes back names the row it takes back in its reference.
 * Counted rather than asked for with `not exists`: nearly every row is live, and the planner would expect nearly none.
 */
export function isLive(): SQL {
  return sql`(${ledgerEntries.kind} = 'donation' and (
    select count(*) from ledger_entries back where back.community_id = ${ledgerEntries.communityId}
      and back.external_ref in ('undo:' || ${ledgerEntries.id}, 'refund:' || ${ledgerEntries.id})) = 0)`;
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

/** The claim that a code pays for now: its own, or the one a person gave in its place when the book had gone. */
async function claimOfCode(tx: Tx, communityId: string, code: string): Promise<Claim> {
  const [paid] = await tx
    .select({ claimId: donations.claimId })
    .from(donations)
    .where(and(eq(donations.communityId, communityId), eq(donations.code, code)));
  const isIt = paid?.claimId ? eq(claims.id, paid.claimId) : eq(claims.code, code);
  const [claim] = await tx
    .select()
    .from(claims)
    .where(and(eq(claims.communityId, communityId), isIt));
  if (!claim) throw new Refusal("donations.notFound");
  return claim;
}

async function record(
  tx: Tx,
  donation: Donation,
  event: DonationEvent,
  actorId: string | null,
  now: Date,
  reason?: string,
): Promise<void> {
  const { communityId, id: donationId, status } = donation;
  await tx.insert(donationEvents).values({ communityId, donationId, event, status, actorId, reason, at: now });
}

async function follow(
  tx: Tx,
  claim: Claim,
  event: DonationEvent,
  by: Actor,
  reason: string,
  now: Date,
): Promise<ClaimOutcome> {
  const ref = { communityId: claim.communityId, claimId: claim.id };
  if (event === "report") return reportClaim(tx, ref, by, now);
  if (event === "confirm") return confirmClaim(tx, ref, by, now);
  if (event === "undo") return undoClaim(tx, ref, by, reason, now);
  if (event === "reject") return rejectClaim(tx, ref, by, reason, now);
  return { claim, hasBook: keepsBook(claim.status) };
}

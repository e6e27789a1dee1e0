import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import {
  books,
  type ClaimStatus,
  claims,
  type DonationStatus,
  donationEvents,
  donations,
  type LedgerEntry,
  ledgerEntries,
  paymentAttempts,
  people,
  proofs,
  type Refund,
  type RefundStatus,
  refunds,
  transfers,
} from "@/db/schema";
import { isOverdue, keepsBook } from "@/lib/claims/rules";
import { isCredit, signedMinor } from "./ledger";
import { isWithoutBook } from "./rules";

export type ProofSeen = { id: string; kind: "image" | "pdf" | "receipt"; receipt: string | null; createdAt: Date };
/**
 * How money was confirmed: where it came to, by whom, when, and the bank's reference, or none for cash and cards. It stays shown
 * when it was refunded.
 */
export type Confirmation = {
  amountMinor: number;
  account: LedgerEntry["toAccount"];
  reference: string | null;
  byName: string | null;
  at: Date;
};
export type DeskDonation = Awaited<ReturnType<typeof deskRows>>[number];

/**
 * Claims with their money, and donations without a claim, in the order of the ids given, as the desk shows them. A claim without
 * any money yet is `pledged`.
 */
export async function deskRows(communityId: string, ids: readonly string[], now: Date) {
  if (ids.length === 0) return [];
  const [ofClaims, plain] = await Promise.all([claimRows(communityId, ids), plainRows(communityId, ids)]);
  const found = [...ofClaims, ...plain];
  const donationIds = found.flatMap(({ donation }) => donation?.id ?? []);
  const [sent, confirmed, back, standing, told, disputes] = await Promise.all([
    proofsOf(communityId, donationIds),
    confirmationsOf(communityId, donationIds),
    refundsOf(communityId, donationIds),
    standingOf(communityId, donationIds),
    lastReports(communityId, donationIds),
    disputesOf(
      communityId,
      found.flatMap(({ donation }) => (donation?.status === "disputed" ? donation.id : [])),
    ),
  ]);
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.flatMap((rowId) => {
    const row = byId.get(rowId);
    if (!row) return [];
    const { id: _, donation, claim, ...rest } = row;
    const status: DonationStatus = donation?.status ?? "pledged";
    const isOver = claim && isOverdue({ status: claim.status, expiresAt: claim.expiresAt }, now);
    const claimStatus: ClaimStatus | null = isOver ? "expired" : (claim?.status ?? null);
    const donationId = donation?.id ?? "";
    const refundsSeen = back.get(donationId) ?? [];
    const standingMinor = standing.get(donationId) ?? 0;
    return [
      {
        ...rest,
        claimId: claim?.id ?? null,
        expiresAt: claim?.expiresAt ?? null,
        code: donation?.code ?? claim?.code ?? "",
        status,
        claimStatus,
        method: donation?.method ?? claim?.method ?? "transfer",
        pledgedMinor: donation?.pledgedMinor ?? claim?.pledgeMinor ?? 0,
        decision: donation?.decision ?? null,
        hasBook: claimStatus !== null && keepsBook(claimStatus),
        /** The money arrived, its book had gone, and nobody has decided yet. */
        isWithoutBook: isWithoutBook(status, claimStatus ?? undefined) && !donation?.decision,
        /** Of the last proof or undo, while it waits; of the claim, while nothing has come. */
        since: told.get(donationId)?.at ?? rest.createdAt,
        /** What was written when it was rejected or taken back last. */
        reason: told.get(donationId)?.reason ?? null,
        proofs: sent.get(donationId) ?? [],
        confirmation: confirmed.get(donationId) ?? null,
        refunds: refundsSeen,
        /** What of it is with the fund or on its way there, straight from the ledger. */
        standingMinor,
        /** What of that is not on its way back already. */
        refundableMinor: standingMinor - onTheWayMinor(refundsSeen),
        /** While the donor's bank holds money back. */
        dispute: disputes.get(donationId) ?? null,
      },
    ];
  });
}

const money = {
  id: donations.id,
  code: donations.code,
  status: donations.status,
  method: donations.method,
  pledgedMinor: donations.pledgedMinor,
  decision: donations.decision,
};

function claimRows(communityId: string, ids: readonly string[]) {
  return db
    .select({
      id: claims.id,
      createdAt: claims.createdAt,
      campaignId: claims.campaignId,
      currency: claims.currency,
      claim: {
        id: claims.id,
        status: claims.status,
        code: claims.code,
        pledgeMinor: claims.pledgeMinor,
        method: claims.method,
        expiresAt: claims.expiresAt,
      },
      book: { id: books.id, code: books.code, title: books.title, authors: books.authors },
      donor: { id: people.id, name: people.name, email: people.email },
      donation: money,
    })
    .from(claims)
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .innerJoin(people, and(eq(people.communityId, claims.communityId), eq(people.id, claims.claimantId)))
    .leftJoin(donations, and(eq(donations.communityId, claims.communityId), eq(donations.claimId, claims.id)))
    .where(and(eq(claims.communityId, communityId), inArray(claims.id, [...ids])));
}

async function plainRows(communityId: string, ids: readonly string[]) {
  const rows = await db
    .select({
      id: donations.id,
      createdAt: donations.createdAt,
      campaignId: donations.campaignId,
      currency: donations.currency,
      donor: { id: people.id, name: people.name, email: people.email },
      donation: money,
    })
    .from(donations)
    .leftJoin(people, and(eq(people.communityId, donations.communityId), eq(people.id, donations.donorId)))
    .where(and(eq(donations.communityId, communityId), isNull(donations.claimId), inArray(donations.id, [...ids])));
  return rows.map((row) => ({ ...row, claim: null, book: null }));
}

export type RefundSeen = {
  amountMinor: number;
  status: RefundStatus;
  cause: Refund["cause"];
  reason: string | null;
  problem: string | null; // the provider's word for why it did not work
  at: Date;
};
/** What a donor's bank holds back, and until when the provider takes an answer. */
export type DisputeSeen = { amountMinor: number; openedAt: Date; answerBy: Date | null };

const onTheWayMinor = (back: readonly RefundSeen[]) =>
  back.reduce(
    (sum, { status, amountMinor }) => sum + (status === "requested" || status === "sent" ? amountMinor : 0),
    0,
  );

/** What of some donations went back or is on its way, oldest first. */
export async function refundsOf(communityId: string, donationIds: string[]): Promise<Map<string, RefundSeen[]>> {
  const byDonation = new Map<string, RefundSeen[]>();
  if (donationIds.length === 0) return byDonation;
  const rows = await db
    .select({
      donationId: refunds.donationId,
      amountMinor: refunds.amountMinor,
      status: refunds.status,
      cause: refunds.cause,
      reason: refunds.reason,
      problem: refunds.problem,
      at: refunds.createdAt,
    })
    .from(refunds)
    .where(and(eq(refunds.communityId, communityId), inArray(refunds.donationId, donationIds)))
    .orderBy(asc(refunds.id));
  for (const { donationId, ...refund } of rows)
    byDonation.set(donationId, [...(byDonation.get(donationId) ?? []), refund]);
  return byDonation;
}

/** The proofs of some donations, in the order they were sent. */
export async function proofsOf(communityId: string, donationIds: string[]): Promise<Map<string, ProofSeen[]>> {
  const byDonation = new Map<string, ProofSeen[]>();
  if (donationIds.length === 0) return byDonation;
  const rows = await db
    .select({
      donationId: proofs.donationId,
      id: proofs.id,
      kind: proofs.kind,
      receipt: proofs.receipt,
      createdAt: proofs.createdAt,
    })
    .from(proofs)
    .where(and(eq(proofs.communityId, communityId), inArray(proofs.donationId, donationIds), isNull(proofs.emptiedAt)))
    .orderBy(asc(proofs.id));
  for (const { donationId, ...proof } of rows)
    byDonation.set(donationId, [...(byDonation.get(donationId) ?? []), proof]);
  return byDonation;
}

/** How some donations were confirmed, unless that was taken back. */
export async function confirmationsOf(communityId: string, donationIds: string[]): Promise<Map<string, Confirmation>> {
  if (donationIds.length === 0) return new Map();
  const rows = await db
    .select({
      donationId: ledgerEntries.donationId,
      amountMinor: ledgerEntries.amountMinor,
      account: ledgerEntries.toAccount,
      reference: transfers.reference,
      byName: people.name,
      at: ledgerEntries.at,
    })
    .from(ledgerEntries)
    .leftJoin(
      transfers,
      and(eq(transfers.communityId, ledgerEntries.communityId), eq(transfers.id, ledgerEntries.transferId)),
    )
    .leftJoin(people, and(eq(people.communityId, ledgerEntries.communityId), eq(people.id, ledgerEntries.actorId)))
    .where(and(eq(ledgerEntries.communityId, communityId), inArray(ledgerEntries.donationId, donationIds), isCredit()));
  return new Map(rows.map(({ donationId, ...confirmation }) => [donationId, confirmation]));
}

async function disputesOf(communityId: string, donationIds: string[]): Promise<Map<string, DisputeSeen>> {
  if (donationIds.length === 0) return new Map();
  const rows = await db
    .select({
      donationId: ledgerEntries.donationId,
      amountMinor: ledgerEntries.amountMinor,
      openedAt: ledgerEntries.at,
      answerBy: paymentAttempts.answerBy,
    })
    .from(ledgerEntries)
    .leftJoin(
      paymentAttempts,
      and(
        eq(paymentAttempts.communityId, ledgerEntries.communityId),
        eq(paymentAttempts.donationId, ledgerEntries.donationId),
        eq(paymentAttempts.status, "paid"),
      ),
    )
    .where(
      and(
        eq(ledgerEntries.communityId, communityId),
        inArray(ledgerEntries.donationId, donationIds),
        eq(ledgerEntries.kind, "dispute"),
      ),
    )
    .orderBy(asc(ledgerEntries.id));
  return new Map(rows.map(({ donationId, ...dispute }) => [donationId, dispute]));
}

async function standingOf(communityId: string, donationIds: string[]): Promise<Map<string, number>> {
  if (donationIds.length === 0) return new Map();
  const rows = await db
    .select({ donationId: ledgerEntries.donationId, sum: sql`sum(${signedMinor()})`.mapWith(Number) })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.communityId, communityId), inArray(ledgerEntries.donationId, donationIds)))
    .groupBy(ledgerEntries.donationId);
  return new Map(rows.map(({ donationId, sum }) => [donationId, sum]));
}

/** When each donation last came to wait for a check, and the last reason written about it. */
async function lastReports(communityId: string, donationIds: string[]) {
  const byDonation = new Map<string, { at: Date | undefined; reason: string | null }>();
  if (donationIds.length === 0) return byDonation;
  const rows = await db
    .select({
      donationId: donationEvents.donationId,
      event: donationEvents.event,
      reason: donationEvents.reason,
      at: donationEvents.at,
    })
    .from(donationEvents)
    .where(and(eq(donationEvents.communityId, communityId), inArray(donationEvents.donationId, donationIds)))
    .orderBy(asc(donationEvents.id));
  for (const { donationId, event, reason, at } of rows) {
    const before = byDonation.get(donationId);
    const comesToWait = event === "report" || event === "undo";
    byDonation.set(donationId, {
      at: comesToWait ? at : before?.at,
      reason: reason ?? (event === "report" ? null : (before?.reason ?? null)),
    });
  }
  return byDonation;
}

import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db/client";
import {
  books,
  type ClaimStatus,
  claims,
  type DonationStatus,
  donationEvents,
  donations,
  ledgerEntries,
  people,
  proofs,
  transfers,
} from "@/db/schema";
import { isOverdue, keepsBook } from "@/lib/claims/rules";
import { isWithoutBook } from "./rules";

export type ProofSeen = { id: string; kind: "image" | "pdf" | "receipt"; receipt: string | null; createdAt: Date };
/** How money was confirmed: by whom, when, and the bank's reference, or none for cash. It stays shown when it was refunded. */
export type Confirmation = { amountMinor: number; reference: string | null; byName: string | null; at: Date };
export type DeskDonation = Awaited<ReturnType<typeof deskRows>>[number];

/** Claims with their money, in the order given, as the desk shows them. A claim without any money yet is `pledged`. */
export async function deskRows(communityId: string, claimIds: readonly string[], now: Date) {
  if (claimIds.length === 0) return [];
  const found = await db
    .select({
      claimId: claims.id,
      claimStatus: claims.status,
      claimCode: claims.code,
      claimPledgeMinor: claims.pledgeMinor,
      claimMethod: claims.method,
      expiresAt: claims.expiresAt,
      claimedAt: claims.createdAt,
      campaignId: claims.campaignId,
      currency: claims.currency,
      book: { id: books.id, code: books.code, title: books.title, authors: books.authors },
      donor: { id: people.id, name: people.name, email: people.email },
      donation: {
        id: donations.id,
        code: donations.code,
        status: donations.status,
        method: donations.method,
        pledgedMinor: donations.pledgedMinor,
        decision: donations.decision,
      },
    })
    .from(claims)
    .innerJoin(books, and(eq(books.communityId, claims.communityId), eq(books.id, claims.bookId)))
    .innerJoin(people, and(eq(people.communityId, claims.communityId), eq(people.id, claims.claimantId)))
    .leftJoin(donations, and(eq(donations.communityId, claims.communityId), eq(donations.claimId, claims.id)))
    .where(and(eq(claims.communityId, communityId), inArray(claims.id, [...claimIds])));

  const donationIds = found.flatMap(({ donation }) => donation?.id ?? []);
  const [sent, confirmed, told] = await Promise.all([
    proofsOf(communityId, donationIds),
    confirmationsOf(communityId, donationIds),
    lastReports(communityId, donationIds),
  ]);
  const byClaim = new Map(found.map((row) => [row.claimId, row]));
  return claimIds.flatMap((claimId) => {
    const row = byClaim.get(claimId);
    if (!row) return [];
    const { donation, claimStatus, claimCode, claimPledgeMinor, claimMethod, claimedAt, ...rest } = row;
    const status: DonationStatus = donation?.status ?? "pledged";
    const shown: ClaimStatus = isOverdue({ status: claimStatus, expiresAt: row.expiresAt }, now)
      ? "expired"
      : claimStatus;
    const id = donation?.id ?? "";
    return [
      {
        ...rest,
        code: donation?.code ?? claimCode,
        status,
        claimStatus: shown,
        method: donation?.method ?? claimMethod,
        pledgedMinor: donation?.pledgedMinor ?? claimPledgeMinor,
        decision: donation?.decision ?? null,
        hasBook: keepsBook(shown),
        /** The money arrived, its book had gone, and nobody has decided yet. */
        isWithoutBook: isWithoutBook(status, shown) && !donation?.decision,
        /** Of the last proof or undo, while it waits; of the claim, while nothing has come. */
        since: told.get(id)?.at ?? claimedAt,
        /** What was written when it was rejected or taken back last. */
        reason: told.get(id)?.reason ?? null,
        proofs: sent.get(id) ?? [],
        confirmation: confirmed.get(id) ?? null,
      },
    ];
  });
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
    .where(and(eq(proofs.communityId, communityId), inArray(proofs.donationId, donationIds)))
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
    .where(
      and(
        eq(ledgerEntries.communityId, communityId),
        inArray(ledgerEntries.donationId, donationIds),
        eq(ledgerEntries.kind, "donation"),
        sql`not exists (select 1 from ledger_entries back where back.community_id = ${ledgerEntries.communityId}
          and back.external_ref = 'undo:' || ${ledgerEntries.id})`,
      ),
    );
  return new Map(rows.map(({ donationId, ...confirmation }) => [donationId, confirmation]));
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

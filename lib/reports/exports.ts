import { and, asc, eq, gt } from "drizzle-orm";
import { db } from "@/db/client";
import { donations } from "@/db/schema";
import { type Cell, toCsv } from "@/lib/catalog/export";
import { plainAmount } from "@/lib/core/money";
import { type DeskDonation, deskRows } from "@/lib/donations/desk-rows";
import { type Actor, requirePermission } from "@/lib/identity/actor";

const HEADER = [
  "code",
  "state",
  "donor",
  "book_code",
  "book_title",
  "method",
  "pledged",
  "received",
  "currency",
  "reference",
  "confirmed_by",
  "confirmed_at",
  "has_book",
  "decision",
  "proofs",
] as const;

const PAGE = 500;

/**
 * A campaign's donations as CSV, in the order they were begun, piece by piece, so that a large campaign never lies in memory whole.
 * `received` is what stands in the ledger, so its sum is the campaign's `raisedMinor`. Nobody's address is in it.
 * Refuses `identity.notAllowed`, before the first piece.
 */
export function exportDonations(actor: Actor, campaignId: string, now = new Date()): AsyncGenerator<string> {
  requirePermission(actor, "money.see");
  return pieces(actor.communityId, campaignId, now);
}

async function* pieces(communityId: string, campaignId: string, now: Date): AsyncGenerator<string> {
  const head = toCsv(HEADER, []);
  yield head;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const page = await db
      .select({ id: donations.id, claimId: donations.claimId })
      .from(donations)
      .where(and(eq(donations.communityId, communityId), eq(donations.campaignId, campaignId), gt(donations.id, after)))
      .orderBy(asc(donations.id))
      .limit(PAGE);
    const last = page.at(-1);
    if (!last) return;
    const ids = page.map(({ id, claimId }) => claimId ?? id);
    const rows = await deskRows(communityId, ids, now);
    yield toCsv(HEADER, rows.map(cells)).slice(head.length);
    after = last.id;
  }
}

function cells(row: DeskDonation): Cell[] {
  const { confirmation } = row;
  return [
    row.code,
    row.status,
    row.donor?.name,
    row.book?.code,
    row.book?.title,
    row.method,
    plainAmount(row.pledgedMinor),
    plainAmount(row.standingMinor),
    row.currency,
    confirmation?.reference,
    confirmation?.byName,
    confirmation?.at.toISOString(),
    row.hasBook ? "yes" : "no",
    row.decision,
    row.proofs.length,
  ];
}

import { toCsv } from "@/lib/catalog/export";
import { plainAmount } from "@/lib/core/money";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { type Place, readCursor } from "./cursor";
import type { DeskDonation } from "./desk-rows";
import { deskDonations } from "./queries";

const HEADER = [
  "code",
  "state",
  "method",
  "pledged",
  "confirmed",
  "currency",
  "reference",
  "confirmed_at",
  "confirmed_by",
  "book_code",
  "book",
  "claim_state",
  "decision",
  "donor",
  "donor_email",
];
const PAGE = 100;

/**
 * A campaign's money as CSV: what waits first, then the rest, newest first; holds nobody has paid for yet are in it. The sum of
 * `confirmed` over the rows in state `confirmed` is what was raised. It names donors. Refuses `identity.notAllowed`.
 */
export async function exportDonations(actor: Actor, campaignId: string, now = new Date()): Promise<string> {
  requirePermission(actor, "money.see");
  const rows: DeskDonation[] = [];
  let after: Place | undefined;
  do {
    const page = await deskDonations(actor, campaignId, { state: undefined, q: undefined, limit: PAGE, after }, now);
    rows.push(...page.items);
    after = page.nextCursor ? readCursor(page.nextCursor) : undefined;
  } while (after);
  return toCsv(
    HEADER,
    rows.map((row) => [
      row.code,
      row.status,
      row.method,
      plainAmount(row.pledgedMinor),
      row.confirmation && plainAmount(row.confirmation.amountMinor),
      row.currency,
      row.confirmation?.reference,
      row.confirmation?.at.toISOString(),
      row.confirmation?.byName,
      row.book.code,
      row.book.title,
      row.claimStatus,
      row.decision,
      row.donor.name,
      row.donor.email,
    ]),
  );
}

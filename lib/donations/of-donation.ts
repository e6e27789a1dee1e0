import { and, asc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { ledgerEntries, paymentAttempts } from "@/db/schema";
import { linkToken } from "@/lib/identity/links";
import { lastPayment } from "./card/attempts";
import { refundsOf } from "./desk-rows";
import { isCredit } from "./ledger";
import type { DonationRef } from "./pledge";

/**
 * How the money of one donation stands, as its private page shows it: what arrived and when (minor units, null while nothing has),
 * what went back or is on its way, the latest try to pay by card, and what was paid by card a second time. For whoever may see the
 * donation: the caller decides that.
 */
export async function moneyOfDonation({ communityId, donationId }: DonationRef) {
  const [[entry], back, payment, paidTwice] = await Promise.all([
    db
      .select({ amountMinor: ledgerEntries.amountMinor, at: ledgerEntries.at })
      .from(ledgerEntries)
      .where(and(eq(ledgerEntries.communityId, communityId), eq(ledgerEntries.donationId, donationId), isCredit())),
    refundsOf(communityId, [donationId]),
    lastPayment(communityId, donationId),
    paidTwiceOf(communityId, donationId),
  ]);
  return {
    receivedMinor: entry?.amountMinor ?? null,
    receivedAt: entry?.at ?? null,
    refunds: back.get(donationId) ?? [],
    payment,
    paidTwice,
  };
}

export type MoneyOfDonation = Awaited<ReturnType<typeof moneyOfDonation>>;
export type PaidTwice = MoneyOfDonation["paidTwice"][number];

/** Card payments that were begun for this donation, came when it had its money already, and so became donations of their own. */
async function paidTwiceOf(communityId: string, donationId: string) {
  const rows = await db
    .select({
      id: paymentAttempts.donationId,
      amountMinor: paymentAttempts.amountMinor,
      lateChoice: paymentAttempts.lateChoice,
    })
    .from(paymentAttempts)
    .where(and(eq(paymentAttempts.communityId, communityId), eq(paymentAttempts.movedFrom, donationId)))
    .orderBy(asc(paymentAttempts.id));
  const back = await refundsOf(
    communityId,
    rows.map(({ id }) => id),
  );
  return rows.map(({ id, ...row }) => ({
    ...row,
    token: linkToken("donation", communityId, id),
    refunds: back.get(id) ?? [],
  }));
}

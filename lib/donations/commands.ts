import { and, desc, eq } from "drizzle-orm";
import { db, one, type Tx } from "@/db/client";
import { campaigns, type Donation, donationEvents } from "@/db/schema";
import { readPaymentCode } from "@/lib/core/codes";
import { Refusal } from "@/lib/core/refusal";
import { type Actor, requirePermission } from "@/lib/identity/actor";
import { requirePerson } from "./actors";
import { credit, creditOf, post, standingMinor } from "./ledger";
import { asItStands, type DonationOutcome, type Found, lockMoney, move } from "./moves";
import { refuseAmount } from "./rules";
import { voidIfUndone } from "./transfers";

/**
 * The proof was not good: the donation fails with a reason the donor reads, and the book is free again. A better proof, or the
 * bank's word, still counts later. Rejecting twice changes nothing. Refuses: no permission, `reasonNeeded`, `notFound`, `notAllowedNow`.
 */
export async function rejectProof(
  actor: Actor,
  { code, reason }: { code: string; reason: string },
  now = new Date(),
): Promise<DonationOutcome> {
  const treasurer = requirePerson(actor, "money.confirm");
  refuseNoReason(reason);
  return withMoney(treasurer.communityId, code, now, async (tx, found) =>
    found.donation.status === "failed"
      ? asItStands(found)
      : move(tx, found, "reject", treasurer, now, { reason: reason.trim() }),
  );
}

/**
 * Takes a confirmation back: the ledger gets a new row, fund → donors, the donation and its claim wait for a check again. A bank
 * transfer of which nothing is left may be entered anew. The treasurer undoes anything, whoever takes cash undoes cash.
 * Undoing twice changes nothing. Refuses: no permission, `reasonNeeded`, `notFound`, `notAllowedNow`.
 */
export async function undoConfirmation(
  actor: Actor,
  { code, reason }: { code: string; reason: string },
  now = new Date(),
): Promise<DonationOutcome> {
  const by = requirePerson(actor, "money.confirm", "money.cash");
  refuseNoReason(reason);
  return withMoney(by.communityId, code, now, async (tx, found) => {
    const { donation } = found;
    if (donation.status === "reported" && (await lastEvent(tx, donation)) === "undo") return asItStands(found);
    if (donation.status !== "confirmed") throw new Refusal("donations.notAllowedNow");

    const entry = await creditOf(tx, donation);
    const { amountMinor, transferId, toAccount: account } = entry;
    if (transferId) requirePermission(by, "money.confirm");
    // What was paid by card did come, and what was refunded did go: neither was entered by mistake.
    if (account !== "fund" || (await standingMinor(tx, donation)) !== amountMinor)
      throw new Refusal("donations.refundInstead");
    const externalRef = `undo:${entry.id}`;
    await post(
      tx,
      donation,
      { kind: "undo", account, amountMinor, externalRef, transferId, reason: reason.trim() },
      by,
      now,
    );
    const outcome = await move(tx, found, "undo", by, now, { reason: reason.trim(), decision: null });
    if (transferId) await voidIfUndone(tx, donation.communityId, transferId, now);
    return outcome;
  });
}

/**
 * An organizer took cash and passed it on to the fund, where the campaign allows that. Entering the same again changes nothing.
 * Refuses: no permission, `cashNotAllowed`, `amountNeeded`, `amountTooLarge`, `notFound`, `alreadyConfirmed`, `notAllowedNow`.
 */
export async function recordCash(
  actor: Actor,
  { code, amountMinor, note }: { code: string; amountMinor: number; note?: string | undefined },
  now = new Date(),
): Promise<DonationOutcome> {
  const organizer = requirePerson(actor, "money.cash");
  refuseAmount(amountMinor);
  return withMoney(organizer.communityId, code, now, async (tx, found) => {
    const { donation } = found;
    if (donation.status === "confirmed") {
      const entry = await creditOf(tx, donation);
      if (donation.method === "cash" && entry.amountMinor === amountMinor) return asItStands(found);
      throw new Refusal("donations.alreadyConfirmed", { code: donation.code });
    }
    await refuseNoCash(tx, donation);
    const reason = note?.trim() || undefined;
    await credit(tx, donation, { amountMinor, transferId: null, reason }, organizer, now);
    return move(tx, found, "confirm", organizer, now, { method: "cash", reason });
  });
}

/** A transaction over the money of one code, as people type it, with its claim's book locked. */
export async function withMoney<Result>(
  communityId: string,
  typed: string,
  now: Date,
  work: (tx: Tx, found: Found) => Promise<Result>,
  bookIds: readonly string[] = [],
): Promise<Result> {
  const code = readPaymentCode(typed);
  if (!code) throw new Refusal("donations.notFound");
  return db.transaction(async (tx) => work(tx, one(await lockMoney(tx, communityId, [code], now, bookIds))));
}

function refuseNoReason(reason: string): void {
  if (reason.trim() === "") throw new Refusal("donations.reasonNeeded");
}

async function refuseNoCash(tx: Tx, { communityId, campaignId }: Donation): Promise<void> {
  const [campaign] = await tx
    .select({ allowsCash: campaigns.allowsCash })
    .from(campaigns)
    .where(and(eq(campaigns.communityId, communityId), eq(campaigns.id, campaignId)));
  if (!campaign?.allowsCash) throw new Refusal("donations.cashNotAllowed");
}

async function lastEvent(tx: Tx, { communityId, id }: Donation) {
  const [last] = await tx
    .select({ event: donationEvents.event })
    .from(donationEvents)
    .where(and(eq(donationEvents.communityId, communityId), eq(donationEvents.donationId, id)))
    .orderBy(desc(donationEvents.id))
    .limit(1);
  return last?.event;
}

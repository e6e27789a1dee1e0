import { and, eq, inArray, sql } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { type Refund, refunds } from "@/db/schema";
import { Refusal } from "@/lib/core/refusal";
import type { Actor } from "@/lib/identity/actor";
import { creditOf, post, standingMinor } from "./ledger";
import { asItStands, type DonationOutcome, type Found, move } from "./moves";

export type OpenRefund = {
  amountMinor?: number | undefined; // everything that is left, when not given
  cause: Refund["cause"];
  reason?: string | undefined;
  attemptId: string | null; // of the card payment it goes back by
};

/** A step: what of a locked donation can still be given back, in minor units: what stands, less what is on its way back. */
export async function refundableMinor(tx: Tx, { donation }: Found): Promise<number> {
  const { communityId, id } = donation;
  const { sum } = one(
    await tx
      .select({ sum: sql`coalesce(sum(${refunds.amountMinor}), 0)`.mapWith(Number) })
      .from(refunds)
      .where(
        and(
          eq(refunds.communityId, communityId),
          eq(refunds.donationId, id),
          inArray(refunds.status, ["requested", "sent"]),
        ),
      ),
  );
  return (await standingMinor(tx, donation)) - sum;
}

/**
 * A step: a refund of a locked donation. A card's is asked of its provider after the transaction; one of a transfer or of cash was
 * sent outside by a person, so it is done with this. Refuses `refundTooLarge`.
 */
export async function openRefund(
  tx: Tx,
  found: Found,
  { amountMinor, cause, reason, attemptId }: OpenRefund,
  by: Actor,
  now: Date,
): Promise<DonationOutcome & { refund: Refund }> {
  const { communityId, id: donationId, currency } = found.donation;
  const left = await refundableMinor(tx, found);
  const amount = amountMinor ?? left;
  if (amount <= 0 || amount > left) throw new Refusal("donations.refundTooLarge");
  const refund = one(
    await tx
      .insert(refunds)
      .values({
        communityId,
        donationId,
        attemptId,
        status: "requested",
        cause,
        amountMinor: amount,
        currency,
        reason,
        actorId: by.personId,
        askAt: attemptId ? now : null,
        createdAt: now,
      })
      .returning(),
  );
  if (attemptId) return { ...asItStands(found), refund };
  return settleRefund(tx, found, refund, by, now);
}

/** A step: the money has gone back. The ledger gets its row, and a donation of which nothing is left is refunded, its book free. */
export async function settleRefund(
  tx: Tx,
  found: Found,
  refund: Refund,
  by: Actor,
  now: Date,
  providerRef?: string,
): Promise<DonationOutcome & { refund: Refund }> {
  const { donation } = found;
  const { toAccount: account, transferId } = await creditOf(tx, donation);
  const { amountMinor } = refund;
  const reason = refund.reason ?? undefined;
  await post(
    tx,
    donation,
    { kind: "refund", account, amountMinor, transferId, reason, externalRef: `refund:${refund.id}` },
    by,
    now,
  );
  const done = await setRefund(tx, refund, {
    status: "done",
    settledAt: now,
    askAt: null,
    problem: null,
    ...(providerRef && { providerRef }),
  });
  // what a dispute holds back may still come back: then it is decided by how that ends
  const isAll = donation.status !== "disputed" && (await standingMinor(tx, donation)) === 0;
  return { ...(await move(tx, found, isAll ? "refund" : "refund_part", by, now, { reason })), refund: done };
}

/** A step: the provider did not send it back. Money that had been booked as gone is here again; people decide anew. */
export async function failRefund(
  tx: Tx,
  found: Found,
  refund: Refund,
  problem: string,
  by: Actor,
  now: Date,
): Promise<DonationOutcome> {
  const { donation } = found;
  if (refund.status === "done") {
    const { toAccount: account } = await creditOf(tx, donation);
    const { amountMinor, id } = refund;
    await post(
      tx,
      donation,
      { kind: "refund_failed", account, amountMinor, externalRef: `refund_failed:${id}` },
      by,
      now,
    );
  }
  await setRefund(tx, refund, { status: "failed", settledAt: now, askAt: null, problem });
  // the whole donation went back in another way meanwhile: nothing is here to decide about
  if (donation.status === "refunded" && (await standingMinor(tx, donation)) === 0) return asItStands(found);
  const decision = donation.decision === "refund" ? null : donation.decision;
  return move(tx, found, "refund_failed", by, now, { decision });
}

/** A step: a refund's row under its donation's lock. */
export async function setRefund(tx: Tx, refund: Refund, change: Partial<Refund>): Promise<Refund> {
  return one(
    await tx
      .update(refunds)
      .set(change)
      .where(and(eq(refunds.communityId, refund.communityId), eq(refunds.id, refund.id)))
      .returning(),
  );
}

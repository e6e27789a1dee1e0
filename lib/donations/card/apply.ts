import { and, eq } from "drizzle-orm";
import { one, type Tx } from "@/db/client";
import { ledgerEntries, type PaymentAttempt, paymentAttempts, type Refund, refunds } from "@/db/schema";
import { holdForPayment } from "@/lib/claims/steps";
import { log } from "@/lib/core/log";
import { type System, systemOf } from "@/lib/identity/actor";
import { openLink } from "@/lib/identity/links";
import { post } from "../ledger";
import { asItStands, type DonationOutcome, type Found, insertPlainDonation, lockMoneyOf, move } from "../moves";
import { failRefund, openRefund, setRefund, settleRefund } from "../refund-steps";
import { type AttemptRef, lockAttempt, setAttempt } from "./attempts";
import type { DisputeNow, FeeNow, PaymentNow, PaymentState, RefundNow } from "./provider";
import { askAgain, HOLD_GRACE_MS, nextAsk } from "./rules";

export type Applied = { attempt: PaymentAttempt; outcome: DonationOutcome; refund: Refund | null };

/**
 * A step: makes our record of a payment equal to what its provider says, once, however often and in whatever order it is said.
 * Money first: what came is in the ledger whatever became of the claim.
 */
export async function applyPayment(tx: Tx, ref: AttemptRef, seen: PaymentNow, now: Date): Promise<Applied> {
  const { found, attempt: locked } = await lockPayment(tx, ref, now);
  const isOlder = seen.changedAt !== null && locked.changedAt !== null && seen.changedAt < locked.changedAt;
  if (isOlder) return { attempt: locked, outcome: asItStands(found), refund: null };

  const by = systemOf(ref.communityId);
  let attempt = await setAttempt(tx, locked, {
    changedAt: seen.changedAt ?? locked.changedAt,
    providerRef: seen.state.providerRef,
  });
  let at = asItStands(found);
  let refund: Refund | null = null;
  const { state } = seen;
  if (state.kind !== "paid") {
    if (attempt.status !== "paid") attempt = await setState(tx, found, attempt, state, now);
  } else if (attempt.status !== "paid" && attempt.status !== "odd") {
    ({ attempt, outcome: at, refund } = await creditPayment(tx, found, attempt, state, by, now));
  } else if (attempt.askAt) {
    if (state.fee) await postFee(tx, found, attempt, state.fee, by, now);
    attempt = await setAttempt(tx, attempt, { askAt: null }); // a fee not known by now is found every night
  }

  if (attempt.status === "paid") {
    const disputes = seen.disputes ?? [];
    // what a won dispute gave back may have been refunded since; while one is open or lost, nothing can be
    for (const one of disputes.filter(isWon)) at = await applyDispute(tx, at, attempt, one, by, now);
    for (const back of inOrder(seen.refunds ?? [])) at = await applyRefund(tx, at, attempt, back, by, now);
    for (const one of disputes.filter((other) => !isWon(other))) at = await applyDispute(tx, at, attempt, one, by, now);
  }
  return { attempt, outcome: at, refund };
}

/**
 * The donation first, then its attempt, as everywhere. Which donation it is may have changed while its lock was waited for, to one of
 * its own, for money that came twice; holding the attempt's lock while waiting for that one's would form a ring.
 */
async function lockPayment(tx: Tx, ref: AttemptRef, now: Date): Promise<{ found: Found; attempt: PaymentAttempt }> {
  const { communityId } = ref;
  const donationId = await donationOf(tx, ref);
  const found = await lockMoneyOf(tx, { communityId, donationId }, now);
  const movedTo = await donationOf(tx, ref);
  const isMoved = movedTo !== donationId;
  return {
    found: isMoved ? await lockMoneyOf(tx, { communityId, donationId: movedTo }, now) : found,
    attempt: await lockAttempt(tx, ref),
  };
}

async function donationOf(tx: Tx, { communityId, attemptId }: AttemptRef): Promise<string> {
  const ofAttempt = and(eq(paymentAttempts.communityId, communityId), eq(paymentAttempts.id, attemptId));
  const rows = await tx.select({ donationId: paymentAttempts.donationId }).from(paymentAttempts).where(ofAttempt);
  return one(rows).donationId;
}

async function setState(
  tx: Tx,
  { claim }: Found,
  attempt: PaymentAttempt,
  state: Exclude<PaymentState, { kind: "paid" }>,
  now: Date,
): Promise<PaymentAttempt> {
  if (state.kind === "over") {
    if (attempt.status === "expired" || attempt.status === "failed")
      return attempt.askAt ? setAttempt(tx, attempt, { askAt: null }) : attempt; // its keys had been gone
    return setAttempt(tx, attempt, { status: "expired", url: null, askAt: null, problem: state.problem ?? null });
  }
  if (attempt.status === "expired" || attempt.status === "failed" || attempt.status === "odd") return attempt;
  const url = state.kind === "open" ? (state.url ?? attempt.url) : null;
  const status = state.kind === "open" ? "open" : "processing";
  // whoever is at the bank, or past the end without our knowing how it ended, keeps the book meanwhile
  if (claim && (status === "processing" || attempt.expiresAt <= now))
    await holdForPayment(
      tx,
      { communityId: claim.communityId, claimId: claim.id },
      new Date(now.getTime() + HOLD_GRACE_MS),
    );
  return setAttempt(tx, attempt, { status, url, askAt: nextAsk(attempt.expiresAt, now) });
}

async function creditPayment(
  tx: Tx,
  found: Found,
  attempt: PaymentAttempt,
  paid: Extract<PaymentState, { kind: "paid" }>,
  by: System,
  now: Date,
): Promise<Applied> {
  const { paymentRef, amountMinor, currency } = paid;
  if (amountMinor !== attempt.amountMinor || currency !== attempt.currency) {
    log.error(
      { attempt: attempt.id, asked: attempt.amountMinor, paid: amountMinor, currency },
      "a payment is not what was asked",
    );
    const odd = await setAttempt(tx, attempt, {
      status: "odd",
      paymentRef,
      url: null,
      askAt: null,
      problem: `${amountMinor} ${currency}`,
    });
    return { attempt: odd, outcome: asItStands(found), refund: null };
  }

  const target = await whereItBelongs(tx, found, attempt, by, now);
  const { donation } = target;
  const { provider: account } = attempt;
  const updated = await setAttempt(tx, attempt, {
    status: "paid",
    donationId: donation.id,
    movedFrom: donation.id === found.donation.id ? null : found.donation.id,
    paymentRef,
    url: null,
    paidAt: paid.at,
    askAt: paid.fee ? null : nextAsk(attempt.expiresAt, now),
    problem: null,
  });
  const externalRef = `card:${attempt.id}`;
  await post(tx, donation, { kind: "donation", account, amountMinor, externalRef }, by, now);
  if (paid.fee) await postFee(tx, target, updated, paid.fee, by, now);
  const outcome = await move(tx, target, "confirm", by, now, { method: "card" });

  const isLate = !outcome.hasBook && (found.claim !== null || target.donation.id !== found.donation.id);
  if (!isLate) return { attempt: updated, outcome, refund: null };
  if (attempt.lateChoice === "keep")
    return {
      attempt: updated,
      outcome: await move(tx, outcome, "decide", by, now, { decision: "keep" }),
      refund: null,
    };
  const decided = await move(tx, outcome, "decide", by, now, { decision: "refund" });
  const refund = await openRefund(tx, decided, { cause: "late_payment", attemptId: attempt.id }, by, now);
  return { attempt: updated, outcome: refund, refund: refund.refund };
}

/** Money of a donation that has its money already came twice: it becomes a donation of its own, and the donor's choice says what then. */
async function whereItBelongs(tx: Tx, found: Found, attempt: PaymentAttempt, by: System, now: Date): Promise<Found> {
  const { donation } = found;
  if (donation.status !== "confirmed" && donation.status !== "refunded" && donation.status !== "disputed") return found;
  const { communityId, campaignId, donorId, currency, firstLinkId, lastLinkId } = donation;
  const values = {
    communityId,
    campaignId,
    donorId,
    currency,
    method: "card" as const,
    pledgedMinor: attempt.amountMinor,
    firstLinkId,
    lastLinkId,
  };
  const own = await insertPlainDonation(tx, values, by, now);
  await openLink(tx, "donation", communityId, own.id);
  return { donation: own, claim: null };
}

async function postFee(tx: Tx, { donation }: Found, { provider }: PaymentAttempt, fee: FeeNow, by: System, now: Date) {
  const externalRef = `fee:${provider}:${fee.ref}`;
  if (fee.amountMinor <= 0 || (await isPosted(tx, donation.communityId, externalRef))) return;
  await post(tx, donation, { kind: "fee", account: provider, amountMinor: fee.amountMinor, externalRef }, by, now);
}

/** Whether the ledger has the row of this reference. */
export async function isPosted(tx: Tx, communityId: string, externalRef: string): Promise<boolean> {
  const row = and(eq(ledgerEntries.communityId, communityId), eq(ledgerEntries.externalRef, externalRef));
  return (await tx.$count(ledgerEntries, row)) > 0;
}

/** What failed is money again before its replacement takes it back: providers list the latest first. */
function inOrder(refunds: readonly RefundNow[]): RefundNow[] {
  const rank = ({ status }: RefundNow) => (status === "failed" ? 0 : 1);
  return refunds.toSorted((one, other) => rank(one) - rank(other) || one.at.getTime() - other.at.getTime());
}

async function applyRefund(
  tx: Tx,
  at: DonationOutcome,
  attempt: PaymentAttempt,
  seen: RefundNow,
  by: System,
  now: Date,
): Promise<DonationOutcome> {
  const refund = await refundOf(tx, at, attempt, seen, now);
  if (seen.status === "done" && refund.status !== "done" && refund.status !== "failed")
    return settleRefund(tx, at, refund, by, now, seen.ref);
  if (seen.status === "failed" && refund.status !== "failed")
    return failRefund(tx, at, refund, seen.problem ?? "failed", by, now);
  if (seen.status === "sent" && (refund.status === "requested" || refund.status === "sent"))
    await setRefund(tx, refund, { status: "sent", providerRef: seen.ref, askAt: askAgain(now) });
  return at;
}

/** Ours, or one that somebody made in the provider's dashboard. */
async function refundOf(
  tx: Tx,
  { donation }: DonationOutcome,
  attempt: PaymentAttempt,
  seen: RefundNow,
  now: Date,
): Promise<Refund> {
  const { communityId, id: attemptId, currency } = attempt;
  const rows = await tx
    .select()
    .from(refunds)
    .where(and(eq(refunds.communityId, communityId), eq(refunds.attemptId, attemptId)));
  const known = rows.find(({ id, providerRef }) => id === seen.refundId || providerRef === seen.ref);
  if (known) return known;
  return one(
    await tx
      .insert(refunds)
      .values({
        communityId,
        donationId: donation.id,
        attemptId,
        status: "sent",
        cause: "provider",
        amountMinor: seen.amountMinor,
        currency,
        providerRef: seen.ref,
        createdAt: now,
      })
      .returning(),
  );
}

const isWon = ({ status }: DisputeNow) => status === "won";

async function applyDispute(
  tx: Tx,
  at: DonationOutcome,
  attempt: PaymentAttempt,
  seen: DisputeNow,
  by: System,
  now: Date,
): Promise<DonationOutcome> {
  const { donation } = at;
  const { communityId } = donation;
  const { provider: account } = attempt;
  const { amountMinor } = seen;
  for (const fee of seen.fees) await postFee(tx, at, attempt, fee, by, now);
  if (seen.status === "open") await setAttempt(tx, attempt, { answerBy: seen.answerBy });

  let outcome = at;
  const opened = `dispute:${seen.ref}`;
  if (!(await isPosted(tx, communityId, opened))) {
    await post(tx, donation, { kind: "dispute", account, amountMinor, externalRef: opened }, by, now);
    outcome = await move(tx, outcome, "dispute", by, now);
  }
  const won = `dispute_won:${seen.ref}`;
  if (isWon(seen) && !(await isPosted(tx, communityId, won))) {
    await post(tx, donation, { kind: "dispute_won", account, amountMinor, externalRef: won }, by, now);
    return outcome.donation.status === "disputed" ? move(tx, outcome, "win_dispute", by, now) : outcome;
  }
  if (seen.status === "lost" && outcome.donation.status === "disputed")
    return move(tx, outcome, "lose_dispute", by, now);
  return outcome;
}

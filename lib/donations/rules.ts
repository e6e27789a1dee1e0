import type { ClaimStatus, DonationEvent, DonationStatus } from "@/db/schema";
import { keepsBook } from "@/lib/claims/rules";
import { MAX_AMOUNT_MINOR } from "@/lib/core/money";
import { Refusal } from "@/lib/core/refusal";

const NEXT: Record<DonationStatus, Partial<Record<DonationEvent, DonationStatus>>> = {
  pledged: { report: "reported", confirm: "confirmed" }, // money can come without a proof
  reported: { confirm: "confirmed", reject: "failed" },
  confirmed: {
    undo: "reported",
    refund: "refunded",
    refund_part: "confirmed",
    refund_failed: "confirmed",
    decide: "confirmed",
    dispute: "disputed",
  },
  failed: { report: "reported", confirm: "confirmed" }, // a better proof, or the bank's word
  refunded: { refund_failed: "confirmed", dispute: "disputed" },
  disputed: {
    win_dispute: "confirmed",
    lose_dispute: "refunded",
    refund: "refunded",
    refund_part: "disputed",
    refund_failed: "disputed",
    dispute: "disputed",
  },
};

/**
 * Where an event takes a donation, or nothing when the event has no meaning there. A dispute lost over a part of the money leaves
 * the rest standing.
 */
export function next(status: DonationStatus, event: DonationEvent, isPartLeft = false): DonationStatus | undefined {
  const after = NEXT[status][event];
  return after && event === "lose_dispute" && isPartLeft ? "confirmed" : after;
}

/** Whether the money is with the fund and its book with somebody else, or nobody: then a person decides what becomes of it. */
export function isWithoutBook(status: DonationStatus, claim: ClaimStatus | undefined): boolean {
  return status === "confirmed" && !(claim && keepsBook(claim));
}

/** Any proof is as good as five. */
export const PROOFS_MAX = 5;

/** How many more proofs a donation takes; none once it is settled. */
export function proofsLeft(status: DonationStatus, sent: number): number {
  const isOpen = status === "reported" || next(status, "report") !== undefined;
  return isOpen ? Math.max(0, PROOFS_MAX - sent) : 0;
}

export const REFERENCE_MAX = 100;
export const RECEIPT_MAX = 200;
/** One transfer settles at most so many claims. */
export const PARTS_MAX = 50;

/** A bank's reference as it is compared: no spaces, one kind of dash, upper case. Empty when there is nothing in it. */
export function normaliseReference(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\p{Pd}−]/gu, "-")
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}]/gu, "")
    .toUpperCase();
}

/** Refuses amounts that are not whole minor units above zero, and those that are a slip of the finger. */
export function refuseAmount(amountMinor: number): void {
  if (!Number.isInteger(amountMinor) || amountMinor <= 0) throw new Refusal("donations.amountNeeded");
  if (amountMinor > MAX_AMOUNT_MINOR) throw new Refusal("donations.amountTooLarge");
}

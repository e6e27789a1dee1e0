import { type Campaign, type Claim, type ClaimEvent, type ClaimStatus, openStatuses } from "@/db/schema";
import { type Actor, isMember } from "@/lib/identity/actor";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A reminder goes out this long before a full hold ends. */
export const REMIND_BEFORE_MS = 3 * HOUR_MS;

const NEXT: Record<ClaimStatus, Partial<Record<ClaimEvent, ClaimStatus>>> = {
  held: {
    verify: "held",
    extend: "held",
    report: "reported",
    confirm: "confirmed",
    expire: "expired",
    cancel: "cancelled",
  },
  reported: { confirm: "confirmed", reject: "rejected", cancel: "cancelled" },
  confirmed: { receive: "fulfilled", undo: "reported", refund: "refunded" },
  fulfilled: {}, // the reader has the book: whatever happens to the money, that stays true
  expired: { report: "reported", confirm: "confirmed" }, // late money still counts while the book is free
  rejected: { report: "reported", confirm: "confirmed" }, // a better proof, or the bank's word
  cancelled: {},
  refunded: {},
};

/** Where an event takes a claim, or nothing when the event has no meaning there. */
export function next(status: ClaimStatus, event: ClaimEvent): ClaimStatus | undefined {
  return NEXT[status][event];
}

/** A claim that gave its book up and would take it again. */
export function isReopening(status: ClaimStatus, event: ClaimEvent): boolean {
  const to = next(status, event);
  return to !== undefined && !keepsBook(status) && keepsBook(to);
}

/** Whether a claim in this state keeps its book from everyone else. */
export function keepsBook(status: ClaimStatus): boolean {
  return (openStatuses as readonly ClaimStatus[]).includes(status);
}

type HoldLengths = Pick<Campaign, "unverifiedHoldMinutes" | "guestHoldHours" | "memberHoldHours">;

/** Until when a claim keeps its book: minutes until the address is proved, then hours by who claims. */
export function holdUntil(lengths: HoldLengths, actor: Actor, isVerified: boolean, now: Date): Date {
  if (!isVerified) return new Date(now.getTime() + lengths.unverifiedHoldMinutes * MINUTE_MS);
  const hours = isMember(actor) ? lengths.memberHoldHours : lengths.guestHoldHours;
  return new Date(now.getTime() + hours * HOUR_MS);
}

/** A hold whose time is up. It gives way at once, whether or not the sweep has been by. */
export function isOverdue(claim: Pick<Claim, "status" | "expiresAt">, now: Date): boolean {
  return claim.status === "held" && claim.expiresAt !== null && claim.expiresAt <= now;
}

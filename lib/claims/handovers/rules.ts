import type { Book, Claim, ClaimEvent, Handover, HandoverEvent, HandoverStatus } from "@/db/schema";
import { type Actor, requirePermission } from "@/lib/identity/actor";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Who acts on a hand-over: one of its two sides, an organizer for either, or the clock and the carrier. */
export type Side = "taker" | "giver" | "organizer" | "system";

const ARRANGING = { choose: "arranged", propose: "to_arrange", ship: "shipped", receive: "received" } as const;

const NEXT: Record<HandoverStatus, Partial<Record<HandoverEvent, HandoverStatus>>> = {
  to_arrange: { ...ARRANGING, agree: "arranged", decline: "to_arrange", wait: "to_arrange", close: "closed" },
  arranged: { ...ARRANGING, decline: "to_arrange", miss: "no_show", wait: "arranged", close: "closed" },
  shipped: { ship: "shipped", receive: "received", return: "returned", wait: "shipped", close: "closed" }, // shipped anew: another waybill
  no_show: { ...ARRANGING, wait: "no_show", close: "closed" },
  returned: { ...ARRANGING, wait: "returned", close: "closed" },
  received: {}, // the reader has the book: whatever happens to the money, that stays true
  closed: { open: "to_arrange" },
};

/** Where an event takes a hand-over, or nothing when the event has no meaning there. */
export function next(status: HandoverStatus, event: HandoverEvent): HandoverStatus | undefined {
  return NEXT[status][event];
}

/** Which side of a claim somebody is on; whoever is on none needs the right to act for others. */
export function sideOf(
  actor: Actor,
  { claim, book }: { claim: Pick<Claim, "claimantId">; book: Pick<Book, "giverId"> },
): Side {
  if (actor.personId !== null && actor.personId === claim.claimantId) return "taker";
  if (actor.personId !== null && actor.personId === book.giverId) return "giver";
  requirePermission(actor, "claims.manage");
  return actor.kind === "system" ? "system" : "organizer";
}

const MAY: Record<HandoverEvent, readonly Side[]> = {
  open: [],
  close: [], // both follow the claim
  choose: ["taker", "giver", "organizer"],
  propose: ["taker", "giver", "organizer"],
  agree: ["taker", "giver", "organizer"], // never to one's own proposal
  decline: ["taker", "giver", "organizer"],
  ship: ["giver", "organizer"],
  receive: ["taker", "giver", "organizer", "system"],
  miss: ["taker", "giver", "organizer"],
  return: ["giver", "organizer", "system"],
  wait: ["taker"],
};

/** Whether a side may do that at all. What fits at the moment, `next` says. */
export function may(side: Side, event: HandoverEvent): boolean {
  return MAY[event].includes(side);
}

/** What happens to the hand-over when its claim moves. */
export const FOLLOWS: Partial<Record<ClaimEvent, HandoverEvent>> = {
  confirm: "open",
  undo: "close",
  refund: "close",
  receive: "receive",
};

/** Wrong codes before only the other ways are left. */
export const CODE_TRIES_MAX = 5;
/** How long before a meeting it can be reminded of, and how late. */
export const REMIND_MS = { from: 4 * HOUR_MS, until: 30 * MINUTE_MS };
/** Somebody who agreed just now needs no reminder yet, unless the meeting is this near. */
export const REMIND_REST_MS = HOUR_MS;
/** A meeting can be proposed this far ahead. */
export const MEETING_MAX_MS = 90 * DAY_MS;
/** When nothing has been arranged for so long, the taker is told how to get the book. */
export const NUDGE_AFTER_MS = 2 * DAY_MS;
/** And asked whether it has come, so long after the donation was confirmed or the last "not yet". */
export const CHASE_AFTER_MS = 7 * DAY_MS;

export type Lateness = "unarranged" | "unanswered" | "passed" | "unsent" | "undelivered";
type Timed = Pick<Handover, "status" | "way" | "meetsAt" | "proposedBy">;

/**
 * Why a hand-over is overdue, if it is: a week without anything arranged, two days without an answer to a proposal, a meeting
 * that was to have been a day ago, a parcel or a book for a pick-up point that waits for a week, one on its way for two.
 */
export function lateness(handover: Timed, openedAt: Date, changedAt: Date, now: Date): Lateness | undefined {
  const { status, way, meetsAt, proposedBy } = handover;
  const quiet = now.getTime() - changedAt.getTime();
  if (status === "shipped") return quiet > 14 * DAY_MS ? "undelivered" : undefined;
  if (status === "arranged" && way === "meeting")
    return meetsAt && now.getTime() - meetsAt.getTime() > DAY_MS ? "passed" : undefined;
  if (status === "arranged") return quiet > 7 * DAY_MS ? "unsent" : undefined;
  if (status === "to_arrange" && proposedBy) return quiet > 2 * DAY_MS ? "unanswered" : undefined;
  return now.getTime() - openedAt.getTime() > 7 * DAY_MS ? "unarranged" : undefined;
}

/** What the carrier's own code of a parcel means to us (TrackingDocument.getStatusDocuments). */
export type ParcelState = "registered" | "unknown" | "onTheWay" | "arrived" | "received" | "returned" | "other";

const PARCEL_CODES: Record<Exclude<ParcelState, "other">, readonly string[]> = {
  registered: ["1"],
  unknown: ["2", "3"],
  onTheWay: ["4", "41", "5", "6", "12", "101"],
  arrived: ["7", "8"],
  received: ["9", "10", "11"],
  returned: ["102", "103"],
};

export function parcelState(code: string): ParcelState {
  const found = Object.entries(PARCEL_CODES).find(([, codes]) => codes.includes(code));
  return found ? (found[0] as ParcelState) : "other";
}

const ASK_EVERY_MS = { young: HOUR_MS, week: 3 * HOUR_MS, old: 12 * HOUR_MS };
/** The carrier is asked about a parcel for so long after it was sent, and then no more. */
export const ASK_FOR_MS = 30 * DAY_MS;

/** When the carrier is asked about a parcel again: every hour at first, more seldom as days pass, never after a month. */
export function isToBeAsked(shippedAt: Date, askedAt: Date | null, now: Date): boolean {
  const age = now.getTime() - shippedAt.getTime();
  if (age > ASK_FOR_MS) return false;
  const pause = age < 2 * DAY_MS ? ASK_EVERY_MS.young : age < 7 * DAY_MS ? ASK_EVERY_MS.week : ASK_EVERY_MS.old;
  return askedAt === null || now.getTime() - askedAt.getTime() >= pause;
}

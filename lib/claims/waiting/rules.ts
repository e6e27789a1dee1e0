import type { Campaign, WaitEntry, WaitStatus } from "@/db/schema";
import { isRunning } from "@/lib/catalog/rules";

const HOUR_MS = 3_600_000;

export type WaitEvent =
  | "offer" // the book is free and kept for this person
  | "take" // they reserved it
  | "lapse" // they did not answer in time
  | "leave"
  | "close"; // there is nothing left to wait for

const NEXT: Record<WaitStatus, Partial<Record<WaitEvent, WaitStatus>>> = {
  waiting: { offer: "offered", take: "taken", leave: "left", close: "left" },
  offered: { take: "taken", lapse: "lapsed", leave: "left", close: "left" },
  taken: {},
  lapsed: {}, // whoever wants the book after all stands at the end of the line again
  left: {},
};

/** Where an event takes a place in line, or nothing when the event has no meaning there. */
export function next(status: WaitStatus, event: WaitEvent): WaitStatus | undefined {
  return NEXT[status][event];
}

/** Whether somebody still stands in line. */
export function isInLine(status: WaitStatus): boolean {
  return status === "waiting" || status === "offered";
}

/** An offer whose time is up. It gives way at once, whether or not the sweep has been by. */
export function isOver(entry: Pick<WaitEntry, "status" | "offerEndsAt">, now: Date): boolean {
  return entry.status === "offered" && entry.offerEndsAt !== null && entry.offerEndsAt <= now;
}

/** Until when a freed book is kept for the next in line; nothing when the campaign does not run. The campaign's end is also the offer's. */
export function offerUntil(
  campaign: Pick<Campaign, "status" | "opensAt" | "closesAt" | "offerHours">,
  now: Date,
): Date | undefined {
  if (!isRunning(campaign, now)) return undefined;
  const inHours = new Date(now.getTime() + campaign.offerHours * HOUR_MS);
  return inHours < campaign.closesAt ? inHours : campaign.closesAt;
}

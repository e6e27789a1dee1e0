import type { BookEvent, BookStatus, Campaign } from "@/db/schema";
import { TOPICS } from "./vocabulary";

/** A book's states. `edit` changes what a listing says, not where it stands. */
const NEXT: Record<BookStatus | "none", Partial<Record<BookEvent, BookStatus>>> = {
  none: { list: "listed", submit: "pending_review" },
  draft: { list: "listed", submit: "pending_review", withdraw: "withdrawn", edit: "draft" },
  pending_review: { approve: "listed", reject: "rejected", withdraw: "withdrawn", edit: "pending_review" },
  // what an outsider changes after it was approved is looked at again
  listed: { withdraw: "withdrawn", edit: "listed", submit: "pending_review" },
  rejected: { submit: "pending_review", approve: "listed", withdraw: "withdrawn" },
  withdrawn: {},
};

/** Where an event takes a book, or nothing when the event has no meaning there. */
export function next(status: BookStatus | "none", event: BookEvent): BookStatus | undefined {
  return NEXT[status][event];
}

/** Whether a campaign takes books and claims at this moment. */
export function isRunning(campaign: Pick<Campaign, "status" | "opensAt" | "closesAt">, now: Date): boolean {
  return campaign.status === "open" && campaign.opensAt <= now && now < campaign.closesAt;
}

/** Organizers fill the shelves before a campaign opens, and while it is a draft; a closed one takes nothing from anyone. */
export function takesBooks(
  campaign: Pick<Campaign, "status" | "opensAt" | "closesAt">,
  isOrganizer: boolean,
  now: Date,
): boolean {
  return isOrganizer ? campaign.status !== "closed" && now < campaign.closesAt : isRunning(campaign, now);
}

/** The topics a campaign's books may have: its own, or ours when it named none; `other` always. */
export function topicsOf(campaign: Pick<Campaign, "topics">): readonly string[] {
  return campaign.topics.length > 0 ? [...new Set([...campaign.topics, "other"])] : TOPICS;
}

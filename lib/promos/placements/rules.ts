import type { Placement, PlacementEvent, PlacementStatus, PromoStatus } from "@/db/schema";

const NEXT: Record<PlacementStatus, Partial<Record<PlacementEvent, PlacementStatus>>> = {
  draft: { edit: "draft", comment: "draft", submit: "in_review", hold: "on_hold", cancel: "cancelled" },
  in_review: {
    edit: "in_review",
    comment: "in_review",
    approve: "approved",
    request_changes: "changes_requested",
    hold: "on_hold",
    cancel: "cancelled",
  },
  changes_requested: {
    edit: "changes_requested",
    comment: "changes_requested",
    submit: "in_review",
    hold: "on_hold",
    cancel: "cancelled",
  },
  approved: {
    edit: "draft", // other words than those approved are nobody's approved words
    comment: "approved",
    request_changes: "changes_requested",
    schedule: "scheduled",
    publish: "published",
    hold: "on_hold",
    cancel: "cancelled",
  },
  scheduled: {
    edit: "draft",
    comment: "scheduled",
    request_changes: "changes_requested",
    schedule: "scheduled",
    publish: "published",
    fail: "failed",
    hold: "on_hold",
    cancel: "cancelled",
  },
  failed: { edit: "draft", comment: "failed", schedule: "scheduled", hold: "on_hold", cancel: "cancelled" },
  published: { comment: "published", publish: "published", measure: "measured" }, // its time and address can be put right
  measured: { comment: "measured", measure: "measured" },
  on_hold: { comment: "on_hold", cancel: "cancelled" },
  cancelled: {},
};

/**
 * Where an event takes a placement, or nothing when it has no meaning there. One that is on hold goes back to where it was held;
 * a time that was set may have passed meanwhile, so what was scheduled comes back as approved.
 */
export function next(
  status: PlacementStatus,
  event: PlacementEvent,
  heldFrom?: PlacementStatus | null,
): PlacementStatus | undefined {
  if (status === "on_hold" && event === "resume") return heldFrom === "scheduled" ? "approved" : (heldFrom ?? "draft");
  return NEXT[status][event];
}

/** What a reviewer without an account may do by a review link; the rest is for those who manage promos. */
export const BY_LINK: readonly PlacementEvent[] = ["comment", "approve", "request_changes"];

/** Its words are approved, so that its kit may be taken. */
export function isApproved(status: PlacementStatus): boolean {
  return ["approved", "scheduled", "published", "measured", "failed"].includes(status);
}

/** It is still meant to go out. */
export function isAhead(status: PlacementStatus): boolean {
  return !["published", "measured", "failed", "cancelled"].includes(status);
}

/** The content of a promo that was given up or has its report is not changed any more. */
export const isOpen = (promo: PromoStatus): boolean => promo !== "cancelled" && promo !== "reported";

/** The plan as somebody saw it: it changes without a new version, and of two people nobody undoes what the other planned. */
export function planPrint(plan: Pick<Placement, "scheduledAt" | "contentBy" | "isSpare" | "costMinor">): string {
  const { scheduledAt, contentBy, isSpare, costMinor } = plan;
  return [scheduledAt?.getTime(), contentBy?.getTime(), Number(isSpare), costMinor].join(".");
}

/** A person posts while the promo is agreed or running. */
export const canPublish = (promo: PromoStatus): boolean => promo === "agreed" || promo === "running";

import type { IconName } from "@/app/_ui/icon";
import type { Tone } from "@/app/_ui/notice";
import type { OwnListing } from "@/lib/catalog/own";

export const LISTING_LOOK: Record<OwnListing["state"], { tone: Tone; icon: IconName }> = {
  draft: { tone: "plain", icon: "info" },
  pending_review: { tone: "wait", icon: "clock" },
  available: { tone: "good", icon: "check" },
  reserved: { tone: "wait", icon: "clock" },
  exchanged: { tone: "good", icon: "heart" },
  handed_over: { tone: "good", icon: "book" },
  withdrawn: { tone: "plain", icon: "close" },
  rejected: { tone: "bad", icon: "warn" },
};

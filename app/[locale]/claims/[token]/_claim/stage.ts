import type { IconName } from "@/app/_ui/icon";
import type { Tone } from "@/app/_ui/notice";
import type { ClaimView } from "@/lib/claims/queries";
import { keepsBook } from "@/lib/claims/rules";
import type { MoneyOfClaim } from "@/lib/donations/of-claim";

export type Stage = "unverified" | ClaimView["status"] | "withoutBook" | "reportedWithoutBook";

/** What the page is about: the claim, unless its money went another way than its book. */
export function stageOf(claim: ClaimView, money: MoneyOfClaim): Stage {
  if (!keepsBook(claim.status)) {
    if (money.status === "confirmed") return "withoutBook";
    if (money.status === "reported") return "reportedWithoutBook";
  }
  return claim.status === "held" && !claim.verifiedAt ? "unverified" : claim.status;
}

export const STAGE_LOOK: Record<Stage, { tone: Tone; icon: IconName }> = {
  unverified: { tone: "wait", icon: "mail" },
  held: { tone: "wait", icon: "clock" },
  reported: { tone: "wait", icon: "clock" },
  confirmed: { tone: "good", icon: "check" },
  fulfilled: { tone: "good", icon: "book" },
  expired: { tone: "plain", icon: "clock" },
  cancelled: { tone: "plain", icon: "close" },
  rejected: { tone: "bad", icon: "warn" },
  refunded: { tone: "plain", icon: "info" },
  withoutBook: { tone: "wait", icon: "heart" },
  reportedWithoutBook: { tone: "wait", icon: "clock" },
};

import type { IconName } from "@/app/_ui/icon";
import type { Tone } from "@/app/_ui/notice";
import type { ClaimView } from "@/lib/claims/queries";
import { keepsBook } from "@/lib/claims/rules";
import type { MoneyOfClaim } from "@/lib/donations/of-claim";

export type Stage = "unverified" | ClaimView["status"] | "withoutBook" | "reportedWithoutBook" | "otherBook";

/** What the page is about: the claim, unless its money went another way than its book. */
export function stageOf(claim: ClaimView, money: MoneyOfClaim): Stage {
  if (money.otherClaimId) return "otherBook";
  const goesAlone = money.status && !keepsBook(claim.status) && ALONE[money.status];
  if (goesAlone) return goesAlone;
  return claim.status === "held" && !claim.verifiedAt ? "unverified" : claim.status;
}

/** Money whose claim has ended says where things stand. */
const ALONE: Partial<Record<NonNullable<MoneyOfClaim["status"]>, Stage>> = {
  reported: "reportedWithoutBook",
  confirmed: "withoutBook",
  failed: "rejected",
  refunded: "refunded",
};

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
  otherBook: { tone: "good", icon: "book" },
};

import type { IconName } from "@/app/_ui/icon";
import type { Tone } from "@/app/_ui/notice";
import { isGoingBack } from "@/app/[locale]/donations/_pay/going-back";
import type { ClaimView } from "@/lib/claims/queries";
import { keepsBook } from "@/lib/claims/rules";
import type { MoneyOfClaim } from "@/lib/donations/of-claim";

export type Stage =
  | "unverified"
  | ClaimView["status"]
  | "waiting" // a payment page was opened, and nobody knows how that ended
  | "processing" // the bank has the payment
  | "withoutBook"
  | "reportedWithoutBook"
  | "refundedWithBook"
  | "goingBack" // all of it, and the provider is at it
  | "disputed"
  | "otherBook";

/**
 * What the page is about: the claim, unless its money went another way than its book, or is at the bank. `isBack`: the donor comes
 * from the payment page and says that they have paid.
 */
export function stageOf(claim: ClaimView, money: MoneyOfClaim, isBack = false): Stage {
  if (money.otherClaimId) return "otherBook";
  if (money.status === "disputed") return "disputed";
  const goesAlone = money.status && !keepsBook(claim.status) && ALONE[money.status];
  if (goesAlone) return goesAlone;
  if (claim.status === "fulfilled" && money.status === "refunded") return "refundedWithBook";
  if (claim.status === "confirmed" && isGoingBack(money)) return "goingBack";
  const atBank = (claim.status === "held" || claim.status === "expired") && stageOfPayment(claim, money, isBack);
  if (atBank) return atBank;
  return claim.status === "held" && !claim.verifiedAt ? "unverified" : claim.status;
}

/** A book is never let go while it could be paid: past its time, the hold waits for the bank's word. */
function stageOfPayment({ status }: ClaimView, { payment }: MoneyOfClaim, isBack: boolean): Stage | undefined {
  if (payment?.status === "processing") return "processing";
  const canCome = payment?.status === "open" || payment?.status === "created";
  return canCome && (isBack || status === "expired") ? "waiting" : undefined;
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
  waiting: { tone: "wait", icon: "clock" },
  processing: { tone: "wait", icon: "clock" },
  refundedWithBook: { tone: "plain", icon: "info" },
  goingBack: { tone: "wait", icon: "clock" },
  disputed: { tone: "bad", icon: "warn" },
  withoutBook: { tone: "wait", icon: "heart" },
  reportedWithoutBook: { tone: "wait", icon: "clock" },
  otherBook: { tone: "good", icon: "book" },
};

import type { IconName } from "@/app/_ui/icon";
import type { Tone } from "@/app/_ui/notice";
import { isGoingBack } from "@/app/[locale]/donations/_pay/going-back";
import type { MoneyOfDonation } from "@/lib/donations/of-donation";
import type { PlainDonationView } from "@/lib/donations/pledge";

export type Stage = PlainDonationView["status"] | "waiting" | "processing" | "goingBack";

/** What the page is about. `isBack`: the donor comes from the payment page and says that they have paid. */
export function stageOf({ status }: PlainDonationView, money: MoneyOfDonation, isBack: boolean): Stage {
  const { payment } = money;
  if (status === "confirmed" && isGoingBack(money)) return "goingBack";
  if (status !== "pledged" || !payment) return status;
  if (payment.status === "processing") return "processing";
  const canCome = payment.status === "open" || payment.status === "created";
  const isOver = payment.expiresAt <= new Date();
  return canCome && (isBack || isOver) ? "waiting" : status;
}

export const STAGE_LOOK: Record<Stage, { tone: Tone; icon: IconName }> = {
  pledged: { tone: "wait", icon: "heart" },
  waiting: { tone: "wait", icon: "clock" },
  processing: { tone: "wait", icon: "clock" },
  reported: { tone: "wait", icon: "clock" },
  confirmed: { tone: "good", icon: "check" },
  failed: { tone: "bad", icon: "warn" },
  goingBack: { tone: "wait", icon: "clock" },
  refunded: { tone: "plain", icon: "info" },
  disputed: { tone: "bad", icon: "warn" },
};

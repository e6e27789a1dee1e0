import type { MoneyOfDonation } from "@/lib/donations/of-donation";

/** Whether all that is left of what arrived is on its way back: nobody is thanked for it then. */
export function isGoingBack({ receivedMinor, refunds }: Pick<MoneyOfDonation, "receivedMinor" | "refunds">): boolean {
  const sum = (...which: string[]) =>
    refunds.reduce((total, { status, amountMinor }) => total + (which.includes(status) ? amountMinor : 0), 0);
  const onTheWay = sum("requested", "sent");
  return onTheWay > 0 && onTheWay >= (receivedMinor ?? 0) - sum("done");
}

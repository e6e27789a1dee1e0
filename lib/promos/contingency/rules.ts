import type { Contingency, ContingencyStatus, PromoStatus } from "@/db/schema";

const ORDER: readonly PromoStatus[] = ["idea", "briefed", "agreed", "running", "measuring", "reported"];
/** The stages a line may be judged at: before them nothing is posted. */
export const STAGES = ["running", "measuring", "reported"] as const satisfies PromoStatus[];

/** Whether a waiting line is to be judged: its moment has come, or its promo has come to its stage. Never of a promo called off. */
export function isDue(
  line: Pick<Contingency, "status" | "checkAt" | "stage">,
  promoStatus: PromoStatus,
  now: Date,
): boolean {
  if (line.status !== "waiting" || promoStatus === "cancelled" || promoStatus === "idea") return false;
  if (line.checkAt) return line.checkAt <= now;
  return line.stage !== null && ORDER.indexOf(promoStatus) >= ORDER.indexOf(line.stage);
}

/** What becomes of a line: it fires below its threshold. While nobody has entered the number, it goes on waiting. */
export function verdict(value: number | null, threshold: number): ContingencyStatus {
  if (value === null) return "waiting";
  return value < threshold ? "fired" : "not_needed";
}

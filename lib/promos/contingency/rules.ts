import type { Contingency, ContingencyStatus, Placement, PromoStatus } from "@/db/schema";
import type { Metric } from "@/lib/promos/metrics";
import { ENGAGING, numbersOf } from "@/lib/promos/numbers/kinds";

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

const OF_CAMPAIGN: readonly Metric[] = ["claims", "exchanged", "raised", "listed", "outside-participants"];
const BY_LINK: readonly Metric[] = ["page-visits", "leads", "claims", "exchanged", "raised"];

/**
 * Whether a metric can ever have a value: of one placement, that is what comes by its link and what people can write down of it; of a
 * promo without a campaign, nothing that is counted in a campaign. A line about anything else would wait for ever.
 */
export function isEverCounted(
  metric: Metric,
  { campaignId }: { campaignId: string | null },
  placement?: Pick<Placement, "network" | "format" | "status" | "linkId">,
): boolean {
  if (!campaignId && OF_CAMPAIGN.includes(metric)) return false;
  if (!placement) return true;
  const { network, format, status, linkId } = placement;
  if (status === "cancelled") return false;
  if (BY_LINK.includes(metric)) return linkId !== null && (metric === "page-visits" || campaignId !== null);
  const written = numbersOf(network, format);
  return metric === "engagement" ? ENGAGING.some((part) => written.includes(part)) : written.includes(metric);
}

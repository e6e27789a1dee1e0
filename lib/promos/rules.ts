import type { Promo, PromoEvent, PromoKind, PromoStatus } from "@/db/schema";
import { isMetric, metricsOf } from "./metrics";

/** What has to stand in a brief before it can be agreed, in the order of its form. */
export const BRIEF_FIELDS = [
  "task",
  "metric",
  "metricTarget",
  "metricBy",
  "audience",
  "keyMessage",
  "networks",
  "contacts",
  "contentBy",
  "reportFormat",
  "reportBy",
] as const;
export type BriefField = (typeof BRIEF_FIELDS)[number];

export type Brief = Pick<
  Promo,
  | "kind"
  | "task"
  | "metric"
  | "metricTarget"
  | "metricBy"
  | "audience"
  | "keyMessage"
  | "contentBy"
  | "reportFormat"
  | "reportBy"
> & { networks: readonly { network: string; contactId: string | null; contactName: string }[] };

/**
 * What a brief lacks to be agreed: without an answer to what the content must solve, one main metric with its target and date, and
 * who does what by when, nobody knows later whether it worked. No budget is a budget of nothing.
 */
export function missingIn(brief: Brief): BriefField[] {
  const { networks } = brief;
  const isThere: Record<BriefField, boolean> = {
    task: brief.task !== "",
    metric: isMetricOf(brief.kind, brief.metric),
    metricTarget: (brief.metricTarget ?? 0) > 0,
    metricBy: brief.metricBy !== null,
    audience: brief.audience !== "",
    keyMessage: brief.keyMessage !== "",
    networks: networks.length > 0,
    contacts: networks.every(({ contactId, contactName }) => contactId !== null || contactName !== ""),
    contentBy: brief.contentBy !== null,
    reportFormat: brief.reportFormat !== "",
    reportBy: brief.reportBy !== null,
  };
  return BRIEF_FIELDS.filter((field) => !isThere[field]);
}

export const isMetricOf = (kind: PromoKind, metric: string | null): boolean =>
  metric !== null && isMetric(metric) && metricsOf(kind).includes(metric);

/** A promo's states. Its brief can be changed as long as it is not agreed; `rework` goes one step back. */
const NEXT: Record<PromoStatus | "none", Partial<Record<PromoEvent, PromoStatus>>> = {
  none: { edit: "idea" },
  idea: { edit: "idea", brief: "briefed", cancel: "cancelled" },
  briefed: { edit: "briefed", rework: "idea", agree: "agreed", cancel: "cancelled" },
  agreed: { start: "running", rework: "briefed", cancel: "cancelled" },
  running: { measure: "measuring", rework: "agreed", cancel: "cancelled" },
  measuring: { report: "reported", rework: "running", cancel: "cancelled" },
  reported: { rework: "measuring" },
  cancelled: { revive: "idea" },
};

const NEEDS_BRIEF: readonly PromoEvent[] = ["brief", "agree", "start", "measure", "report"];

/** Where an event takes a promo, or nothing when it has no meaning there or the brief is not ready for it. */
export function next(
  status: PromoStatus | "none",
  event: PromoEvent,
  missing: readonly BriefField[],
): PromoStatus | undefined {
  if (NEEDS_BRIEF.includes(event) && missing.length > 0) return undefined;
  return NEXT[status][event];
}

/** Whether the event has a meaning in that state, were the brief ready. */
export const hasMeaning = (status: PromoStatus, event: PromoEvent): boolean => NEXT[status][event] !== undefined;

/** Whether the brief may be changed: what was agreed stays as it was agreed. */
export const isBriefOpen = (status: PromoStatus): boolean => status === "idea" || status === "briefed";

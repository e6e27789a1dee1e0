import type { Promo } from "@/db/schema";
import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";
import { promoBriefWords } from "@/lib/core/i18n/messages/promo-brief";
import { dateText, momentText } from "@/lib/core/i18n/moment";
import { isMetric, type Metric, metricName, metricText } from "@/lib/promos/metrics";
import type { BriefField } from "@/lib/promos/rules";

/** Their amounts do not say what they are amounts of: "39 000 ₴", "95 с". */
const NAMELESS: readonly Metric[] = ["raised", "listed", "attended", "group-members", "time-on-page"];

/** "40 лідів" or "Зібрано: 39 000 ₴"; the metric's name while it has no target, and nothing before one is chosen. */
export function goalText(
  { metric, metricTarget, currency }: Pick<Promo, "metric" | "metricTarget" | "currency">,
  locale: Locale,
): string | undefined {
  if (!metric || !isMetric(metric)) return undefined;
  const name = metricName(metric, locale);
  if (!metricTarget) return name;
  const amount = metricText(metric, metricTarget, currency, locale);
  return NAMELESS.includes(metric) ? `${name}: ${amount}` : amount;
}

/** "5 червня — 30 червня 2023 р.", or when an event takes place; nothing while neither is known. */
export function windowText(
  { startsAt, endsAt, heldAt }: Pick<Promo, "startsAt" | "endsAt" | "heldAt">,
  timeZone: string,
  locale: Locale,
): string | undefined {
  if (heldAt) return momentText(heldAt, timeZone, locale);
  const days = [startsAt, endsAt].flatMap((at) => (at ? [dateText(at, timeZone, locale)] : []));
  return days.length > 0 ? days.join(" — ") : undefined;
}

/** What a brief lacks, in the names of its fields. */
export function lacksText(missing: readonly BriefField[], locale: Locale): string {
  const names = missing.map((field) => promoBriefWords(locale)(`short.${field}`));
  return new Intl.ListFormat(FORMAT_TAG[locale], { type: "conjunction" }).format(names);
}

import type { PromoKind } from "@/db/schema";
import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";
import { promoMetricWords } from "@/lib/core/i18n/messages/promo-metrics";
import { formatMoney } from "@/lib/core/money";

/** `money` is in whole units of the promo's currency, `seconds` is a length of time, all else is a count. */
export type MetricUnit = "count" | "money" | "seconds";

type Known = {
  kinds: readonly PromoKind[];
  /** Tracked numbers come from the product by themselves; entered ones are readings that people write down. */
  comes: "tracked" | "entered";
  unit: MetricUnit;
};

/** What a promo's one main metric can be, and the metrics its plan for falling short looks at. The order is the one they are offered in. */
const METRICS = {
  leads: { kinds: ["initiative"], comes: "tracked", unit: "count" },
  claims: { kinds: ["initiative"], comes: "tracked", unit: "count" },
  exchanged: { kinds: ["initiative"], comes: "tracked", unit: "count" },
  raised: { kinds: ["initiative"], comes: "tracked", unit: "money" },
  listed: { kinds: ["initiative"], comes: "tracked", unit: "count" },
  "outside-participants": { kinds: ["initiative"], comes: "tracked", unit: "count" },
  registrations: { kinds: ["event"], comes: "entered", unit: "count" },
  attended: { kinds: ["event"], comes: "entered", unit: "count" },
  "group-members": { kinds: ["event"], comes: "entered", unit: "count" },
  reach: { kinds: ["achievement"], comes: "entered", unit: "count" },
  engagement: { kinds: ["achievement"], comes: "entered", unit: "count" },
  "page-visits": { kinds: ["initiative", "achievement"], comes: "tracked", unit: "count" },
  "time-on-page": { kinds: ["achievement"], comes: "entered", unit: "seconds" },
  views: { kinds: ["achievement"], comes: "entered", unit: "count" },
} as const satisfies Record<string, Known>;

export type Metric = keyof typeof METRICS;

export const ALL_METRICS = Object.keys(METRICS) as Metric[];

export function isMetric(word: string): word is Metric {
  return Object.hasOwn(METRICS, word);
}

/** The main metrics a promo of a kind may have, the usual one first. */
export function metricsOf(kind: PromoKind): Metric[] {
  return ALL_METRICS.filter((metric) => (METRICS[metric].kinds as readonly PromoKind[]).includes(kind));
}

export const unitOfMetric = (metric: Metric): MetricUnit => METRICS[metric].unit;
export const isTracked = (metric: Metric): boolean => METRICS[metric].comes === "tracked";

/** "Ліди". */
export const metricName = (metric: Metric, locale: Locale): string => promoMetricWords(locale)(`name.${metric}`);

/** What is counted, in a sentence. */
export const metricMeaning = (metric: Metric, locale: Locale): string => promoMetricWords(locale)(`means.${metric}`);

/** A value of a metric in words: "44 ліди", "39 000 ₴", "95 с". Money is given in whole units of the currency. */
export function metricText(metric: Metric, value: number, currency: string, locale: Locale): string {
  if (metric === "raised") return formatMoney(value * 100, currency, locale);
  const count = new Intl.NumberFormat(FORMAT_TAG[locale]).format(value);
  return promoMetricWords(locale)(`amount.${metric}`, { value, count });
}

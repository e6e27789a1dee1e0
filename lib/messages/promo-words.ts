import type { Locale } from "@/lib/core/i18n/locale";
import { promoMetricWords } from "@/lib/core/i18n/messages/promo-metrics";
import { planWords } from "@/lib/core/i18n/messages/promo-plan";
import { momentText } from "@/lib/core/i18n/moment";
import type { PromoFacts } from "./promo-facts";

const STORY_LIVES_MS = 24 * 3_600_000;

/** What the words of letters about promos are filled with. */
export function promoValues(facts: PromoFacts | undefined, timeZone: string, locale: Locale, now: Date) {
  if (!facts) return {};
  const plan = planWords(locale);
  const name = `name.${facts.metric}`;
  const goneAt = facts.format === "story" && facts.publishedAt && facts.publishedAt.getTime() + STORY_LIVES_MS;
  return {
    promo: facts.promo,
    placement: facts.placement,
    reviewer: facts.reviewer || plan("somebody"),
    metric: promoMetricWords.has(name) ? promoMetricWords(locale)(name) : facts.metric,
    value: String(facts.value),
    threshold: String(facts.threshold),
    what: facts.what || (facts.action ? plan(`action.${facts.action}`) : ""),
    ...(goneAt && { until: momentText(new Date(goneAt), timeZone, locale, now) }),
  };
}

/** Which of several wordings fits. */
export function promoVariant(kind: string, facts: PromoFacts | undefined): string {
  if (kind === "numbers_due") return facts?.format === "story" ? "story" : "";
  return kind === "placement_answered" && facts?.isApproved ? "approved" : "";
}

/** Whether a letter about a promo tells nothing any more: its line is settled, its numbers are written down. */
export function isPromoPast(kind: string, facts: PromoFacts | undefined): boolean {
  if (!facts) return true;
  return kind !== "placement_answered" && facts.isDone;
}

/** The page of the desk a letter about a promo leads to. */
export function promoPath({ promoId, placementId }: PromoFacts, kind: string): string {
  const promo = `/desk/promos/${promoId}`;
  if (kind === "contingency_fired") return `${promo}/contingency`;
  return kind === "numbers_due" ? `${promo}/numbers` : `${promo}/placements/${placementId}`;
}

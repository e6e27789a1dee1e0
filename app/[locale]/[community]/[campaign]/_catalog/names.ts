import type { IconName } from "@/app/_ui/icon";
import type { Tone } from "@/app/_ui/notice";
import type { BookState } from "@/lib/catalog/state";
import { LANGUAGE_UNKNOWN } from "@/lib/catalog/vocabulary";
import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";

/** A topic in words; one that a campaign made up says itself. */
export function topicName(topic: string, locale: Locale): string {
  const key = `topic.${topic}`;
  return catalogWords.has(key) ? catalogWords(locale)(key) : topic;
}

/** A language's name with a capital, "Українська"; a tag nobody knows stays as it is. */
export function languageName(tag: string, locale: Locale): string {
  if (tag === LANGUAGE_UNKNOWN) return catalogWords(locale)("book.languageUnknown");
  try {
    const name = new Intl.DisplayNames(FORMAT_TAG[locale], { type: "language" }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(FORMAT_TAG[locale]) + name.slice(1);
  } catch {
    return tag;
  }
}

export const STATE_LOOK: Record<BookState, { tone: Tone; icon: IconName }> = {
  available: { tone: "good", icon: "check" },
  reserved: { tone: "wait", icon: "clock" },
  exchanged: { tone: "plain", icon: "heart" },
  handed_over: { tone: "plain", icon: "book" },
};

/** A day in words, in the community's time zone. */
export function dayText(date: Date, timeZone: string, locale: Locale): string {
  const withYear = date.getFullYear() !== new Date().getFullYear();
  return new Intl.DateTimeFormat(FORMAT_TAG[locale], {
    day: "numeric",
    month: "long",
    ...(withYear ? { year: "numeric" } : {}),
    timeZone,
  }).format(date);
}

/** How a campaign stands at a moment. */
export function phaseOf(
  campaign: { status: string; opensAt: Date; closesAt: Date },
  now: Date,
): "soon" | "open" | "over" {
  if (campaign.status === "closed" || campaign.closesAt <= now) return "over";
  return campaign.opensAt > now ? "soon" : "open";
}

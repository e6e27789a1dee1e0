import { campaignPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import type { Locale } from "@/lib/core/i18n/locale";
import { channelWords } from "@/lib/core/i18n/messages/channels";

type Place = { communitySlug: string; slug: string };
export const FEED_KINDS = ["atom", "json"] as const;
export type FeedKind = (typeof FEED_KINDS)[number];
export const FEED_TYPES: Record<FeedKind, string> = { atom: "application/atom+xml", json: "application/feed+json" };

/** A feed speaks one language, that of its address. */
export const feedPath = (campaign: Place, kind: FeedKind, locale: Locale) =>
  `/feeds${campaignPath(campaign)}.${kind}?lang=${locale}`;

/** The feeds of a campaign as its page's tags name them, so that readers find them by themselves. */
export function feedsOf(campaign: Place, locale: Locale): Record<string, { url: string; title: string }[]> {
  const t = channelWords(locale);
  return Object.fromEntries(
    FEED_KINDS.map((kind) => [FEED_TYPES[kind], [{ url: feedPath(campaign, kind, locale), title: t(`feed.${kind}`) }]]),
  );
}

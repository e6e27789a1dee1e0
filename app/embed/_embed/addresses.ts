import { campaignPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import type { FoundLink } from "@/lib/referrals/found-links";
import { normaliseTag, taggedAddress, utmAddress } from "@/lib/referrals/vocabulary";

type Place = { communitySlug: string; slug: string };

export const EMBED_VIEWS = ["bar", "shelf"] as const;
export type EmbedView = (typeof EMBED_VIEWS)[number];
/** The height each view needs, in pixels, at any width from 280. */
export const EMBED_HEIGHT: Record<EmbedView, number> = { bar: 252, shelf: 372 };

export type EmbedAsked = { view: EmbedView; locale: Locale; link: FoundLink | null };

export const embedPath = (
  campaign: Place,
  { view, locale, code }: { view: EmbedView; locale: Locale; code: string | undefined },
) => `/embed${campaignPath(campaign)}?${new URLSearchParams({ view, lang: locale, ...(code && { link: code }) })}`;

/** The network that links of a site's widget count under: "dou.ua" becomes `embed-dou-ua`. */
export const embedNetwork = (site: string) => `embed-${normaliseTag(site) || "site"}`.slice(0, 40);

/**
 * Where a widget's link to one of our pages leads. With a tracked link of its own the visit is credited to it by the code in the
 * address; without one the tags alone say that it came from a widget.
 */
export function leadingTo(campaign: Place, path: string, { view, link }: Pick<EmbedAsked, "view" | "link">): string {
  const address = new URL(path, env.APP_URL);
  if (link) return taggedAddress(address, { ...link, content: view }).href;
  const network = `embed-${campaign.communitySlug}`;
  return utmAddress(address, { network, medium: "referral", tag: campaign.slug, content: view }).href;
}

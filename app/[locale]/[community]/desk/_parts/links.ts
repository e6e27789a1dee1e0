import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";

/** Downloads are plain addresses outside the languages. */
export function csvHref(
  { communitySlug, slug }: { communitySlug: string; slug: string },
  file: "books" | "donations" | "leftovers",
) {
  return `/api/desk/${communitySlug}/${slug}/${file}`;
}

/** The same of a campaign's sources, with what is chosen there. */
export function sourcesCsvHref(campaign: { communitySlug: string; slug: string }, query: Record<string, string>) {
  const chosen = new URLSearchParams(query).toString();
  return `/api/desk/${campaign.communitySlug}/${campaign.slug}/sources${chosen && `?${chosen}`}`;
}

export function proofHref(community: string, proofId: string): string {
  return `/api/desk/${community}/proofs/${proofId}`;
}

/** A count as people of a language write it. */
export const numberText = (count: number, locale: Locale) => new Intl.NumberFormat(FORMAT_TAG[locale]).format(count);

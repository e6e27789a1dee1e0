import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";

/** Downloads are plain addresses outside the languages. */
export function csvHref({ communitySlug, slug }: { communitySlug: string; slug: string }, file: "books" | "donations") {
  return `/api/desk/${communitySlug}/${slug}/${file}`;
}

export function proofHref(community: string, proofId: string): string {
  return `/api/desk/${community}/proofs/${proofId}`;
}

/** A count as people of a language write it. */
export const numberText = (count: number, locale: Locale) => new Intl.NumberFormat(FORMAT_TAG[locale]).format(count);

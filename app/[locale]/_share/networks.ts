/** Where readers share; the last is for any other place. */
export const SHARED_IN = ["telegram", "viber", "facebook", "whatsapp", "other"] as const;
export type SharedIn = (typeof SHARED_IN)[number];

/** The address at which an app takes a link to share, with a few words where it takes any. Nothing for a bare link. */
export function appAddress(network: SharedIn, url: string, text: string): string | null {
  const both = `${text} ${url}`;
  if (network === "telegram") return `https://t.me/share/url?${new URLSearchParams({ url, text })}`;
  if (network === "facebook") return `https://www.facebook.com/sharer/sharer.php?${new URLSearchParams({ u: url })}`;
  if (network === "whatsapp") return `https://wa.me/?text=${encodeURIComponent(both)}`;
  return network === "viber" ? `viber://forward?text=${encodeURIComponent(both)}` : null;
}

type Place = { communitySlug: string; slug: string };

/** The page on which a reader gets a link of their own, to a book or to the campaign. */
export function sharePath(
  { communitySlug, slug }: Place,
  query: { book?: string | undefined; link?: string } = {},
): string {
  const known = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const search = new URLSearchParams(known).toString();
  return `/${communitySlug}/${slug}/share${search && `?${search}`}`;
}

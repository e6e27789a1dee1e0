type Place = { communitySlug: string; slug: string };

/** The page on which the code of a widget is made, and where its feeds are named. */
export function sitePath({ communitySlug, slug }: Place, made?: { view: string; lang: string; link: string }): string {
  const search = made ? `?${new URLSearchParams(made)}` : "";
  return `/${communitySlug}/${slug}/share/site${search}`;
}

import type { Feed } from "./load";

/** The feed as JSON Feed, version 1.1. */
export function jsonOf({ locale, title, about, home, self, icon, entries }: Feed): string {
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title,
    description: about,
    home_page_url: home,
    feed_url: self,
    icon,
    language: locale,
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      content_html: entry.html,
      ...(entry.image && { image: entry.image }),
      date_published: entry.published.toISOString(),
      date_modified: entry.updated.toISOString(),
      ...(entry.authors.length > 0 && { authors: entry.authors.map((name) => ({ name })) }),
      tags: [entry.topic],
      ...(entry.language && { language: entry.language }),
    })),
  });
}

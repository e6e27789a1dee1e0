import { escaped } from "@/app/_web/markup";
import { FEED_TYPES } from "./addresses";
import type { Feed, FeedEntry } from "./load";

/** The feed as Atom, RFC 4287. */
export function atomOf(feed: Feed): string {
  const { id, locale, title, about, home, self, icon, updated, entries } = feed;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
  <id>${id}</id>
  <title>${escaped(title)}</title>
  <subtitle>${escaped(about)}</subtitle>
  <link rel="self" type="${FEED_TYPES.atom}" href="${escaped(self)}"/>
  <link rel="alternate" type="text/html" hreflang="${locale}" href="${escaped(home)}"/>
  <icon>${escaped(icon)}</icon>
  <generator>Bookraiser</generator>
  <updated>${updated.toISOString()}</updated>
  <author><name>${escaped(title)}</name></author>
${entries.map((entry) => entryOf(entry, locale)).join("\n")}
</feed>
`;
}

function entryOf(
  { id, url, title, html, authors, topic, image, published, updated }: FeedEntry,
  locale: string,
): string {
  return `  <entry>
    <id>${id}</id>
    <title>${escaped(title)}</title>
${authors.map((name) => `    <author><name>${escaped(name)}</name></author>\n`).join("")}    <link rel="alternate" type="text/html" hreflang="${locale}" href="${escaped(url)}"/>
${image ? `    <link rel="enclosure" type="image/webp" href="${escaped(image)}"/>\n` : ""}    <category term="${escaped(topic)}"/>
    <published>${published.toISOString()}</published>
    <updated>${updated.toISOString()}</updated>
    <content type="html">${escaped(html)}</content>
  </entry>`;
}

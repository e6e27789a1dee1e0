/** What a page says to search engines in schema.org's words, https://schema.org. */
export function StructuredData({ data }: { data: object }) {
  const text = JSON.stringify(data).replaceAll("<", "\\u003c");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON without a "<" cannot end its element
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />;
}

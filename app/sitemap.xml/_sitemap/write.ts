import { escaped } from "@/app/_web/markup";
import { env } from "@/lib/core/env";
import { LOCALES } from "@/lib/core/i18n/locale";

/** Books of one file: in two languages, with their alternates, some 5 MB. The format allows 50,000 addresses and 50 MB. */
export const BOOKS_PER_FILE = 5_000;

/** A page by its address without its language, and when it last changed where that is known. */
export type Found = { path: string; changed?: Date | null | undefined };

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9";
const whole = (path: string) => escaped(new URL(path, env.APP_URL).href);
const lastmod = (changed: Found["changed"]) => (changed ? `<lastmod>${changed.toISOString()}</lastmod>` : "");

/** Pages in both languages, each naming the other, by sitemaps.org and Google's words for alternates. */
export function urlset(pages: readonly Found[]): string {
  const urls = pages.flatMap(({ path, changed }) => {
    const others = [
      ...LOCALES.map((language) => [language, `/${language}${path}`] as const),
      ["x-default", `/uk${path}`] as const,
    ]
      .map(([language, address]) => `<xhtml:link rel="alternate" hreflang="${language}" href="${whole(address)}"/>`)
      .join("");
    return LOCALES.map(
      (language) => `<url><loc>${whole(`/${language}${path}`)}</loc>${lastmod(changed)}${others}</url>`,
    );
  });
  return `${HEAD}<urlset xmlns="${SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join("\n")}\n</urlset>\n`;
}

export function sitemapIndex(files: readonly Found[]): string {
  const maps = files.map(({ path, changed }) => `<sitemap><loc>${whole(path)}</loc>${lastmod(changed)}</sitemap>`);
  return `${HEAD}<sitemapindex xmlns="${SCHEMA}">\n${maps.join("\n")}\n</sitemapindex>\n`;
}

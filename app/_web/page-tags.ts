import type { Metadata } from "next";
import type { Locale } from "@/lib/core/i18n/locale";
import { siteWords } from "@/lib/core/i18n/messages/site";

const ICON = { url: "/icon-512.png", width: 512, height: 512, type: "image/png" };

/** A page's one address, whatever stands in its query, and the same page in the other language. */
export function inBothLanguages(locale: Locale, path: string) {
  return {
    canonical: `/${locale}${path}`,
    languages: { uk: `/uk${path}`, en: `/en${path}`, "x-default": `/uk${path}` },
  };
}

type PageTags = {
  locale: Locale;
  /** The page's address without its language. */
  path: string;
  title?: string;
  description: string;
  /** What networks show beside the title; the product's own mark otherwise. */
  image?: { url: string; width: number; height: number; type: string; alt: string };
  /** Addresses of feeds and their titles, by kind. */
  feeds?: Record<string, { url: string; title: string }[]>;
};

/** The tags of a public page: what search engines and previews show of it, and where it stands in the other language. */
export function pageTags({ locale, path, title, description, image, feeds }: PageTags): Metadata {
  const name = siteWords(locale)("name");
  const url = `/${locale}${path}`;
  return {
    ...(title && { title }),
    description,
    alternates: { ...inBothLanguages(locale, path), ...(feeds && { types: feeds }) },
    openGraph: {
      type: "website",
      siteName: name,
      locale: locale === "uk" ? "uk_UA" : "en_GB",
      alternateLocale: locale === "uk" ? "en_GB" : "uk_UA",
      title: title ?? name,
      description,
      url,
      images: [image ?? { ...ICON, alt: name }],
    },
    twitter: {
      card: image ? "summary_large_image" : "summary",
      title: title ?? name,
      description,
      images: [image ? { url: image.url, alt: image.alt } : { url: ICON.url, alt: name }],
    },
  };
}

import type { PublicBook, PublicCampaign } from "@/lib/catalog/queries";
import type { Condition } from "@/lib/catalog/vocabulary";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { plainAmount } from "@/lib/core/money";
import { bookPath, photoUrl } from "../../_catalog/paths";

const CONDITION: Record<Condition, string> = {
  new: "NewCondition",
  "like-new": "UsedCondition",
  good: "UsedCondition",
  fair: "UsedCondition",
};

/** The book and its offer in schema.org's words, for search engines. */
export function OfferData({ locale, campaign, book }: { locale: Locale; campaign: PublicCampaign; book: PublicBook }) {
  const url = new URL(`/${locale}${bookPath(campaign, book.code)}`, env.APP_URL).href;
  const data = {
    "@context": "https://schema.org",
    "@type": ["Book", "Product"],
    name: book.title,
    author: book.authors.map((name) => ({ "@type": "Person", name })),
    inLanguage: book.language === "und" ? undefined : book.language,
    isbn: book.isbn13 ?? undefined,
    publisher: book.publisher ? { "@type": "Organization", name: book.publisher } : undefined,
    description: book.description || undefined,
    image: book.photos.map(({ id }) => new URL(photoUrl(book.communityId, id, 1280), env.APP_URL).href),
    url,
    offers: {
      "@type": "Offer",
      url,
      price: plainAmount(book.minimumMinor),
      priceCurrency: book.currency,
      availability: `https://schema.org/${book.state === "available" ? "InStock" : "SoldOut"}`,
      itemCondition: `https://schema.org/${CONDITION[book.condition]}`,
    },
  };
  const text = JSON.stringify(data).replaceAll("<", "\\u003c");
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON without a "<" cannot end its element
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />;
}

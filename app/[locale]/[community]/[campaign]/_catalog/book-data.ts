import { bookPicture } from "@/app/og/_picture/pictures";
import type { PublicBook, PublicCampaign } from "@/lib/catalog/queries";
import { type Condition, LANGUAGE_UNKNOWN } from "@/lib/catalog/vocabulary";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { plainAmount } from "@/lib/core/money";
import { phaseOf, topicName } from "./names";
import { bookPath, campaignPath, photoUrl } from "./paths";

const CONDITION: Record<Condition, string> = {
  new: "NewCondition",
  "like-new": "UsedCondition",
  good: "UsedCondition",
  fair: "UsedCondition",
};

/** The book, the offer that claims it, and the way to its page, in schema.org's words. The price is the minimum donation. */
export function bookData(campaign: PublicCampaign, book: PublicBook, locale: Locale, now: Date) {
  const url = whole(`/${locale}${bookPath(campaign, book.code)}`);
  const photos = book.photos.map(({ id }) => whole(photoUrl(book.communityId, id, 1280)));
  const isOpen = phaseOf(campaign, now) === "open";
  return {
    "@context": "https://schema.org",
    "@graph": [
      {
        "@type": ["Book", "Product"],
        "@id": `${url}#book`,
        name: book.title,
        sku: book.code,
        author: book.authors.map((name) => ({ "@type": "Person", name })),
        inLanguage: book.language === LANGUAGE_UNKNOWN ? undefined : book.language,
        isbn: book.isbn13 ?? undefined,
        publisher: book.publisher ? { "@type": "Organization", name: book.publisher } : undefined,
        datePublished: book.year ? String(book.year) : undefined,
        description: book.description || undefined,
        category: topicName(book.category, locale),
        image: photos.length > 0 ? photos : [whole(bookPicture(campaign, book, locale, now).image.url)],
        url,
        offers: {
          "@type": "Offer",
          url,
          description: catalogWords(locale)("book.helpsText", { fund: campaign.fund.name }),
          price: plainAmount(book.minimumMinor),
          priceCurrency: book.currency,
          availability: `https://schema.org/${book.state === "available" && isOpen ? "InStock" : "SoldOut"}`,
          availabilityStarts: campaign.opensAt.toISOString(),
          availabilityEnds: campaign.closesAt.toISOString(),
          itemCondition: `https://schema.org/${CONDITION[book.condition]}`,
          seller: communityOf(campaign, locale), // the fund gets the money; the community gives the book
        },
      },
      crumbs([
        { name: campaign.communityName, path: `/${locale}/${campaign.communitySlug}` },
        { name: campaign.name, path: `/${locale}${campaignPath(campaign)}` },
        { name: book.title, path: `/${locale}${bookPath(campaign, book.code)}` },
      ]),
    ],
  };
}

export const communityOf = (campaign: PublicCampaign, locale: Locale) => ({
  "@type": "Organization",
  name: campaign.communityName,
  url: whole(`/${locale}/${campaign.communitySlug}`),
});

export const crumbs = (steps: { name: string; path: string }[]) => ({
  "@type": "BreadcrumbList",
  itemListElement: steps.map(({ name, path }, nth) => ({
    "@type": "ListItem",
    position: nth + 1,
    name,
    item: whole(path),
  })),
});

export const whole = (path: string) => new URL(path, env.APP_URL).href;

import type { PublicCampaign } from "@/lib/catalog/queries";
import type { BookCard } from "@/lib/catalog/state";
import type { Locale } from "@/lib/core/i18n/locale";
import { communityOf, crumbs, whole } from "./book-data";
import { phaseOf } from "./names";
import { bookPath, campaignPath } from "./paths";

const LISTED = 10;

/** The campaign as an event on the web with its organizer and its fund, its first books, and the way to its page, in schema.org's words. */
export function campaignData(campaign: PublicCampaign, books: readonly BookCard[], locale: Locale, now: Date) {
  const url = whole(`/${locale}${campaignPath(campaign)}`);
  const { fund } = campaign;
  const isEarly = campaign.status === "closed" && campaign.closesAt > now;
  return {
    "@context": "https://schema.org",
    "@graph": [
      {
        "@type": "Event",
        "@id": `${url}#campaign`,
        name: campaign.name,
        description: campaign.description || undefined,
        url,
        startDate: campaign.opensAt.toISOString(),
        endDate: isEarly ? undefined : campaign.closesAt.toISOString(),
        eventAttendanceMode: "https://schema.org/OnlineEventAttendanceMode",
        eventStatus: "https://schema.org/EventScheduled",
        location: { "@type": "VirtualLocation", url },
        organizer: communityOf(campaign, locale),
        about: { "@type": "NGO", name: fund.name, ...(fund.edrpou && { taxID: fund.edrpou }) },
      },
      ...(phaseOf(campaign, now) === "open" && books.length > 0
        ? [
            {
              "@type": "ItemList",
              name: campaign.name,
              itemListElement: books.slice(0, LISTED).map((book, nth) => ({
                "@type": "ListItem",
                position: nth + 1,
                name: book.title,
                url: whole(`/${locale}${bookPath(campaign, book.code)}`),
              })),
            },
          ]
        : []),
      crumbs([
        { name: campaign.communityName, path: `/${locale}/${campaign.communitySlug}` },
        { name: campaign.name, path: `/${locale}${campaignPath(campaign)}` },
      ]),
    ],
  };
}

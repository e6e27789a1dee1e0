import { createHash } from "node:crypto";
import { keepUntilChanged, tags } from "@/app/_web/freshness";
import { escaped } from "@/app/_web/markup";
import { topicName } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import { bookPath, campaignPath, NO_FILTERS, photoUrl } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { changedAt } from "@/lib/catalog/latest";
import { findCampaign, type PublicCampaign } from "@/lib/catalog/queries";
import { listBooks } from "@/lib/catalog/shelf";
import type { BookCard } from "@/lib/catalog/state";
import { LANGUAGE_UNKNOWN } from "@/lib/catalog/vocabulary";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { channelWords } from "@/lib/core/i18n/messages/channels";
import { formatMoney } from "@/lib/core/money";
import { type FeedKind, feedPath } from "./addresses";
import { atomOf } from "./atom";
import { jsonOf } from "./json";

const ENTRIES_MAX = 50;

/** A feed before it is written down: all addresses whole, all texts plain but `html`. */
export type Feed = {
  id: string;
  locale: Locale;
  title: string;
  about: string;
  home: string;
  self: string;
  icon: string;
  updated: Date;
  entries: FeedEntry[];
};
export type FeedEntry = {
  id: string;
  url: string;
  title: string;
  html: string;
  authors: string[];
  topic: string;
  language: string | undefined;
  image: string | undefined;
  published: Date;
  updated: Date;
};

export type WrittenFeed = { body: string; etag: string; updated: string };

/** The 50 newest books of a campaign as a feed, the free ones first; nothing when there is no such campaign. */
export async function loadFeed(
  community: string,
  slug: string,
  locale: Locale,
  kind: FeedKind,
): Promise<WrittenFeed | null> {
  "use cache";
  const campaign = await findCampaign(community, slug);
  keepUntilChanged(tags.site, ...(campaign ? [tags.catalog(campaign.id)] : []));
  if (!campaign) return null;
  const feed = await feedOf(campaign, locale, kind);
  const body = kind === "atom" ? atomOf(feed) : jsonOf(feed);
  return { body, etag: `"${hash(body).slice(0, 20)}"`, updated: feed.updated.toUTCString() };
}

async function feedOf(campaign: PublicCampaign, locale: Locale, kind: FeedKind): Promise<Feed> {
  const now = new Date();
  const shelf = { communityId: campaign.communityId, campaignId: campaign.id };
  const { items } = await listBooks(shelf, NO_FILTERS, { limit: ENTRIES_MAX, after: null }, now);
  const changes = await changedAt(campaign.communityId, items, now);
  const entries = items.map((book) => entryOf(campaign, book, changes.get(book.id), locale));
  const t = channelWords(locale);
  return {
    id: urn(`feed ${campaign.id} ${locale}`),
    locale,
    title: t("feed.title", { campaign: campaign.name }),
    about: t("feed.about", { fund: campaign.fund.name }),
    home: whole(`/${locale}${campaignPath(campaign)}`),
    self: whole(feedPath(campaign, kind, locale)),
    icon: whole("/icon-512.png"),
    updated: new Date(Math.max(campaign.opensAt.getTime(), ...entries.map(({ updated }) => updated.getTime()))),
    entries,
  };
}

function entryOf(campaign: PublicCampaign, book: BookCard, changed: Date | undefined, locale: Locale): FeedEntry {
  const image = book.photo ? whole(photoUrl(campaign.communityId, book.photo.id, 640)) : undefined;
  const published = book.listedAt ?? campaign.opensAt;
  return {
    // one book is one entry in either language, wherever its page moves
    id: urn(`book ${campaign.communityId} ${book.code}`),
    url: whole(`/${locale}${bookPath(campaign, book.code)}`),
    title: book.title,
    html: htmlOf(campaign, book, image, locale),
    authors: book.authors,
    topic: topicName(book.category, locale),
    language: book.language === LANGUAGE_UNKNOWN ? undefined : book.language,
    image,
    published,
    updated: changed ?? published,
  };
}

function htmlOf(campaign: PublicCampaign, book: BookCard, image: string | undefined, locale: Locale): string {
  const [t, words] = [channelWords(locale), catalogWords(locale)];
  const lines = [
    book.authors.join(", "),
    t("feed.minimum", { amount: formatMoney(book.minimumMinor, book.currency, locale) }),
    t("feed.state", { state: words(`state.${book.state}`) }),
    words("campaign.fund", { fund: campaign.fund.name }),
  ];
  const picture = image ? `<p><img src="${escaped(image)}" alt=""></p>` : "";
  return (
    picture +
    lines
      .filter(Boolean)
      .map((line) => `<p>${escaped(line)}</p>`)
      .join("")
  );
}

const whole = (path: string) => new URL(path, env.APP_URL).href;
const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** A name that stays when addresses change: a UUID made of what it stands for (RFC 9562, version 8). */
function urn(name: string): string {
  const hex = hash(name);
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

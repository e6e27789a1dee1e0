import { createHash } from "node:crypto";
import { dayText, phaseOf } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import { campaignPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import type { PublicBook, PublicCampaign } from "@/lib/catalog/queries";
import type { BookCard } from "@/lib/catalog/state";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { channelWords } from "@/lib/core/i18n/messages/channels";
import { formatMoney } from "@/lib/core/money";
import type { CampaignTotals } from "@/lib/reports/totals";
import type { CoverFacts } from "./cover";
import { HEIGHT, WIDTH } from "./size";

/** Counted up when the drawing itself changes, so that networks fetch what they have seen again. */
const DRAWING = 1;

type Photo = { communityId: string; id: string };
/** All that is drawn of a book. */
export type BookFacts = {
  kind: "book";
  cover: CoverFacts;
  photo: Photo | null;
  title: string;
  authors: string;
  campaign: string;
  fund: string;
  /** The minimum donation, or why the book cannot be claimed. */
  call: string;
  isFree: boolean;
};
/** All that is drawn of a campaign. */
export type CampaignFacts = {
  kind: "campaign";
  name: string;
  community: string;
  fund: string;
  raised: string;
  /** Shares of the goal, 0–1. */
  share: number;
  call: string;
  isOpen: boolean;
  covers: { cover: CoverFacts; photo: Photo | null }[];
};
export type PictureFacts = BookFacts | CampaignFacts;

export function bookFactsOf(campaign: PublicCampaign, book: PublicBook, locale: Locale, now: Date): BookFacts {
  const t = catalogWords(locale);
  const [photo] = book.photos;
  const isFree = book.state === "available" && phaseOf(campaign, now) === "open";
  const { code, title, authors, category } = book;
  return {
    kind: "book",
    cover: { code, title, authors, category },
    photo: photo ? { communityId: book.communityId, id: photo.id } : null,
    title,
    authors: authors.join(", "),
    campaign: campaign.name,
    fund: t("campaign.fund", { fund: campaign.fund.name }),
    call: isFree
      ? t("book.from", { amount: formatMoney(book.minimumMinor, book.currency, locale) })
      : book.state === "available"
        ? phaseWords(campaign, locale, now)
        : t(`state.${book.state}`),
    isFree,
  };
}

/** `free` are the first books of the catalog: those that are free stand on the picture's shelf. */
export function campaignFactsOf(
  campaign: PublicCampaign,
  { totals, books }: { totals: CampaignTotals; books: BookCard[] },
  locale: Locale,
  now: Date,
): CampaignFacts {
  const isOpen = phaseOf(campaign, now) === "open";
  const money = (minor: number) => formatMoney(minor, campaign.currency, locale);
  return {
    kind: "campaign",
    name: campaign.name,
    community: campaign.communityName,
    fund: catalogWords(locale)("campaign.fund", { fund: campaign.fund.name }),
    raised: channelWords(locale)("picture.raised", {
      raised: money(totals.raisedMinor),
      goal: money(campaign.goalMinor),
    }),
    share: Math.round(Math.min(1, totals.raisedMinor / campaign.goalMinor) * 1000) / 1000,
    call: isOpen
      ? catalogWords(locale)("campaign.free", { count: totals.booksAvailable })
      : phaseWords(campaign, locale, now),
    isOpen,
    covers: books.slice(0, SHELF).map(({ code, title, authors, category, photo }) => ({
      cover: { code, title, authors, category },
      photo: photo ? { communityId: campaign.communityId, id: photo.id } : null,
    })),
  };
}
export const SHELF = 3;

function phaseWords(campaign: PublicCampaign, locale: Locale, now: Date): string {
  const t = channelWords(locale);
  if (phaseOf(campaign, now) === "over") return t("picture.over");
  return t("picture.soon", { date: dayText(campaign.opensAt, campaign.timeZone, locale) });
}

/** The name of a picture's content: another one whenever anything on it differs. */
export const versionOf = (facts: PictureFacts) =>
  createHash("sha256")
    .update(JSON.stringify([DRAWING, facts]))
    .digest("hex")
    .slice(0, 12);

type Place = { communitySlug: string; slug: string };

/** The picture as a page's tags name it; networks fetch it again when its version differs. */
export function pictureOf(campaign: Place, facts: PictureFacts, locale: Locale, alt: string) {
  const path = facts.kind === "book" ? `${campaignPath(campaign)}/books/${facts.cover.code}` : campaignPath(campaign);
  return {
    url: `/og${path}.png?${new URLSearchParams({ lang: locale, v: versionOf(facts) })}`,
    width: WIDTH,
    height: HEIGHT,
    type: "image/png",
    alt,
  };
}

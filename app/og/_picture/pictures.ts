import { NO_FILTERS } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import type { PublicBook, PublicCampaign } from "@/lib/catalog/queries";
import { listBooks } from "@/lib/catalog/shelf";
import type { Locale } from "@/lib/core/i18n/locale";
import { channelWords } from "@/lib/core/i18n/messages/channels";
import { formatMoney } from "@/lib/core/money";
import { campaignTotals } from "@/lib/reports/totals";
import { type BookFacts, bookFactsOf, type CampaignFacts, campaignFactsOf, pictureOf, SHELF } from "./facts";

export type Picture<Facts> = { facts: Facts; image: ReturnType<typeof pictureOf> };

/** What is drawn of a campaign at this moment, and the picture's address. */
export async function campaignPicture(
  campaign: PublicCampaign,
  locale: Locale,
  now = new Date(),
): Promise<Picture<CampaignFacts>> {
  const shelf = { communityId: campaign.communityId, campaignId: campaign.id };
  const [totals, { items }] = await Promise.all([
    campaignTotals(campaign.communityId, campaign.id, now),
    listBooks(shelf, { ...NO_FILTERS, available: true }, { limit: SHELF, after: null }, now),
  ]);
  const facts = campaignFactsOf(campaign, { totals, books: items }, locale, now);
  const money = (minor: number) => formatMoney(minor, campaign.currency, locale);
  const alt = channelWords(locale)("picture.campaign", {
    campaign: campaign.name,
    raised: money(totals.raisedMinor),
    goal: money(campaign.goalMinor),
  });
  return { facts, image: pictureOf(campaign, facts, locale, alt) };
}

/** What is drawn of a book at this moment, and the picture's address. */
export function bookPicture(
  campaign: PublicCampaign,
  book: PublicBook,
  locale: Locale,
  now = new Date(),
): Picture<BookFacts> {
  const facts = bookFactsOf(campaign, book, locale, now);
  const t = channelWords(locale);
  const alt = facts.isFree
    ? t("picture.book", { title: book.title, from: facts.call })
    : t("picture.bookTaken", { title: book.title, state: facts.call });
  return { facts, image: pictureOf(campaign, facts, locale, alt) };
}

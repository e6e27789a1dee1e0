import { EmptyShelf } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { BookCard } from "@/lib/catalog/state";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import type { CampaignTotals } from "@/lib/reports/totals";
import { BookPicture } from "./book-picture";
import { CampaignProgress } from "./campaign-figures";
import { dayText, phaseOf } from "./names";
import { campaignPath } from "./paths";

type CampaignCardProps = {
  locale: Locale;
  campaign: PublicCampaign;
  totals: CampaignTotals;
  /** A few of its books, to be fanned out. */
  books: readonly BookCard[];
  now: Date;
  /** Said where several communities stand together. */
  withCommunity?: boolean;
};

/** A campaign as a poster: its books fanned out on the cloth, its name, its fund, and how far it has come. */
export function CampaignCard({ locale, campaign, totals, books, now, withCommunity }: CampaignCardProps) {
  const t = catalogWords(locale);
  const phase = phaseOf(campaign, now);
  const day = (date: Date) => dayText(date, campaign.timeZone, locale);
  const when = {
    soon: t("campaign.from", { date: day(campaign.opensAt) }),
    open: t("campaign.until", { date: day(campaign.closesAt) }),
    over: campaign.closesAt <= now ? t("campaign.over", { date: day(campaign.closesAt) }) : t("campaign.closed"),
  }[phase];
  return (
    <article className="campaign-card" data-phase={phase}>
      <div className="fan on-cloth" aria-hidden="true">
        {books.length === 0 && <EmptyShelf />}
        {books.map((book) => (
          <div key={book.code}>
            <BookPicture communityId={campaign.communityId} book={book} photo={book.photo} alt="" sizes="8rem" first />
          </div>
        ))}
      </div>
      <div className="stack" data-gap="3">
        {withCommunity && <p className="small muted">{campaign.communityName}</p>}
        <h3>
          <Anchor href={`/${locale}${campaignPath(campaign)}`}>{campaign.name}</Anchor>
        </h3>
        <p className="small">{t("campaign.fund", { fund: campaign.fund.name })}</p>
        <CampaignProgress locale={locale} goalMinor={campaign.goalMinor} totals={totals} />
        <p className="small muted">
          {[when, phase === "open" && t("campaign.free", { count: totals.booksAvailable })].filter(Boolean).join(" · ")}
        </p>
      </div>
    </article>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Disclosure, Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { MoreLink } from "@/app/_ui/more-link";
import { Shell } from "@/app/_ui/shell";
import { keepUntilChanged, tags } from "@/app/_web/freshness";
import { localeOf } from "@/app/_web/language";
import { pageTags } from "@/app/_web/page-tags";
import { feedsOf } from "@/app/feeds/_feed/addresses";
import { campaignPicture } from "@/app/og/_picture/pictures";
import { bookFacets } from "@/lib/catalog/facets";
import { findCampaign } from "@/lib/catalog/queries";
import { listBooks } from "@/lib/catalog/shelf";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { donorsWords } from "@/lib/core/i18n/messages/donors";
import { formatMoney } from "@/lib/core/money";
import { closedSums } from "@/lib/reports/closing";
import { campaignTotals } from "@/lib/reports/totals";
import { BookWall } from "./_catalog/book-wall";
import { campaignData } from "./_catalog/campaign-data";
import { CampaignHead } from "./_catalog/campaign-head";
import { Filters } from "./_catalog/filters";
import { phaseOf } from "./_catalog/names";
import {
  booksId,
  booksPath,
  campaignPath,
  donorsPath,
  givePath,
  moreId,
  NO_FILTERS,
  PAGE_SIZE,
} from "./_catalog/paths";
import { SearchBox } from "./_catalog/search-box";
import { StructuredData } from "./_catalog/structured-data";

export const ensureStatic = "navigation";
export const generateStaticParams = () => [{ community: "-", campaign: "-" }];

type Props = PageProps<"/[locale]/[community]/[campaign]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  "use cache";
  const locale = await localeOf(params);
  const { community, campaign: slug } = await params;
  keepUntilChanged(tags.site);
  const campaign = community === "-" ? undefined : await findCampaign(community, slug);
  if (!campaign) return {};
  const t = catalogWords(locale);
  const goal = formatMoney(campaign.goalMinor, campaign.currency, locale);
  const description =
    campaign.description || `${t("campaign.fund", { fund: campaign.fund.name })} · ${t("campaign.goal")} ${goal}`;
  keepUntilChanged(tags.site, tags.catalog(campaign.id));
  const { image } = await campaignPicture(campaign, locale);
  return pageTags({
    locale,
    path: campaignPath(campaign),
    title: campaign.name,
    description,
    image,
    feeds: feedsOf(campaign, locale),
  });
}

/** The catalog as it opens from a story: what it is for, how far it has come, and the books, the free ones first. */
export default async function CampaignPage({ params }: Props) {
  "use cache";
  const locale = await localeOf(params);
  const { community, campaign: slug } = await params;
  if (community === "-") notFound();
  const campaign = await findCampaign(community, slug);
  if (!campaign) {
    keepUntilChanged(tags.site);
    notFound();
  }
  keepUntilChanged(tags.site, tags.catalog(campaign.id));

  const now = new Date();
  const shelf = { communityId: campaign.communityId, campaignId: campaign.id };
  const [totals, list, facets] = await Promise.all([
    campaignTotals(campaign.communityId, campaign.id, now),
    listBooks(shelf, NO_FILTERS, { limit: PAGE_SIZE, after: null }, now),
    bookFacets(shelf, NO_FILTERS, now),
  ]);
  const closed = campaign.status === "closed" ? await closedSums(campaign.communityId, campaign.id, totals) : undefined;
  const t = catalogWords(locale);
  return (
    <Shell locale={locale} path={campaignPath(campaign)} community={campaign.communitySlug} cloth>
      <StructuredData data={campaignData(campaign, list.items, locale, now)} />
      <CampaignHead {...{ locale, campaign, totals, closed, now }} />
      <div className="wrap page" id={booksId(campaign)}>
        <h2 className="hidden-text">{t("campaign.books")}</h2>
        {list.items.length === 0 ? (
          <Empty
            title={t("campaign.noBooks")}
            action={
              phaseOf(campaign, now) === "open" && (
                <ButtonLink href={`/${locale}${givePath(campaign)}`}>{t("campaign.give")}</ButtonLink>
              )
            }
          >
            {t("campaign.noBooksText")}
          </Empty>
        ) : (
          <div className="stack" data-gap="5">
            <SearchBox
              action={`/${locale}${booksPath(campaign, {})}`}
              filters={[]}
              query=""
              words={{ label: t("search.label"), placeholder: t("search.placeholder"), go: t("search.go") }}
            />
            <Filters locale={locale} campaign={campaign} filters={NO_FILTERS} facets={facets} />
            <BookWall locale={locale} campaign={campaign} books={list.items} />
            <MoreLink
              href={
                list.nextCursor && `/${locale}${booksPath(campaign, {}, { show: PAGE_SIZE * 2 })}#${moreId(PAGE_SIZE)}`
              }
              note={t("search.shown", { shown: list.items.length, total: totals.booksListed })}
            >
              {t("search.more")}
            </MoreLink>
          </div>
        )}
        {totals.donors > 0 && (
          <p className="small">
            <Anchor href={`/${locale}${donorsPath(campaign)}`}>{donorsWords(locale)("link")}</Anchor>
          </p>
        )}
        {campaign.notAccepted && (
          <Disclosure summary={t("campaign.notAccepted")} plain>
            <p className="prose">{campaign.notAccepted}</p>
          </Disclosure>
        )}
      </div>
    </Shell>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Crumbs, Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { MoreLink } from "@/app/_ui/more-link";
import { Notice } from "@/app/_ui/notice";
import { Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { bookFacets } from "@/lib/catalog/facets";
import { findCampaign } from "@/lib/catalog/queries";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { BookWall } from "../_catalog/book-wall";
import { ChosenFilters, Filters } from "../_catalog/filters";
import { booksPath, campaignPath, filterEntries, moreId, PAGE_SIZE } from "../_catalog/paths";
import { SearchBox } from "../_catalog/search-box";
import { firstBooks, readList, SHOWN_MAX } from "./list";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/[campaign]/books">;

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const locale = await localeOf(params);
  const { community, campaign: slug } = await params;
  const campaign = await findCampaign(community, slug);
  if (!campaign) return {};
  const t = catalogWords(locale);
  const { filters } = readList(await searchParams);
  return {
    title: filters.q
      ? t("search.titleFor", { query: filters.q, campaign: campaign.name })
      : t("search.title", { campaign: campaign.name }),
    robots: { index: false, follow: true }, // the catalog itself and its books are to be found, not every choice of filters
  };
}

/** The books an address asks for: by words, filters and order, some or many. */
export default async function BooksPage({ params, searchParams }: Props) {
  await connection();
  const locale = await localeOf(params);
  const { community, campaign: slug } = await params;
  const campaign = await findCampaign(community, slug);
  if (!campaign) notFound();

  const asked = readList(await searchParams);
  const { filters } = asked;
  const shelf = { communityId: campaign.communityId, campaignId: campaign.id };
  const now = new Date();
  const [list, facets] = await Promise.all([firstBooks(shelf, asked, now), bookFacets(shelf, filters, now)]);

  const t = catalogWords(locale);
  const here = booksPath(campaign, filters);
  const found = t(facets.isCapped ? "search.foundAtLeast" : "search.found", { count: facets.total });
  return (
    <Shell locale={locale} path={here} community={campaign.communitySlug}>
      <div className="wrap page stack" data-gap="5">
        <div className="stack" data-gap="1">
          <Crumbs
            label={siteWords(locale)("crumbs")}
            items={[
              { name: campaign.communityName, href: `/${locale}/${campaign.communitySlug}` },
              { name: campaign.name, href: `/${locale}${campaignPath(campaign)}` },
            ]}
          />
          <h1 className="hidden-text">{t("search.title", { campaign: campaign.name })}</h1>
        </div>
        <SearchBox
          live
          action={`/${locale}${booksPath(campaign, {})}`}
          filters={filterEntries(filters)}
          query={filters.q ?? ""}
          words={{ label: t("search.label"), placeholder: t("search.placeholder"), go: t("search.go") }}
        />
        <Filters locale={locale} campaign={campaign} filters={filters} facets={facets} />
        {asked.isBroken && <Notice tone="wait">{t("search.broken")}</Notice>}
        <div className="stack" data-gap="3">
          <p role="status" className="found">
            <b>{found}</b>
            {facets.total > 0 && filters.available === undefined && (
              <span className="muted">, {t("search.free", { count: freeAmong(facets) })}</span>
            )}
          </p>
          <ChosenFilters locale={locale} campaign={campaign} filters={filters} />
        </div>
        {list.items.length === 0 ? (
          <Empty
            title={t("search.none")}
            action={
              <ButtonLink href={`/${locale}${campaignPath(campaign)}`} kind="quiet">
                {t("search.clear")}
              </ButtonLink>
            }
          >
            {t("search.noneText")}
          </Empty>
        ) : (
          <BookWall locale={locale} campaign={campaign} books={list.items} moreFrom={asked.show - PAGE_SIZE} />
        )}
        <MoreLink
          href={list.nextCursor && nextHref()}
          note={
            list.items.length > 0 ? t("search.shown", { shown: list.items.length, total: facets.total }) : undefined
          }
        >
          {asked.show < SHOWN_MAX ? t("search.more") : t("search.next")}
        </MoreLink>
      </div>
    </Shell>
  );

  function nextHref(): string {
    const more = asked.show < SHOWN_MAX ? { show: asked.show + PAGE_SIZE } : { cursor: list.nextCursor ?? "" };
    const kept = asked.cursor && asked.show < SHOWN_MAX ? { cursor: asked.cursor } : {};
    return `/${locale}${here}${here.includes("?") ? "&" : "?"}${new URLSearchParams(
      Object.entries({ ...kept, ...more }).map(([name, value]) => [name, String(value)]),
    )}${asked.show < SHOWN_MAX ? `#${moreId(asked.show)}` : ""}`;
  }
}

/** Without a filter of its own, the facet counts the same books as the total. */
const freeAmong = ({ available, total }: { available: number; total: number }) => Math.min(available, total);

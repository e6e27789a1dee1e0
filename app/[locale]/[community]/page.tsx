import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Empty } from "@/app/_ui/blocks";
import { Head, Shell } from "@/app/_ui/shell";
import { keepUntilChanged, tags } from "@/app/_web/freshness";
import { localeOf } from "@/app/_web/language";
import { pageTags } from "@/app/_web/page-tags";
import { listCampaigns } from "@/lib/catalog/queries";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { findCommunity } from "@/lib/identity/communities";
import { CampaignCards, tagsOfCampaigns } from "./[campaign]/_catalog/campaign-cards";

export const ensureStatic = "navigation";
export const generateStaticParams = () => [{ community: "-" }];

type Props = PageProps<"/[locale]/[community]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  "use cache";
  const locale = await localeOf(params);
  const { community: slug } = await params;
  keepUntilChanged(tags.site);
  const community = slug === "-" ? undefined : await findCommunity(slug);
  if (!community) return {};
  const description = catalogWords(locale)("community.lead");
  return pageTags({ locale, path: `/${slug}`, title: community.name, description });
}

/** A community's campaigns, those that are over, too. */
export default async function CommunityPage({ params }: Props) {
  "use cache";
  const locale = await localeOf(params);
  const { community: slug } = await params;
  if (slug === "-") notFound();
  const community = await findCommunity(slug);
  if (!community) {
    keepUntilChanged(tags.site);
    notFound();
  }
  const now = new Date();
  const campaigns = await listCampaigns(slug);
  keepUntilChanged(tags.site, ...tagsOfCampaigns(campaigns));
  const t = catalogWords(locale);
  return (
    <Shell locale={locale} path={`/${slug}`} community={slug} cloth>
      <Head>
        <div className="hero">
          <h1>{community.name}</h1>
          <p>{t("community.lead")}</p>
        </div>
      </Head>
      <div className="wrap page stack" data-gap="5">
        {campaigns.length === 0 ? (
          <Empty title={t("community.none")}>{t("community.noneText")}</Empty>
        ) : (
          <>
            <h2>{t("community.campaigns")}</h2>
            <CampaignCards locale={locale} campaigns={campaigns} now={now} />
          </>
        )}
      </div>
    </Shell>
  );
}

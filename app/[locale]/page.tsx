import type { Metadata } from "next";
import { connection } from "next/server";
import { Empty } from "@/app/_ui/blocks";
import { Head, Shell } from "@/app/_ui/shell";
import { keepUntilChanged, tags } from "@/app/_web/freshness";
import { localeOf } from "@/app/_web/language";
import { pageTags } from "@/app/_web/page-tags";
import { listOpenCampaigns } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { CampaignCards, tagsOfCampaigns } from "./[community]/[campaign]/_catalog/campaign-cards";

export const instant = false;

type Props = PageProps<"/[locale]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const locale = await localeOf(params);
  return pageTags({ locale, path: "", description: siteWords(locale)("description") });
}

/** What this is, and the campaigns that run now. Its only parameter is known at build, when no database may be asked. */
export default async function HomePage({ params }: Props) {
  await connection();
  return <Home locale={await localeOf(params)} />;
}

async function Home({ locale }: { locale: Locale }) {
  "use cache";
  const now = new Date();
  const campaigns = await listOpenCampaigns(now);
  keepUntilChanged(tags.site, ...tagsOfCampaigns(campaigns));
  const t = catalogWords(locale);
  return (
    <Shell locale={locale} path="/" cloth>
      <Head>
        <div className="hero">
          <h1>{t("home.title")}</h1>
          <p>{t("home.lead")}</p>
        </div>
      </Head>
      <div className="wrap page stack" data-gap="5">
        {campaigns.length === 0 ? (
          <Empty title={t("home.none")}>{t("home.noneText")}</Empty>
        ) : (
          <>
            <h2>{t("home.open")}</h2>
            <CampaignCards locale={locale} campaigns={campaigns} now={now} withCommunity />
          </>
        )}
      </div>
    </Shell>
  );
}

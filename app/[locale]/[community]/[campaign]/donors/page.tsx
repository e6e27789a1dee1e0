import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { keepUntilChanged, tags } from "@/app/_web/freshness";
import { localeOf } from "@/app/_web/language";
import { findCampaign } from "@/lib/catalog/queries";
import { donorsWords } from "@/lib/core/i18n/messages/donors";
import { donorsPath } from "../_catalog/paths";
import { DonorList } from "./_donors/donor-list";

export const ensureStatic = "navigation";
export const generateStaticParams = () => [{ community: "-", campaign: "-" }];

type Props = PageProps<"/[locale]/[community]/[campaign]/donors">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  "use cache";
  const locale = await localeOf(params);
  const { community, campaign: slug } = await params;
  keepUntilChanged(tags.site);
  const campaign = community === "-" ? undefined : await findCampaign(community, slug);
  if (!campaign) return {};
  return {
    title: donorsWords(locale)("title", { campaign: campaign.name }),
    robots: { index: false, follow: true }, // whoever is named here did not ask to be found by a search for their name
    alternates: { canonical: `/${locale}${donorsPath(campaign)}` },
  };
}

/** Those who gave and chose to be named, the latest first. */
export default async function DonorsPage({ params }: Props) {
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
  return <DonorList locale={locale} campaign={campaign} from={0} />;
}

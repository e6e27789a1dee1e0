import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { z } from "zod";
import { localeOf } from "@/app/_web/language";
import { findCampaign } from "@/lib/catalog/queries";
import { donorsWords } from "@/lib/core/i18n/messages/donors";
import { DONORS_PAGE } from "@/lib/reports/donors";
import { DonorList } from "../_donors/donor-list";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/[campaign]/donors/more">;

/** Where the part begins; what cannot be read begins where the first page ends. */
const place = z.coerce.number().int().positive().max(1_000_000).catch(DONORS_PAGE);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const locale = await localeOf(params);
  const { community, campaign: slug } = await params;
  const campaign = await findCampaign(community, slug);
  return campaign
    ? { title: donorsWords(locale)("title", { campaign: campaign.name }), robots: { index: false, follow: true } }
    : {};
}

/** Further names of the list of donors. */
export default async function MoreDonorsPage({ params, searchParams }: Props) {
  await connection();
  const locale = await localeOf(params);
  const { community, campaign: slug } = await params;
  const campaign = await findCampaign(community, slug);
  if (!campaign) notFound();
  return <DonorList locale={locale} campaign={campaign} from={place.parse((await searchParams).from)} />;
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { ListingView } from "@/app/[locale]/_listing/listing-view";
import { pathOf } from "@/app/[locale]/_listing/whose";
import { findManagedBook } from "@/lib/catalog/own";
import { findCampaign } from "@/lib/catalog/queries";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";

export const instant = false;

type Params = PageProps<"/[locale]/books/manage/[token]">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const t = giveWords(await localeOf(params));
  return { title: t("manage.title"), robots: { index: false, follow: false } };
}

/** An outsider's own listing, by its private link. */
export default async function Page({ params, searchParams }: Params) {
  await connection();
  const locale = await localeOf(params);
  const { token } = await params;
  const listing = await findManagedBook(token);
  const campaign = listing && (await findCampaign(listing.communitySlug, listing.campaignSlug));
  if (!listing || !campaign) notFound();

  return (
    <Shell locale={locale} path={pathOf(undefined, { token })} community={listing.communitySlug}>
      <Body width="text">
        <ListingView {...{ locale, listing, campaign }} at={{ token }} isReviewed query={await searchParams} />
        <p className="muted small">{giveWords(locale)("manage.private")}</p>
      </Body>
    </Shell>
  );
}

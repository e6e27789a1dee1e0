import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Card } from "@/app/_ui/blocks";
import { Notice } from "@/app/_ui/notice";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { DataLink } from "@/app/[locale]/_data/data-link";
import { HandoverPanel } from "@/app/[locale]/_handover/panel";
import { SharesSignIn } from "@/app/[locale]/_handover/shares";
import { byListing } from "@/app/[locale]/_handover/whose";
import { ListingView } from "@/app/[locale]/_listing/listing-view";
import { pathOf } from "@/app/[locale]/_listing/whose";
import { findManagedBook } from "@/lib/catalog/own";
import { findCampaignOf } from "@/lib/catalog/queries";
import { findHandoverView } from "@/lib/claims/handovers/queries";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import { meWords } from "@/lib/core/i18n/messages/me";

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
  const query = await searchParams;
  const now = new Date();
  const [listing, waiting] = await Promise.all([findManagedBook(token, now), byListing(token)]);
  const view = waiting && (await findHandoverView(waiting.actor, waiting.ref, now));
  const campaign = listing && (await findCampaignOf(listing, now));
  if (!listing || !campaign) notFound();

  return (
    <Shell locale={locale} path={pathOf(undefined, { token })} community={listing.communitySlug}>
      <Body width="text">
        <ListingView {...{ locale, listing, campaign }} at={{ token }} isReviewed query={query}>
          {view && (
            <section id="handover">
              <Card gap={4}>
                <h2>{meWords(locale)("handOver.title")}</h2>
                <HandoverPanel
                  locale={locale}
                  at={{ listing: token }}
                  view={view}
                  now={now}
                  said={[query.said].flat()[0]}
                />
                <SharesSignIn locale={locale} community={listing.communitySlug} />
              </Card>
            </section>
          )}
          {!view && query.said === "received" && <Notice tone="good">{meWords(locale)("handOver.done")}</Notice>}
        </ListingView>
        <p className="muted small">{giveWords(locale)("manage.private")}</p>
        <DataLink locale={locale} at={{ kind: "books", token }} />
      </Body>
    </Shell>
  );
}

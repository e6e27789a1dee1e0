import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Card } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { Notice } from "@/app/_ui/notice";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { communityOf, requirePerson } from "@/app/_web/session";
import { HandoverPanel } from "@/app/[locale]/_handover/panel";
import { ListingView } from "@/app/[locale]/_listing/listing-view";
import { pathOf } from "@/app/[locale]/_listing/whose";
import { findOwnBook } from "@/lib/catalog/own";
import { needsReview } from "@/lib/catalog/owners";
import { findCampaignOf } from "@/lib/catalog/queries";
import { listToGive } from "@/lib/claims/handovers/queries";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import { meWords } from "@/lib/core/i18n/messages/me";

export const instant = false;

type Params = PageProps<"/[locale]/[community]/me/books/[code]">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: giveWords(await localeOf(params))("manage.title"), robots: { index: false } };
}

/** A book of one's own, for somebody signed in. */
export default async function Page({ params, searchParams }: Params) {
  await connection();
  const locale = await localeOf(params);
  const { community: slug, code } = await params;
  const community = await communityOf(slug);
  const at = { community: slug, code };
  const person = await requirePerson(community.id, locale, pathOf(locale, at));
  const query = await searchParams;
  const now = new Date();
  const listing = await findOwnBook(person, code, now);
  const campaign = listing && (await findCampaignOf(listing, now));
  if (!listing || !campaign) notFound();
  const [view] = await listToGive(person, listing.id, now);

  return (
    <Shell locale={locale} path={pathOf(undefined, at)} community={slug}>
      <Body width="text">
        <ListingView {...{ locale, at, listing, campaign }} isReviewed={needsReview(person)} query={query}>
          {view && (
            <section id="handover">
              <Card gap={4}>
                <h2>{meWords(locale)("handOver.title")}</h2>
                <HandoverPanel
                  locale={locale}
                  at={{ community: slug, code: view.claimCode, book: listing.code }}
                  view={view}
                  now={now}
                  said={[query.said].flat()[0]}
                />
              </Card>
            </section>
          )}
          {!view && query.said === "received" && <Notice tone="good">{meWords(locale)("handOver.done")}</Notice>}
        </ListingView>
        <p>
          <Anchor href={`/${locale}/${slug}/me`}>{meWords(locale)("back")}</Anchor>
        </p>
      </Body>
    </Shell>
  );
}

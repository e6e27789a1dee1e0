import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Anchor } from "@/app/_ui/link";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { communityOf, requirePerson } from "@/app/_web/session";
import { ListingView } from "@/app/[locale]/_listing/listing-view";
import { pathOf } from "@/app/[locale]/_listing/whose";
import { findOwnBook } from "@/lib/catalog/own";
import { needsReview } from "@/lib/catalog/owners";
import { findCampaign } from "@/lib/catalog/queries";
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
  const listing = await findOwnBook(person, code);
  const campaign = listing && (await findCampaign(slug, listing.campaignSlug));
  if (!listing || !campaign) notFound();

  return (
    <Shell locale={locale} path={pathOf(undefined, at)} community={slug}>
      <Body width="text">
        <ListingView
          {...{ locale, at, listing, campaign }}
          isReviewed={needsReview(person)}
          query={await searchParams}
        />
        <p>
          <Anchor href={`/${locale}/${slug}/me`}>{meWords(locale)("back")}</Anchor>
        </p>
      </Body>
    </Shell>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { PhotoNotices } from "@/app/[locale]/_listing/photo-notices";
import { bookPath, givePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { findBook, findCampaign, otherCopies } from "@/lib/catalog/queries";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";

export const instant = false;

type Params = PageProps<"/[locale]/[community]/[campaign]/give/thanks">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: giveWords(await localeOf(params))("thanks.title"), robots: { index: false } };
}

/** After a member's book went into the catalog: what happens next. */
export default async function Page({ params, searchParams }: Params) {
  await connection();
  const locale = await localeOf(params);
  const { community, campaign: slug } = await params;
  const query = await searchParams;
  const campaign = await findCampaign(community, slug);
  const book = campaign && (await findBook(campaign.communityId, campaign.id, String(query.book ?? "")));
  if (!campaign || !book) notFound();
  const { copies } = book.isbn13 ? await otherCopies(campaign.communityId, campaign.id, book.isbn13) : { copies: 1 };
  const t = giveWords(locale);

  return (
    <Shell locale={locale} path={`${givePath(campaign)}/thanks?book=${book.code}`} community={community}>
      <Body width="text">
        <h1>{t("thanks.title")}</h1>
        <PhotoNotices locale={locale} query={query} />
        <Card raised gap={4}>
          <p>{t("thanks.text", { title: book.title })}</p>
          {copies > 1 && <p className="muted">{t("thanks.copy", { count: copies })}</p>}
          <div className="row">
            <ButtonLink href={`/${locale}${givePath(campaign)}`}>{t("thanks.more")}</ButtonLink>
            <ButtonLink kind="quiet" href={`/${locale}${bookPath(campaign, book.code)}`}>
              {t("thanks.see")}
            </ButtonLink>
            <ButtonLink kind="plain" href={`/${locale}/${community}/me`}>
              {t("thanks.mine")}
            </ButtonLink>
          </div>
        </Card>
      </Body>
    </Shell>
  );
}

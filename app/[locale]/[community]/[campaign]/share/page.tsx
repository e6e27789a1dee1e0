import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Card, Crumbs } from "@/app/_ui/blocks";
import { CopyButton } from "@/app/_ui/copy-button";
import { Anchor } from "@/app/_ui/link";
import { Body, Shell } from "@/app/_ui/shell";
import { localeOf } from "@/app/_web/language";
import { appAddress, SHARED_IN, sharePath } from "@/app/[locale]/_share/networks";
import { ShareForm } from "@/app/[locale]/_share/share-form";
import { findBook, findCampaign, type PublicBook, type PublicCampaign } from "@/lib/catalog/queries";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { channelWords } from "@/lib/core/i18n/messages/channels";
import { shareWords } from "@/lib/core/i18n/messages/share";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { findLinkByCode } from "@/lib/referrals/found-links";
import { bookPath, campaignPath } from "../_catalog/paths";
import { sitePath } from "./site/paths";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/[campaign]/share">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: shareWords(await localeOf(params))("share"), robots: { index: false } };
}

/** Gives a reader a link of their own to a campaign or a book: first where it goes, then the link itself. */
export default async function Page({ params, searchParams }: Props) {
  await connection();
  const locale = await localeOf(params);
  const { community, campaign: slug } = await params;
  const query = await searchParams;
  const campaign = await findCampaign(community, slug);
  if (!campaign) notFound();
  const asked = typeof query.book === "string" ? query.book : undefined;
  const book = asked ? await findBook(campaign.communityId, campaign.id, asked) : undefined;
  if (asked && !book) notFound();
  const found = typeof query.link === "string" ? await findLinkByCode(query.link) : null;
  const link = found?.campaignPath === campaignPath(campaign) && found.content === "share" ? found : null;
  const t = shareWords(locale);
  return (
    <Shell
      locale={locale}
      path={sharePath(campaign, { book: book?.code, ...(link && { link: link.code }) })}
      community={community}
    >
      <Body width="text">
        <Crumbs
          label={siteWords(locale)("crumbs")}
          items={[
            { name: campaign.name, href: `/${locale}${campaignPath(campaign)}` },
            ...(book ? [{ name: book.title, href: `/${locale}${bookPath(campaign, book.code)}` }] : []),
            { name: t("share") },
          ]}
        />
        <h1>{t(book ? "titleBook" : "titleCampaign")}</h1>
        {link && <OwnLink {...{ locale, campaign, book }} code={link.code} network={link.network} />}
        <Card gap={4}>
          <p>{t("lead")}</p>
          <ShareForm locale={locale} campaign={campaign} book={book?.code} />
        </Card>
        <p>
          <Anchor href={`/${locale}${sitePath(campaign)}`}>{channelWords(locale)("site.link")}</Anchor>
        </p>
      </Body>
    </Shell>
  );
}

type OwnLinkProps = {
  locale: Locale;
  campaign: PublicCampaign;
  book: PublicBook | undefined;
  code: string;
  network: string;
};

function OwnLink({ locale, campaign, book, code, network }: OwnLinkProps) {
  const t = shareWords(locale);
  const url = new URL(`/r/${code}`, env.APP_URL).href;
  const fund = campaign.fund.name;
  const text = book ? t("textBook", { title: book.title, fund }) : t("text", { campaign: campaign.name, fund });
  const chosen = SHARED_IN.find((each) => each === network);
  const app = chosen && appAddress(chosen, url, text);
  return (
    <Card raised gap={4}>
      <div className="stack" data-gap="2">
        <h2>{t("ready")}</h2>
        <p>{t("readyText")}</p>
      </div>
      <div className="copyable">
        <span className="value">{url}</span>
        <CopyButton text={url} label={siteWords(locale)("copy")} done={siteWords(locale)("copied")} />
      </div>
      {chosen && app && (
        <a className="button" data-wide href={app} target="_blank" rel="noopener noreferrer">
          {t("open", { network: t(`network.${chosen}`) })}
        </a>
      )}
    </Card>
  );
}

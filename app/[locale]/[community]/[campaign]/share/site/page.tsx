import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Card, Crumbs } from "@/app/_ui/blocks";
import { CopyButton } from "@/app/_ui/copy-button";
import { Body, Shell } from "@/app/_ui/shell";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormChoices, FormField } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { escaped } from "@/app/_web/markup";
import { sharePath } from "@/app/[locale]/_share/networks";
import { EMBED_HEIGHT, EMBED_VIEWS, type EmbedView, embedPath } from "@/app/embed/_embed/addresses";
import { FEED_KINDS, feedPath } from "@/app/feeds/_feed/addresses";
import { findCampaign, type PublicCampaign } from "@/lib/catalog/queries";
import { env } from "@/lib/core/env";
import { isLocale, LOCALES, type Locale } from "@/lib/core/i18n/locale";
import { channelWords } from "@/lib/core/i18n/messages/channels";
import { shareWords } from "@/lib/core/i18n/messages/share";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { findLinkByCode } from "@/lib/referrals/found-links";
import { campaignPath } from "../../_catalog/paths";
import { siteAction } from "./actions";
import { sitePath } from "./paths";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/[campaign]/share/site">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: channelWords(await localeOf(params))("site.title"), robots: { index: false } };
}

/** For whoever has a site: the code of the widget with a live preview, and the feeds. */
export default async function Page({ params, searchParams }: Props) {
  await connection();
  const locale = await localeOf(params);
  const { community, campaign: slug } = await params;
  const query = await searchParams;
  const campaign = await findCampaign(community, slug);
  if (!campaign) notFound();

  const found = typeof query.link === "string" ? await findLinkByCode(query.link) : null;
  const code = found?.campaignPath === campaignPath(campaign) ? found.code : undefined;
  const view = EMBED_VIEWS.find((each) => each === query.view) ?? "bar";
  const lang = typeof query.lang === "string" && isLocale(query.lang) ? query.lang : campaign.locale;
  const t = channelWords(locale);
  return (
    <Shell
      locale={locale}
      path={sitePath(campaign, code ? { view, lang, link: code } : undefined)}
      community={community}
    >
      <Body width="text">
        <Crumbs
          label={siteWords(locale)("crumbs")}
          items={[
            { name: campaign.name, href: `/${locale}${campaignPath(campaign)}` },
            { name: shareWords(locale)("share"), href: `/${locale}${sharePath(campaign)}` },
            { name: t("site.title") },
          ]}
        />
        <h1>{t("site.title")}</h1>
        <p>{t("site.lead")}</p>
        <Card gap={4}>
          <Form action={siteAction.bind(null, locale, community, slug)}>
            <FormChoices
              name="view"
              legend={t("site.view")}
              options={EMBED_VIEWS.map((value) => ({ value, label: t(`site.${value}`) }))}
              chosen={view}
            />
            <FormChoices
              name="lang"
              legend={t("site.language")}
              options={LOCALES.map((value) => ({ value, label: t(`site.${value}`) }))}
              chosen={lang}
            />
            <FormField
              name="site"
              label={t("site.name")}
              hint={t("site.nameHint")}
              defaultValue={found?.network.replace(/^embed-/, "") ?? ""}
              maxLength={60}
              required
              autoCapitalize="none"
              spellCheck={false}
            />
            <SubmitButton>{t("site.show")}</SubmitButton>
          </Form>
        </Card>
        {code && <Code {...{ locale, campaign, view, lang, code }} />}
        <section className="stack" data-gap="2">
          <h2>{t("site.feeds")}</h2>
          <ul className="stack" data-gap="2">
            {FEED_KINDS.map((kind) => (
              <li key={kind}>
                <a href={feedPath(campaign, kind, locale)}>{t(`feed.${kind}`)}</a>
              </li>
            ))}
          </ul>
        </section>
      </Body>
    </Shell>
  );
}

type CodeProps = { locale: Locale; campaign: PublicCampaign; view: EmbedView; lang: Locale; code: string };

function Code({ locale, campaign, view, lang, code }: CodeProps) {
  const t = channelWords(locale);
  const path = embedPath(campaign, { view, locale: lang, code });
  const title = channelWords(lang)("embed.title", { campaign: campaign.name });
  const html = `<iframe src="${escaped(new URL(path, env.APP_URL).href)}" title="${escaped(title)}" width="100%" height="${EMBED_HEIGHT[view]}" style="border:0" loading="lazy"></iframe>`;
  return (
    <Card raised gap={4}>
      <h2 id="code">{t("site.code")}</h2>
      <div className="copyable">
        <code className="value">{html}</code>
        <CopyButton text={html} label={siteWords(locale)("copy")} done={siteWords(locale)("copied")} />
      </div>
      <h3>{t("site.preview")}</h3>
      <iframe src={path} title={title} width="100%" height={EMBED_HEIGHT[view]} loading="lazy" />
    </Card>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Crumbs, Disclosure, Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Body, Shell } from "@/app/_ui/shell";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormCheck, FormField } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { inBothLanguages } from "@/app/_web/page-tags";
import { actorIn } from "@/app/_web/session";
import { BookFields } from "@/app/[locale]/_listing/book-fields";
import { PhotosField } from "@/app/[locale]/_listing/photos-card";
import { PrivacyLink } from "@/app/[locale]/[community]/_privacy-link";
import { campaignPath, givePath, pilePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { findCampaign, type PublicCampaign } from "@/lib/catalog/queries";
import { takesBooks } from "@/lib/catalog/rules";
import type { Locale } from "@/lib/core/i18n/locale";
import { giveWords } from "@/lib/core/i18n/messages/give-pages";
import { pileWords } from "@/lib/core/i18n/messages/pile";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { can } from "@/lib/identity/actor";
import { giveAction } from "./actions";

export const instant = false;

type Params = PageProps<"/[locale]/[community]/[campaign]/give">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const locale = await localeOf(params);
  const { community, campaign } = await params;
  const path = givePath({ communitySlug: community, slug: campaign });
  return { title: giveWords(locale)("title"), alternates: inBothLanguages(locale, path) };
}

export default async function Page({ params }: Params) {
  await connection();
  const locale = await localeOf(params);
  const { community, campaign: slug } = await params;
  const campaign = await findCampaign(community, slug);
  if (!campaign) notFound();
  const actor = await actorIn(campaign.communityId);
  const isOpen = takesBooks(campaign, can(actor, "campaigns.manage"), new Date());
  const isAtOnce = can(actor, "catalog.list");
  const t = giveWords(locale);

  return (
    <Shell locale={locale} path={givePath(campaign)} community={community}>
      <Body width="text">
        <Crumbs
          label={siteWords(locale)("crumbs")}
          items={[{ name: campaign.name, href: `/${locale}${campaignPath(campaign)}` }, { name: t("title") }]}
        />
        <div className="stack" data-gap="3">
          <h1>{t("title")}</h1>
          <p>{t("lead", { fund: campaign.fund.name })}</p>
          {isOpen && !isAtOnce && <p className="muted">{t("leadGuest")}</p>}
          {isOpen && actor.kind === "visitor" && <SignInFirst locale={locale} campaign={campaign} />}
          {isOpen && isAtOnce && (
            <p className="small">
              {/* a new document: only that page may use the camera */}
              <a href={`/${locale}${pilePath(campaign)}`}>{pileWords(locale)("link")}</a>
            </p>
          )}
        </div>
        {isOpen ? (
          <>
            {campaign.notAccepted && (
              <Disclosure summary={t("notAccepted")}>
                <p className="prose">{campaign.notAccepted}</p>
              </Disclosure>
            )}
            <Form
              action={giveAction.bind(null, locale, community, slug)}
              checkFields={t("checkFields")}
              lost={t("filesAgain")}
              gap={5}
            >
              <BookFields locale={locale} campaign={campaign} />
              <PhotosField locale={locale} optional={siteWords(locale)("optional")} />
              {actor.kind === "visitor" && <AboutYou locale={locale} community={community} />}
              <SubmitButton size="large" wide>
                {t(isAtOnce ? "submit" : "submitGuest")}
              </SubmitButton>
            </Form>
          </>
        ) : (
          <Empty
            title={t("closedTitle")}
            action={<ButtonLink href={`/${locale}${campaignPath(campaign)}`}>{t("toCatalog")}</ButtonLink>}
          >
            {t("closedText")}
          </Empty>
        )}
      </Body>
    </Shell>
  );
}

function SignInFirst({ locale, campaign }: { locale: Locale; campaign: PublicCampaign }) {
  const t = giveWords(locale);
  const query = new URLSearchParams({ next: `/${locale}${givePath(campaign)}` });
  return (
    <p className="small">
      {t("signIn")} <Anchor href={`/${locale}/sign-in?${query}`}>{t("signInLink")}</Anchor>
    </p>
  );
}

function AboutYou({ locale, community }: { locale: Locale; community: string }) {
  const t = giveWords(locale);
  return (
    <div className="stack" data-gap="4">
      <h2>{t("you")}</h2>
      <FormField name="giver.name" label={t("name")} autoComplete="name" maxLength={120} />
      <FormField
        name="giver.email"
        type="email"
        label={t("email")}
        hint={t("emailHint")}
        autoComplete="email"
        maxLength={254}
      />
      <FormField name="heardFrom" label={t("heardFrom")} optional={siteWords(locale)("optional")} maxLength={200} />
      <FormCheck name="consent">{t("consent")}</FormCheck>
      <PrivacyLink locale={locale} community={community} />
    </div>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Crumbs, Empty } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { Body, Shell } from "@/app/_ui/shell";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormCheck, FormChoices, FormField } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { inBothLanguages } from "@/app/_web/page-tags";
import { actorIn } from "@/app/_web/session";
import { PrivacyLink } from "@/app/[locale]/[community]/_privacy-link";
import { phaseOf } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import { campaignPath, donatePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { AmountField } from "@/app/[locale]/[community]/[campaign]/books/[code]/claim-parts";
import { findCampaign, type PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { donationWords } from "@/lib/core/i18n/messages/donation-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { formatMoney, plainAmount } from "@/lib/core/money";
import { cardsOf } from "@/lib/donations/card/providers";
import { donateAction } from "./actions";

export const instant = false;

type Params = PageProps<"/[locale]/[community]/[campaign]/donate">;

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const locale = await localeOf(params);
  const { community, campaign } = await params;
  const path = donatePath({ communitySlug: community, slug: campaign });
  return { title: donationWords(locale)("title"), alternates: inBothLanguages(locale, path) };
}

/** A donation for its own sake: how much, by what, and from whom. */
export default async function Page({ params }: Params) {
  await connection();
  const locale = await localeOf(params);
  const { community, campaign: slug } = await params;
  const campaign = await findCampaign(community, slug);
  if (!campaign) notFound();
  const actor = await actorIn(campaign.communityId);
  const t = donationWords(locale);
  return (
    <Shell locale={locale} path={donatePath(campaign)} community={community}>
      <Body width="text">
        <Crumbs
          label={siteWords(locale)("crumbs")}
          items={[{ name: campaign.name, href: `/${locale}${campaignPath(campaign)}` }, { name: t("title") }]}
        />
        <div className="stack" data-gap="3">
          <h1>{t("title")}</h1>
          <p>{t("give.lead", { fund: campaign.fund.name })}</p>
        </div>
        {phaseOf(campaign, new Date()) === "open" ? (
          <DonateForm locale={locale} campaign={campaign} isKnown={actor.kind === "person"} />
        ) : (
          <Empty
            title={t("give.closed")}
            action={<ButtonLink href={`/${locale}${campaignPath(campaign)}`}>{t("toCatalog")}</ButtonLink>}
          >
            {t("give.closedText")}
          </Empty>
        )}
      </Body>
    </Shell>
  );
}

type DonateFormProps = { locale: Locale; campaign: PublicCampaign; isKnown: boolean };

function DonateForm({ locale, campaign, isKnown }: DonateFormProps) {
  const t = donationWords(locale);
  const { communitySlug, slug, currency } = campaign;
  const signIn = new URLSearchParams({ community: communitySlug, next: `/${locale}${donatePath(campaign)}` });
  return (
    <Form action={donateAction.bind(null, locale, communitySlug, slug)} checkFields={t("give.again")} gap={5}>
      <AmountField
        legend={t("give.amount")}
        options={[
          ...suggestions(currency).map((minor) => ({
            value: plainAmount(minor),
            label: formatMoney(minor, currency, locale),
          })),
          { value: "own", label: t("give.own") },
        ]}
        own={{ label: t("give.ownAmount", { currency }) }}
      />
      {cardsOf(campaign) && (
        <FormChoices
          legend={t("give.method")}
          name="method"
          chosen="card"
          options={[
            { value: "card", label: t("give.card") },
            { value: "transfer", label: t("give.transfer") },
          ]}
        />
      )}
      {!isKnown && (
        <div className="stack" data-gap="4">
          <FormField name="name" label={t("give.name")} autoComplete="name" required maxLength={120} />
          <FormField
            name="email"
            type="email"
            inputMode="email"
            label={t("give.email")}
            hint={t("give.emailHint")}
            autoComplete="email"
            autoCapitalize="off"
            required
            maxLength={254}
          />
        </div>
      )}
      <FormField
        name="publicName"
        label={t("give.publicName")}
        hint={t("give.publicNameHint")}
        optional={siteWords(locale)("optional")}
        autoComplete="off"
        maxLength={120}
      />
      {!isKnown && (
        <>
          <FormCheck name="consent" required>
            {t("give.consent")}
          </FormCheck>
          <PrivacyLink locale={locale} community={campaign.communitySlug} />
        </>
      )}
      <SubmitButton size="large" wide>
        {t("give.submit")}
      </SubmitButton>
      {!isKnown && (
        <p className="small">
          {t("give.signIn")} <Anchor href={`/${locale}/sign-in?${signIn}`}>{t("give.signInLink")}</Anchor>
        </p>
      )}
    </Form>
  );
}

/** Each can be paid by card as well. */
function suggestions(currency: string): number[] {
  return currency === "UAH" ? [20_000, 50_000, 100_000] : [1_000, 2_500, 5_000];
}

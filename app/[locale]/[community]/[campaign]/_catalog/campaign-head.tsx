import { Crumbs } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Icon } from "@/app/_ui/icon";
import { Anchor } from "@/app/_ui/link";
import { Head } from "@/app/_ui/shell";
import { sharePath } from "@/app/[locale]/_share/networks";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { shareWords } from "@/lib/core/i18n/messages/share";
import { siteWords } from "@/lib/core/i18n/messages/site";
import type { CampaignTotals } from "@/lib/reports/totals";
import { CampaignFacts, CampaignProgress } from "./campaign-figures";
import { dayText, phaseOf } from "./names";
import { booksId, donatePath, givePath } from "./paths";

type CampaignHeadProps = { locale: Locale; campaign: PublicCampaign; totals: CampaignTotals; now: Date };

/** What the campaign is for, how far it has come, and how it works. */
export function CampaignHead({ locale, campaign, totals, now }: CampaignHeadProps) {
  const t = catalogWords(locale);
  const phase = phaseOf(campaign, now);
  return (
    <Head>
      <div className="campaign-head">
        <div className="stack" data-gap="3">
          <Crumbs
            label={siteWords(locale)("crumbs")}
            items={[{ name: campaign.communityName, href: `/${locale}/${campaign.communitySlug}` }]}
          />
          <h1>{campaign.name}</h1>
          <p className="campaign-fund">{t("campaign.fund", { fund: campaign.fund.name })}</p>
          <p className="muted">{phaseText(campaign, phase, locale)}</p>
          {campaign.description && <p className="campaign-about">{campaign.description}</p>}
          {phase === "open" && (
            <div className="row">
              {totals.booksListed > 0 && <ButtonLink href={`#${booksId(campaign)}`}>{t("campaign.choose")}</ButtonLink>}
              <ButtonLink href={`/${locale}${givePath(campaign)}`} kind={totals.booksListed > 0 ? "quiet" : "main"}>
                <Icon name="gift" />
                {t("campaign.give")}
              </ButtonLink>
            </div>
          )}
        </div>
        <div className="stack" data-gap="5">
          <CampaignProgress locale={locale} goalMinor={campaign.goalMinor} totals={totals} />
          <CampaignFacts locale={locale} totals={totals} />
          {phase === "open" && (
            <p className="row small" data-gap="4">
              <Anchor href={`/${locale}${donatePath(campaign)}`}>{t("campaign.donate")}</Anchor>
              <Anchor href={`/${locale}${sharePath(campaign)}`}>{shareWords(locale)("share")}</Anchor>
            </p>
          )}
        </div>
      </div>
      {phase === "open" && <Steps locale={locale} />}
    </Head>
  );
}

function phaseText(campaign: PublicCampaign, phase: ReturnType<typeof phaseOf>, locale: Locale): string {
  const t = catalogWords(locale);
  const day = (date: Date) => dayText(date, campaign.timeZone, locale);
  if (phase === "soon") return t("campaign.from", { date: day(campaign.opensAt) });
  if (phase === "open") return t("campaign.until", { date: day(campaign.closesAt) });
  return campaign.closesAt <= new Date() ? t("campaign.over", { date: day(campaign.closesAt) }) : t("campaign.closed");
}

function Steps({ locale }: { locale: Locale }) {
  const t = catalogWords(locale);
  const steps = [
    [t("campaign.step1"), t("campaign.step1Text")],
    [t("campaign.step2"), t("campaign.step2Text")],
    [t("campaign.step3"), t("campaign.step3Text")],
  ] as const;
  return (
    <section aria-label={t("campaign.how")}>
      <ol className="steps">
        {steps.map(([name, text]) => (
          <li key={name}>
            <b>{name}</b>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

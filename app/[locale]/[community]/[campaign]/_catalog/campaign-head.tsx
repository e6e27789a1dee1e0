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
import { formatMoney } from "@/lib/core/money";
import type { ClosedSums } from "@/lib/reports/closing";
import type { CampaignTotals } from "@/lib/reports/totals";
import { CampaignFacts, CampaignProgress } from "./campaign-figures";
import { dayText, phaseOf } from "./names";
import { booksId, donatePath, givePath } from "./paths";

type CampaignHeadProps = {
  locale: Locale;
  campaign: PublicCampaign;
  totals: CampaignTotals;
  /** The sums as they were kept when it was closed. */
  closed: ClosedSums | undefined;
  now: Date;
};

/** What the campaign is for, how far it has come, and how it works. */
export function CampaignHead({ locale, campaign, totals, closed, now }: CampaignHeadProps) {
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
          {campaign.status === "closed" && <Thanks locale={locale} totals={totals} />}
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
          {closed?.haveMoved && <SinceThen {...{ locale, campaign, closed }} />}
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

/** What it came to, with thanks; of one that brought nothing, thanks alone. */
function Thanks({ locale, totals }: { locale: Locale; totals: CampaignTotals }) {
  const t = catalogWords(locale);
  const raised = formatMoney(totals.raisedMinor, totals.currency, locale);
  return (
    <div className="closing-thanks">
      <p>
        <b>{t("campaign.thanks")}</b>
      </p>
      {totals.raisedMinor > 0 && <p>{t("campaign.thanksText", { raised, count: totals.booksExchanged })}</p>}
    </div>
  );
}

/** The sums on the page are today's: what they were at the closing is said when they have moved. */
function SinceThen({ locale, campaign, closed }: { locale: Locale; campaign: PublicCampaign; closed: ClosedSums }) {
  const { kept, closedAt } = closed;
  const values = {
    date: dayText(closedAt, campaign.timeZone, locale),
    raised: formatMoney(kept.raisedMinor, kept.currency, locale),
    count: kept.booksExchanged,
  };
  return <p className="small muted">{catalogWords(locale)("campaign.asClosed", values)}</p>;
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

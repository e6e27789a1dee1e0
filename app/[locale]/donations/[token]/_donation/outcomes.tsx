import { Card, Pairs } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { PublicName } from "@/app/[locale]/_receipt/public-name";
import { ShareCard } from "@/app/[locale]/_share/share-form";
import { CampaignProgress } from "@/app/[locale]/[community]/[campaign]/_catalog/campaign-figures";
import { campaignPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { PaidTwice, Refunds } from "@/app/[locale]/donations/_pay/refunds";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { donationWords } from "@/lib/core/i18n/messages/donation-pages";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import type { PartProps } from "./parts";

/** Thank you: how much, to whom, and what everybody's donations have come to. */
export function Confirmed(props: PartProps) {
  const { locale, token, donation, money, campaign, totals } = props;
  const t = donationWords(locale);
  const amount = amountOf(props);
  return (
    <>
      <Card raised gap={4}>
        <h2>{t("confirmed")}</h2>
        <p>{t("confirmedText", { amount, fund: donation.fundName })}</p>
        <Pairs
          items={[
            { name: t("amount"), value: amount },
            { name: t("fund"), value: donation.fundName },
            { name: t("code"), value: <span className="code">{donation.code}</span> },
            { name: t("date"), value: money.receivedAt && momentText(money.receivedAt, donation.timeZone, locale) },
          ]}
        />
        <WentBack {...props} />
        <div className="stack" data-gap="2">
          <p className="small muted">{t("together", { campaign: campaign.name })}</p>
          <CampaignProgress locale={locale} goalMinor={campaign.goalMinor} totals={totals} />
        </div>
        <p className="small">
          <Anchor href={`/${locale}/donations/${token}/receipt`}>{claimPageWords(locale)("receipt")}</Anchor>
        </p>
      </Card>
      <SecondPayment {...props} />
      <ShareCard locale={locale} campaign={campaign} />
      <PublicName locale={locale} page="donation" token={token} current={donation.publicName} />
    </>
  );
}

/** The treasurer took a confirmation back, or could not find the money. */
export function Standing({ stage, ...props }: PartProps & { stage: "reported" | "failed" }) {
  const { locale, donation } = props;
  const t = donationWords(locale);
  return (
    <>
      <Card raised gap={4}>
        <h2>{t(stage)}</h2>
        <p>{t(`${stage}Text`, { code: donation.code })}</p>
      </Card>
      <SecondPayment {...props} />
    </>
  );
}

/** The money is not with the fund, or not for certain. */
export function Settled({ stage, ...props }: PartProps & { stage: "goingBack" | "refunded" | "disputed" }) {
  const { locale, campaign } = props;
  const t = donationWords(locale);
  return (
    <>
      <Card raised gap={4}>
        <h2>{t(stage)}</h2>
        <p>{t(`${stage}Text`, { amount: amountOf(props) })}</p>
        <WentBack {...props} />
        <div>
          <ButtonLink kind="quiet" href={`/${locale}${campaignPath(campaign)}`}>
            {t("toCatalog")}
          </ButtonLink>
        </div>
      </Card>
      <SecondPayment {...props} />
    </>
  );
}

function amountOf({ locale, donation, money }: PartProps): string {
  return formatMoney(money.receivedMinor ?? donation.pledgedMinor, donation.currency, locale);
}

function WentBack({ locale, donation: { currency, timeZone }, money }: PartProps) {
  return <Refunds locale={locale} refunds={money.refunds} currency={currency} timeZone={timeZone} />;
}

function SecondPayment({ locale, donation: { currency, timeZone }, money }: PartProps) {
  return <PaidTwice locale={locale} paidTwice={money.paidTwice} currency={currency} timeZone={timeZone} />;
}

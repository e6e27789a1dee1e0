import { Card } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { Notice } from "@/app/_ui/notice";
import type { Locale } from "@/lib/core/i18n/locale";
import { cardWords } from "@/lib/core/i18n/messages/donation-pages";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import type { RefundSeen } from "@/lib/donations/desk-rows";
import type { PaidTwice as Twice } from "@/lib/donations/of-donation";

type RefundsProps = { locale: Locale; refunds: readonly RefundSeen[]; currency: string; timeZone: string };

/** What went back, is on its way, or could not be sent: a line for each. */
export function Refunds({ locale, refunds, currency, timeZone }: RefundsProps) {
  const t = cardWords(locale);
  if (refunds.length === 0) return null;
  return (
    <div className="stack" data-gap="2">
      {refunds.map(({ amountMinor, status, at }) => {
        const amount = formatMoney(amountMinor, currency, locale);
        const key = `${at.toISOString()} ${amountMinor}`;
        if (status === "done")
          return <Notice key={key}>{t("refundDone", { amount, date: momentText(at, timeZone, locale) })}</Notice>;
        if (status === "failed")
          return (
            <Notice key={key} tone="bad">
              {t("refundFailed", { amount })}
            </Notice>
          );
        return (
          <Notice key={key} tone="wait">
            {t("refundSent", { amount })}
          </Notice>
        );
      })}
    </div>
  );
}

type PaidTwiceProps = Omit<RefundsProps, "refunds"> & { paidTwice: readonly Twice[] };

/** A second card payment has its own page, and its own way back. */
export function PaidTwice({ locale, paidTwice, ...rest }: PaidTwiceProps) {
  const t = cardWords(locale);
  return paidTwice.map(({ token, amountMinor, lateChoice, refunds }) => (
    <Card key={token} gap={3}>
      <h2>{t("twiceTitle")}</h2>
      <p>{t("twice", { amount: formatMoney(amountMinor, rest.currency, locale) })}</p>
      {lateChoice === "keep" && refunds.length === 0 && <p>{t("twiceKeep")}</p>}
      <Refunds locale={locale} refunds={refunds} {...rest} />
      <p className="small">
        <Anchor href={`/${locale}/donations/${token}`}>{t("twiceOpen")}</Anchor>
      </p>
    </Card>
  ));
}

import { Card } from "@/app/_ui/blocks";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { donationWords } from "@/lib/core/i18n/messages/donation-pages";
import { formatMoney } from "@/lib/core/money";
import type { PartProps } from "./parts";
import { Ended, MoneyBack, SecondPayment, type Whole } from "./pieces";

/** The claim that had the book is refunded with its money; one that had ended before stays as it ended. */
export function Refunded({ locale, claim, money, campaign }: PartProps & Whole) {
  const t = claimPageWords(locale);
  return (
    <>
      <Ended locale={locale} title={t("refunded.title")} campaign={campaign}>
        <p>{t(claim.status === "refunded" ? "refunded.text" : "refunded.withoutBook")}</p>
        <MoneyBack {...{ locale, claim, money }} />
      </Ended>
      <SecondPayment {...{ locale, claim, money }} />
    </>
  );
}

/** The reader has the book, and the money went back all the same. */
export function RefundedWithBook({ locale, claim, money, campaign }: PartProps & Whole) {
  const t = claimPageWords(locale);
  return (
    <>
      <Ended locale={locale} title={t("refunded.title")} campaign={campaign}>
        <p>{t("refunded.withBook")}</p>
        <MoneyBack {...{ locale, claim, money }} />
      </Ended>
      <SecondPayment {...{ locale, claim, money }} />
    </>
  );
}

/** Somebody gave it back, and the provider has not finished: the book is kept until then. */
export function GoingBack({ locale, claim, money }: PartProps) {
  const t = donationWords(locale);
  const amount = formatMoney(money.receivedMinor ?? claim.pledgeMinor, claim.currency, locale);
  return (
    <>
      <Card raised gap={4}>
        <h2>{t("goingBack")}</h2>
        <p>{t("goingBackText", { amount })}</p>
        <MoneyBack {...{ locale, claim, money }} />
        <p>{t("goingBackBook")}</p>
      </Card>
      <SecondPayment {...{ locale, claim, money }} />
    </>
  );
}

/** The donor's bank took the payment back for as long as it looks into it. */
export function Disputed({ locale, claim, money }: PartProps) {
  const t = donationWords(locale);
  const amount = formatMoney(money.receivedMinor ?? claim.pledgeMinor, claim.currency, locale);
  return (
    <>
      <Card raised gap={4}>
        <h2>{t("disputed")}</h2>
        <p>{t("disputedText", { amount })}</p>
        {claim.status === "confirmed" && <p>{t("disputedBook")}</p>}
        <MoneyBack {...{ locale, claim, money }} />
      </Card>
      <SecondPayment {...{ locale, claim, money }} />
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Pairs } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { Notice } from "@/app/_ui/notice";
import { Body, Shell } from "@/app/_ui/shell";
import type { Locale } from "@/lib/core/i18n/locale";
import { receiptWords } from "@/lib/core/i18n/messages/receipt";
import { dateText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import { type Receipt, receiptOf } from "@/lib/donations/receipts";
import { donationOfPage, type PrivatePage } from "./donation-of-page";
import { PrintButton } from "./print-button";

export function receiptMetadata(locale: Locale): Metadata {
  return { title: receiptWords(locale)("title"), robots: { index: false, follow: false } };
}

type ReceiptPageProps = { locale: Locale; page: PrivatePage; token: string; now: Date };

/** What a donor prints or keeps: the same sheet for a claim's donation and for one without a claim. */
export async function ReceiptPage({ locale, page, token, now }: ReceiptPageProps) {
  const found = await donationOfPage(page, token);
  const receipt = found && (await receiptOf(found.ref));
  if (!receipt) notFound();

  const t = receiptWords(locale);
  const home = page === "claim" ? `/claims/${token}` : `/donations/${token}`;
  return (
    <Shell locale={locale} path={`${home}/receipt`} community={receipt.community.slug}>
      <Body width="text">
        <Sheet locale={locale} receipt={receipt} now={now} />
        <div className="receipt-tools row" data-gap="4">
          <PrintButton>{t("print")}</PrintButton>
          <Anchor href={`/${locale}${home}`}>{t(page === "claim" ? "toClaim" : "toDonation")}</Anchor>
          <p className="muted small">{t("printByMenu")}</p>
        </div>
      </Body>
    </Shell>
  );
}

function Sheet({ locale, receipt, now }: { locale: Locale; receipt: Receipt; now: Date }) {
  const t = receiptWords(locale);
  const { fund, campaign, community, givenMinor, refundedMinor, standsMinor } = receipt;
  const money = (minor: number) => formatMoney(minor, receipt.currency, locale);
  const isWhole = standsMinor === givenMinor;
  return (
    <article className="receipt card" data-raised>
      <h1>{t("title")}</h1>
      <p className="receipt-amount">
        <span>{t("given")}</span>
        <b className="nums">{money(givenMinor)}</b>
      </p>
      <Changes locale={locale} receipt={receipt} />
      <Pairs
        items={[
          { name: t("returned"), value: refundedMinor > 0 ? money(refundedMinor) : null },
          { name: t("stands"), value: isWhole ? null : money(standsMinor) },
          { name: t("donor"), value: receipt.donorName },
          { name: t("fund"), value: <b>{fund.name}</b> },
          { name: t("edrpou"), value: fund.edrpou },
          { name: t("iban"), value: fund.iban && <span className="nums">{inFours(fund.iban)}</span> },
          { name: t("campaign"), value: campaign.name },
          { name: t("community"), value: community.name },
          { name: t("book"), value: receipt.bookTitle },
          { name: t("date"), value: dateText(receipt.givenAt, community.timeZone, locale) },
          { name: t("method"), value: t(`methods.${receipt.method}`) },
          { name: t("code"), value: <span className="code">{receipt.code}</span> },
        ]}
      />
      <p className="receipt-what small">
        {t("what", { date: dateText(now, community.timeZone, locale) })} {receipt.bookTitle && t("gift")}
      </p>
    </article>
  );
}

/** What became of the money after it was given, if anything. */
function Changes({ locale, receipt }: { locale: Locale; receipt: Receipt }) {
  const t = receiptWords(locale);
  const { disputedMinor, refundedMinor, standsMinor } = receipt;
  const money = (minor: number) => formatMoney(minor, receipt.currency, locale);
  return (
    <>
      {refundedMinor > 0 && (
        <Notice tone="wait">
          {standsMinor + disputedMinor === 0
            ? t("allReturned")
            : t("partReturned", { returned: money(refundedMinor), stands: money(standsMinor) })}
        </Notice>
      )}
      {disputedMinor > 0 && <Notice tone="wait">{t("disputed", { disputed: money(disputedMinor) })}</Notice>}
    </>
  );
}

const inFours = (iban: string) => iban.replace(/(.{4})(?=.)/g, "$1 ");

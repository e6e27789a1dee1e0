import type { ReactNode } from "react";
import { Disclosure } from "@/app/_ui/blocks";
import { CopyButton } from "@/app/_ui/copy-button";
import { Icon } from "@/app/_ui/icon";
import type { Locale } from "@/lib/core/i18n/locale";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { formatMoney, plainAmount } from "@/lib/core/money";
import type { Due } from "./due";
import { isMonobank, jarAddress } from "./jar";

/** Where a transfer goes, how much, and the code it carries. All of it can be copied, or read and typed. */
export function Requisites({ locale, due }: { locale: Locale; due: Due }) {
  const t = claimPageWords(locale);
  const { amountMinor, currency, code, fundName, jarUrl, iban, edrpou } = due;
  const copied = siteWords(locale)("copied");
  const copy = (text: string, label: string) => <CopyButton text={text} label={label} done={copied} />;
  const purpose = t("pay.purposeText", { code });
  return (
    <>
      <dl className="requisites">
        <Requisite big name={t("pay.amount")} copy={copy(plainAmount(amountMinor), t("pay.copyAmount"))}>
          {formatMoney(amountMinor, currency, locale)}
        </Requisite>
        <Requisite big isCode name={t("pay.code")} copy={copy(code, t("pay.copyCode"))}>
          {code}
        </Requisite>
      </dl>
      <p className="hint">{t("pay.codeHint")}</p>
      {jarUrl && (
        <div className="stack" data-gap="2">
          <a
            className="button"
            data-size="large"
            data-wide
            href={jarAddress(jarUrl, amountMinor, code)}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t("pay.jar")}
            <Icon name="arrow" />
          </a>
          <p className="hint">{t(isMonobank(jarUrl) ? "pay.jarHint" : "pay.jarHintOther")}</p>
        </div>
      )}
      {iban && (
        <Disclosure summary={t("pay.byIban")} open={!jarUrl}>
          <dl className="requisites">
            <Requisite name={t("pay.recipient")}>{fundName}</Requisite>
            <Requisite isCode name={t("pay.iban")} copy={copy(iban, t("pay.copyIban"))}>
              {inFours(iban)}
            </Requisite>
            {edrpou && (
              <Requisite isCode name={t("pay.edrpou")} copy={copy(edrpou, t("pay.copyEdrpou"))}>
                {edrpou}
              </Requisite>
            )}
            <Requisite name={t("pay.purpose")} copy={copy(purpose, t("pay.copyPurpose"))}>
              {purpose}
            </Requisite>
          </dl>
        </Disclosure>
      )}
    </>
  );
}

type RequisiteProps = { name: string; children: string; copy?: ReactNode; big?: boolean; isCode?: boolean };

function Requisite({ name, children, copy, big, isCode }: RequisiteProps) {
  return (
    <div className="copyable" data-big={big || undefined}>
      <dt>{name}</dt>
      <dd className={isCode ? "value code" : "value nums"}>{children}</dd>
      {copy && <dd className="copyable-button">{copy}</dd>}
    </div>
  );
}

/** As banks print it, so that it can be compared by eye. */
function inFours(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, "$1 ");
}

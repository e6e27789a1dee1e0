import type { ReactNode } from "react";
import { Card, Disclosure } from "@/app/_ui/blocks";
import { CopyButton } from "@/app/_ui/copy-button";
import { Icon } from "@/app/_ui/icon";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { formatMoney, plainAmount } from "@/lib/core/money";
import { Deadline } from "./deadline";
import { isMonobank, jarAddress } from "./jar";
import type { PartProps } from "./parts";

/** Where the money goes, how much, and the code it carries. All of it can be copied, or read and typed. */
export function Pay({ locale, claim, isOver }: Omit<PartProps, "money" | "token"> & { isOver?: boolean }) {
  const t = claimPageWords(locale);
  const amount = formatMoney(claim.pledgeMinor, claim.currency, locale);
  const copied = siteWords(locale)("copied");
  if (claim.method === "cash")
    return (
      <Card raised gap={4}>
        <h2>{t("pay.cashTitle")}</h2>
        <p>{t("pay.cashText", { amount, code: claim.code })}</p>
        <Deadline locale={locale} claim={claim} />
      </Card>
    );

  const copy = (text: string, label: string) => <CopyButton text={text} label={label} done={copied} />;
  const purpose = t("pay.purposeText", { code: claim.code });
  return (
    <Card raised gap={4}>
      <h2>{t("pay.title")}</h2>
      <p>{t("pay.lead", { fund: claim.fundName })}</p>
      {!isOver && <Deadline locale={locale} claim={claim} />}
      <dl className="requisites">
        <Requisite big name={t("pay.amount")} copy={copy(plainAmount(claim.pledgeMinor), t("pay.copyAmount"))}>
          {amount}
        </Requisite>
        <Requisite big isCode name={t("pay.code")} copy={copy(claim.code, t("pay.copyCode"))}>
          {claim.code}
        </Requisite>
      </dl>
      <p className="hint">{t("pay.codeHint")}</p>
      {claim.jarUrl && (
        <div className="stack" data-gap="2">
          <a
            className="button"
            data-size="large"
            data-wide
            href={jarAddress(claim.jarUrl, claim.pledgeMinor, claim.code)}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t("pay.jar")}
            <Icon name="arrow" />
          </a>
          <p className="hint">{t(isMonobank(claim.jarUrl) ? "pay.jarHint" : "pay.jarHintOther")}</p>
        </div>
      )}
      {claim.iban && (
        <Disclosure summary={t("pay.byIban")} open={!claim.jarUrl}>
          <dl className="requisites">
            <Requisite name={t("pay.recipient")}>{claim.fundName}</Requisite>
            <Requisite isCode name={t("pay.iban")} copy={copy(claim.iban, t("pay.copyIban"))}>
              {inFours(claim.iban)}
            </Requisite>
            {claim.edrpou && (
              <Requisite isCode name={t("pay.edrpou")} copy={copy(claim.edrpou, t("pay.copyEdrpou"))}>
                {claim.edrpou}
              </Requisite>
            )}
            <Requisite name={t("pay.purpose")} copy={copy(purpose, t("pay.copyPurpose"))}>
              {purpose}
            </Requisite>
          </dl>
        </Disclosure>
      )}
    </Card>
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

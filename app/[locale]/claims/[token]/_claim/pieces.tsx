import type { ReactNode } from "react";
import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { campaignPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { PaidTwice, Refunds } from "@/app/[locale]/donations/_pay/refunds";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import type { CampaignTotals } from "@/lib/reports/totals";
import type { PartProps } from "./parts";

export type Whole = { campaign: PublicCampaign; totals: CampaignTotals };

type MoneyOnly = Pick<PartProps, "locale" | "claim" | "money">;

export function Ended({
  locale,
  title,
  campaign,
  children,
}: Pick<PartProps, "locale"> & Pick<Whole, "campaign"> & { title: string; children: ReactNode }) {
  return (
    <Card raised gap={4}>
      <h2>{title}</h2>
      {children}
      <div className="row">
        <ButtonLink kind="quiet" href={`/${locale}${campaignPath(campaign)}`}>
          {claimPageWords(locale)("otherBooks")}
        </ButtonLink>
      </div>
    </Card>
  );
}

export function MoneyBack({ locale, claim, money }: MoneyOnly) {
  return <Refunds locale={locale} refunds={money.refunds} currency={claim.currency} timeZone={claim.timeZone} />;
}

export function SecondPayment({ locale, claim, money }: MoneyOnly) {
  return <PaidTwice locale={locale} paidTwice={money.paidTwice} currency={claim.currency} timeZone={claim.timeZone} />;
}

/** The printable receipt, once there is something to print. */
export function Receipt({ locale, token, money }: Pick<PartProps, "locale" | "token" | "money">) {
  if (money.receivedMinor === null) return null;
  return (
    <p className="small">
      <Anchor href={`/${locale}/claims/${token}/receipt`}>{claimPageWords(locale)("receipt")}</Anchor>
    </p>
  );
}

import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { HandoverPanel } from "@/app/[locale]/_handover/panel";
import { SharesForm, SharesSignIn } from "@/app/[locale]/_handover/shares";
import { PublicName } from "@/app/[locale]/_receipt/public-name";
import { ShareCard } from "@/app/[locale]/_share/share-form";
import { CampaignProgress } from "@/app/[locale]/[community]/[campaign]/_catalog/campaign-figures";
import { givePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import type { HandoverView } from "@/lib/claims/handovers/queries";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { handoverWords } from "@/lib/core/i18n/messages/handover-pages";
import { formatMoney } from "@/lib/core/money";
import type { OwnContacts } from "@/lib/identity/contacts";
import type { PartProps } from "./parts";
import { MoneyBack, Receipt, SecondPayment, type Whole } from "./pieces";

type ConfirmedProps = PartProps &
  Whole & { handover: HandoverView | undefined; own: OwnContacts | undefined; said: string | undefined; now: Date };

export function Confirmed(props: ConfirmedProps) {
  const { locale, token, claim, money, campaign, totals } = props;
  const t = claimPageWords(locale);
  return (
    <>
      <Card raised gap={4}>
        <h2>{t("confirmed.title")}</h2>
        <p>{thanks(locale, "confirmed", claim, money)}</p>
        <MoneyBack {...{ locale, claim, money }} />
        <Together {...{ locale, campaign, totals }} />
        <Receipt {...{ locale, token, money }} />
      </Card>
      <HandOver {...props} />
      <SecondPayment {...{ locale, claim, money }} />
      <ShareCard locale={locale} campaign={campaign} />
      <PublicName locale={locale} page="claim" token={token} current={money.publicName} />
    </>
  );
}

/** How the book comes to them, and what of them the giver sees. */
function HandOver({ locale, token, claim, handover, own, said, now }: ConfirmedProps) {
  if (!handover) return null;
  const at = { claim: token };
  return (
    <section id="handover">
      <Card gap={4}>
        <h2>{handoverWords(locale)("title")}</h2>
        <HandoverPanel locale={locale} at={at} view={handover} now={now} said={said} />
        {own ? (
          <SharesForm locale={locale} at={at} own={own} said={said} />
        ) : (
          <SharesSignIn locale={locale} community={claim.communitySlug} />
        )}
      </Card>
    </section>
  );
}

export function Fulfilled({ locale, token, claim, money, campaign, totals }: PartProps & Whole) {
  const t = claimPageWords(locale);
  return (
    <>
      <Card raised gap={4}>
        <h2>{t("fulfilled.title")}</h2>
        <p>{thanks(locale, "fulfilled", claim, money)}</p>
        <MoneyBack {...{ locale, claim, money }} />
        <Together {...{ locale, campaign, totals }} />
        <Receipt {...{ locale, token, money }} />
      </Card>
      <Card>
        <p>{t("fulfilled.next")}</p>
        <div>
          <ButtonLink kind="quiet" href={`/${locale}${givePath(campaign)}`}>
            {t("fulfilled.give")}
          </ButtonLink>
        </div>
      </Card>
      <SecondPayment {...{ locale, claim, money }} />
      <ShareCard locale={locale} campaign={campaign} />
      {money.receivedMinor !== null && (
        <PublicName locale={locale} page="claim" token={token} current={money.publicName} />
      )}
    </>
  );
}

/** What everybody's donations have come to: this one is in it. */
function Together({ locale, campaign, totals }: Pick<PartProps, "locale"> & Whole) {
  return (
    <div className="stack" data-gap="2">
      <p className="small muted">{claimPageWords(locale)("confirmed.total", { campaign: campaign.name })}</p>
      <CampaignProgress locale={locale} goalMinor={campaign.goalMinor} totals={totals} />
    </div>
  );
}

/** A book handed over keeps its thanks even when the treasurer is looking at the money again. */
function thanks(
  locale: PartProps["locale"],
  stage: "confirmed" | "fulfilled",
  claim: PartProps["claim"],
  money: PartProps["money"],
): string {
  const t = claimPageWords(locale);
  const fund = claim.fundName;
  if (money.receivedMinor === null) return t(`${stage}.textNoAmount`, { fund });
  return t(`${stage}.text`, { fund, amount: formatMoney(money.receivedMinor, claim.currency, locale) });
}

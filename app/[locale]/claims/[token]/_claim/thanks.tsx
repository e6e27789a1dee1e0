import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form } from "@/app/_web/form";
import { PublicName } from "@/app/[locale]/_receipt/public-name";
import { ShareCard } from "@/app/[locale]/_share/share-form";
import { CampaignProgress } from "@/app/[locale]/[community]/[campaign]/_catalog/campaign-figures";
import { givePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { formatMoney } from "@/lib/core/money";
import { receiveAction } from "../actions";
import type { PartProps } from "./parts";
import { MoneyBack, Receipt, SecondPayment, type Whole } from "./pieces";

export function Confirmed({ locale, token, claim, money, campaign, totals }: PartProps & Whole) {
  const t = claimPageWords(locale);
  const place = claim.pickupPoint ?? claim.city ?? "";
  return (
    <>
      <Card raised gap={4}>
        <h2>{t("confirmed.title")}</h2>
        <p>{thanks(locale, "confirmed", claim, money)}</p>
        <MoneyBack {...{ locale, claim, money }} />
        <Together {...{ locale, campaign, totals }} />
        <Receipt {...{ locale, token, money }} />
      </Card>
      <Card gap={4}>
        <h2>{t("confirmed.howTitle")}</h2>
        <p>{t(claim.pickupPoint ? "confirmed.atPoint" : "confirmed.inCity", { place })}</p>
        <h3>{t("confirmed.receiveTitle")}</h3>
        <p>{t("confirmed.receiveText")}</p>
        <Form action={receiveAction.bind(null, locale, token)}>
          <div>
            <SubmitButton>{t("confirmed.receive")}</SubmitButton>
          </div>
        </Form>
      </Card>
      <SecondPayment {...{ locale, claim, money }} />
      <ShareCard locale={locale} campaign={campaign} />
      <PublicName locale={locale} page="claim" token={token} current={money.publicName} />
    </>
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

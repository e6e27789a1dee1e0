import { Card, Disclosure } from "@/app/_ui/blocks";
import { Notice } from "@/app/_ui/notice";
import { PayByCard, Processing, takesCard } from "@/app/[locale]/donations/_pay/card";
import type { Due } from "@/app/[locale]/donations/_pay/due";
import { Requisites } from "@/app/[locale]/donations/_pay/requisites";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { cardWords } from "@/lib/core/i18n/messages/donation-pages";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import { cardsOf } from "@/lib/donations/card/providers";
import { checkoutAction } from "../actions";
import { Deadline } from "./deadline";
import type { PartProps } from "./parts";
import { ProofCard, ProofForm } from "./proof";
import { Verify } from "./verify";

type PayProps = PartProps & { campaign: PublicCampaign; hasLeft: boolean };

/** A hold whose address is not proved yet: the code, or a card, which needs none. The way the donor named comes first. */
export function Unproved(props: PayProps) {
  const { locale, token, claim, campaign } = props;
  const folded = <ProofForm locale={locale} token={token} folded={claimPageWords(locale)("proof.title")} />;
  if (!takesCard(dueOf(claim, campaign)))
    return (
      <>
        <Verify {...props} />
        {folded}
      </>
    );
  return claim.method === "card" ? (
    <>
      <CardFirst {...props} />
      <Verify {...props} second />
    </>
  ) : (
    <>
      <Left {...props} />
      <Verify {...props} />
      <CardSecond {...props} />
      {folded}
    </>
  );
}

/** A full hold: every way there is to pay, the one the donor named first. */
export function Proved(props: PayProps) {
  const { locale, token, claim, campaign } = props;
  const due = dueOf(claim, campaign);
  const proof = <ProofCard locale={locale} token={token} title="proof.title" text="proof.text" />;
  if (claim.method === "card" && takesCard(due))
    return (
      <>
        <CardFirst {...props} />
        <Disclosure summary={cardWords(locale)("transfer")}>
          <div className="stack" data-gap="4">
            <p>{claimPageWords(locale)("pay.lead", { fund: claim.fundName })}</p>
            <Requisites locale={locale} due={due} />
            <ProofForm locale={locale} token={token} folded={claimPageWords(locale)("proof.title")} />
          </div>
        </Disclosure>
      </>
    );
  return (
    <>
      <Left {...props} />
      {claim.method === "cash" ? <Cash {...props} /> : <Transfer {...props} due={due} />}
      {takesCard(due) && <CardSecond {...props} />}
      {claim.method !== "cash" && proof}
    </>
  );
}

/** The bank has the payment: the way back is the only thing that is left open. */
export function AtBank({ locale, claim }: PartProps) {
  return <Processing locale={locale} email={claim.claimantEmail} hasBook />;
}

function dueOf(claim: PartProps["claim"], { cards }: Pick<PublicCampaign, "cards">): Due {
  return { ...claim, amountMinor: claim.pledgeMinor, cards };
}

/** Whoever came back without paying hears until when there is time. */
function Left({ locale, claim, hasLeft }: PayProps) {
  if (!hasLeft || !claim.expiresAt) return null;
  const until = momentText(claim.expiresAt, claim.timeZone, locale);
  return <Notice tone="wait">{cardWords(locale)("leftBook", { until })}</Notice>;
}

function CardFirst(props: PayProps) {
  const { locale, token, claim, money, campaign } = props;
  return (
    <>
      <Left {...props} />
      <PayByCard
        locale={locale}
        due={dueOf(claim, campaign)}
        payment={money.payment}
        action={checkoutAction.bind(null, locale, token)}
        hasBook
      >
        <Deadline locale={locale} claim={claim} />
        {!claim.verifiedAt && <p className="hint">{cardWords(locale)("noCode")}</p>}
      </PayByCard>
    </>
  );
}

function CardSecond({ locale, token, claim, money, campaign }: PayProps) {
  return (
    <PayByCard
      locale={locale}
      due={dueOf(claim, campaign)}
      payment={money.payment}
      action={checkoutAction.bind(null, locale, token)}
      hasBook
      second
    >
      {!claim.verifiedAt && <p className="hint">{cardWords(locale)("noCode")}</p>}
    </PayByCard>
  );
}

function Cash({ locale, claim }: PayProps) {
  const t = claimPageWords(locale);
  const amount = formatMoney(claim.pledgeMinor, claim.currency, locale);
  return (
    <Card raised gap={4}>
      <h2>{t("pay.cashTitle")}</h2>
      <p>{t("pay.cashText", { amount, code: claim.code })}</p>
      <Deadline locale={locale} claim={claim} />
    </Card>
  );
}

function Transfer({ locale, claim, due }: PayProps & { due: Due }) {
  const t = claimPageWords(locale);
  return (
    <Card raised gap={4}>
      <h2>{t("pay.title")}</h2>
      <p>{t("pay.lead", { fund: claim.fundName })}</p>
      <Deadline locale={locale} claim={claim} />
      {claim.method === "card" && <CardMinimum locale={locale} due={due} />}
      <Requisites locale={locale} due={due} />
    </Card>
  );
}

/** A card was chosen, and this amount does not go by card: the transfer says why it stands here. */
function CardMinimum({ locale, due }: { locale: PartProps["locale"]; due: Due }) {
  const terms = cardsOf(due);
  if (!terms) return null;
  const minimum = formatMoney(terms.minimumMinor, due.currency, locale);
  return <p className="hint">{cardWords(locale)("minimum", { minimum })}</p>;
}

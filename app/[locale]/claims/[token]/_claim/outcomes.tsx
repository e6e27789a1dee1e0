import type { ReactNode } from "react";
import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Anchor } from "@/app/_ui/link";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form } from "@/app/_web/form";
import { PublicName } from "@/app/[locale]/_receipt/public-name";
import { ShareCard } from "@/app/[locale]/_share/share-form";
import { CampaignProgress } from "@/app/[locale]/[community]/[campaign]/_catalog/campaign-figures";
import { phaseOf } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import { bookPath, campaignPath, donatePath, givePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { PaidTwice, Refunds } from "@/app/[locale]/donations/_pay/refunds";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { donationWords } from "@/lib/core/i18n/messages/donation-pages";
import { formatMoney } from "@/lib/core/money";
import type { CampaignTotals } from "@/lib/reports/totals";
import { receiveAction } from "../actions";
import type { PartProps } from "./parts";
import { ProofCard, SentProofs } from "./proof";

type Whole = { campaign: PublicCampaign; totals: CampaignTotals };
/** The book that was given when this one had gone, and the token of its own page. */
export type OtherBook = { title: string; token: string };

/** The proof is in: a person looks at it, and no timer runs. */
export function Reported(props: PartProps) {
  const { locale, claim } = props;
  const t = claimPageWords(locale);
  return (
    <Card raised gap={4}>
      <h2>{t("reported.title")}</h2>
      <p>{t("reported.text", { hours: claim.confirmHours })}</p>
      <p>{t("reported.mail", { email: claim.claimantEmail ?? "" })}</p>
      <SentProofs {...props} />
    </Card>
  );
}

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

/** The time ran out. Money that was sent all the same finds its way. */
export function Expired({ locale, token, claim, campaign, isFree }: PartProps & Whole & { isFree: boolean }) {
  const t = claimPageWords(locale);
  return (
    <>
      <Card raised gap={4}>
        <h2>{t("expired.title")}</h2>
        <p>{t(isFree ? "expired.free" : "expired.taken")}</p>
        {isFree ? (
          <ButtonLink size="large" wide href={`/${locale}${bookPath(campaign, claim.bookCode)}`}>
            {t("expired.again")}
          </ButtonLink>
        ) : (
          <div className="row">
            <ButtonLink href={`/${locale}${campaignPath(campaign)}`}>{t("otherBooks")}</ButtonLink>
            <WithoutAnyBook {...{ locale, campaign }} />
          </div>
        )}
      </Card>
      <ProofCard locale={locale} token={token} title="proof.lateTitle" text="proof.lateText" />
    </>
  );
}

export function Cancelled({ locale, token, money, campaign }: PartProps & Whole) {
  const t = claimPageWords(locale);
  return (
    <>
      <Ended locale={locale} title={t("cancelled.title")} campaign={campaign}>
        <p>{t(money.reason ? "cancelled.byOthers" : "cancelled.text")}</p>
        {money.reason && <p>{t("cancelled.reason", { reason: money.reason })}</p>}
      </Ended>
      {money.proofsLeft > 0 && (
        <ProofCard locale={locale} token={token} title="proof.lateTitle" text="proof.lateText" />
      )}
    </>
  );
}

export function Rejected(props: PartProps) {
  const { locale, token, money } = props;
  const t = claimPageWords(locale);
  return (
    <>
      <Card raised gap={4}>
        <h2>{t("rejected.title")}</h2>
        <p>{t("rejected.text")}</p>
        {money.reason && <p className="quoted">{t("rejected.reason", { reason: money.reason })}</p>}
        <SentProofs {...props} />
      </Card>
      {money.proofsLeft > 0 && (
        <ProofCard locale={locale} token={token} title="proof.betterTitle" text="proof.betterText" />
      )}
    </>
  );
}

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

/** The money pays for another book now, and that one has a page of its own. */
export function GivenInstead({ locale, other }: PartProps & { other: OtherBook | undefined }) {
  const t = claimPageWords(locale);
  if (!other) return null;
  return (
    <Card raised gap={4}>
      <h2>{t("otherBook.title")}</h2>
      <p>{t("otherBook.text", { title: other.title })}</p>
      <ButtonLink size="large" wide href={`/${locale}/claims/${other.token}`}>
        {t("otherBook.open")}
      </ButtonLink>
    </Card>
  );
}

/** The money arrived and its book had gone: the donor's own choice is carried out, or a person decides with the donor. */
export function WithoutBook({ locale, token, claim, money, campaign }: PartProps & Whole) {
  const t = claimPageWords(locale);
  const amount = formatMoney(money.receivedMinor ?? claim.pledgeMinor, claim.currency, locale);
  const isGoingBack = money.decision === "refund";
  return (
    <>
      <Ended locale={locale} title={t(isGoingBack ? "withoutBook.backTitle" : "withoutBook.title")} campaign={campaign}>
        {isGoingBack ? (
          <p>{t("withoutBook.backText", { amount })}</p>
        ) : (
          <>
            <p>{t("withoutBook.text", { amount, fund: claim.fundName })}</p>
            <p>{t(nextWord(money), { email: claim.claimantEmail ?? "" })}</p>
          </>
        )}
        <MoneyBack {...{ locale, claim, money }} />
        {money.decision === "keep" && <Receipt {...{ locale, token, money }} />}
      </Ended>
      <SecondPayment {...{ locale, claim, money }} />
      {money.decision === "keep" && (
        <PublicName locale={locale} page="claim" token={token} current={money.publicName} />
      )}
    </>
  );
}

function nextWord({ decision, payment }: PartProps["money"]) {
  if (decision !== "keep") return "withoutBook.next";
  return payment?.status === "paid" && payment.lateChoice === "keep" ? "withoutBook.keepChosen" : "withoutBook.keep";
}

export function ReportedWithoutBook(props: PartProps & Whole) {
  const { locale, claim, campaign } = props;
  const t = claimPageWords(locale);
  return (
    <Ended locale={locale} title={t("withoutBook.reportedTitle")} campaign={campaign}>
      <p>{t("withoutBook.reportedText", { email: claim.claimantEmail ?? "" })}</p>
      <SentProofs {...props} />
    </Ended>
  );
}

function Ended({
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

type MoneyOnly = Pick<PartProps, "locale" | "claim" | "money">;

function MoneyBack({ locale, claim, money }: MoneyOnly) {
  return <Refunds locale={locale} refunds={money.refunds} currency={claim.currency} timeZone={claim.timeZone} />;
}

function SecondPayment({ locale, claim, money }: MoneyOnly) {
  return <PaidTwice locale={locale} paidTwice={money.paidTwice} currency={claim.currency} timeZone={claim.timeZone} />;
}

/** The printable receipt, once there is something to print. */
function Receipt({ locale, token, money }: Pick<PartProps, "locale" | "token" | "money">) {
  if (money.receivedMinor === null) return null;
  return (
    <p className="small">
      <Anchor href={`/${locale}/claims/${token}/receipt`}>{claimPageWords(locale)("receipt")}</Anchor>
    </p>
  );
}

/** The book has gone; the fund has not. */
function WithoutAnyBook({ locale, campaign }: Pick<PartProps, "locale"> & Pick<Whole, "campaign">) {
  if (phaseOf(campaign, new Date()) !== "open") return null;
  return (
    <ButtonLink kind="plain" href={`/${locale}${donatePath(campaign)}`}>
      {donationWords(locale)("give.link")}
    </ButtonLink>
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

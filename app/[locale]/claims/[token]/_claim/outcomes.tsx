import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { PublicName } from "@/app/[locale]/_receipt/public-name";
import { phaseOf } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import { bookPath, campaignPath, donatePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
import { donationWords } from "@/lib/core/i18n/messages/donation-pages";
import { formatMoney } from "@/lib/core/money";
import type { PartProps } from "./parts";
import { Ended, MoneyBack, Receipt, SecondPayment, type Whole } from "./pieces";
import { ProofCard, SentProofs } from "./proof";

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

/** The book has gone; the fund has not. */
function WithoutAnyBook({ locale, campaign }: Pick<PartProps, "locale"> & Pick<Whole, "campaign">) {
  if (phaseOf(campaign, new Date()) !== "open") return null;
  return (
    <ButtonLink kind="plain" href={`/${locale}${donatePath(campaign)}`}>
      {donationWords(locale)("give.link")}
    </ButtonLink>
  );
}

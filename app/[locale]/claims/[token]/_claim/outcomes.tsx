import type { ReactNode } from "react";
import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form } from "@/app/_web/form";
import { CampaignProgress } from "@/app/[locale]/[community]/[campaign]/_catalog/campaign-figures";
import { bookPath, campaignPath, givePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { claimPageWords } from "@/lib/core/i18n/messages/claim-pages";
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
        <Together {...{ locale, campaign, totals }} />
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
    </>
  );
}

export function Fulfilled({ locale, claim, money, campaign, totals }: PartProps & Whole) {
  const t = claimPageWords(locale);
  return (
    <>
      <Card raised gap={4}>
        <h2>{t("fulfilled.title")}</h2>
        <p>{thanks(locale, "fulfilled", claim, money)}</p>
        <Together {...{ locale, campaign, totals }} />
      </Card>
      <Card>
        <p>{t("fulfilled.next")}</p>
        <div>
          <ButtonLink kind="quiet" href={`/${locale}${givePath(campaign)}`}>
            {t("fulfilled.give")}
          </ButtonLink>
        </div>
      </Card>
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
          <ButtonLink href={`/${locale}${campaignPath(campaign)}`}>{t("otherBooks")}</ButtonLink>
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
export function Refunded({ locale, claim, campaign }: PartProps & Whole) {
  const t = claimPageWords(locale);
  return (
    <Ended locale={locale} title={t("refunded.title")} campaign={campaign}>
      <p>{t(claim.status === "refunded" ? "refunded.text" : "refunded.withoutBook")}</p>
    </Ended>
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

/** The money arrived and its book had gone: a person decides with the donor. */
export function WithoutBook({ locale, claim, money, campaign }: PartProps & Whole) {
  const t = claimPageWords(locale);
  const amount = formatMoney(money.receivedMinor ?? claim.pledgeMinor, claim.currency, locale);
  return (
    <Ended locale={locale} title={t("withoutBook.title")} campaign={campaign}>
      <p>{t("withoutBook.text", { amount, fund: claim.fundName })}</p>
      <p>
        {money.decision === "keep"
          ? t("withoutBook.keep")
          : t("withoutBook.next", { email: claim.claimantEmail ?? "" })}
      </p>
    </Ended>
  );
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
      <div>
        <ButtonLink kind="quiet" href={`/${locale}${campaignPath(campaign)}`}>
          {claimPageWords(locale)("otherBooks")}
        </ButtonLink>
      </div>
    </Card>
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

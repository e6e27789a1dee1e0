import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Countdown } from "@/app/_ui/countdown";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormField } from "@/app/_web/form";
import { InboxHint } from "@/app/_web/inbox-hint";
import { bookPath, booksPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { AmountChoice, MethodChoice } from "@/app/[locale]/[community]/[campaign]/books/[code]/claim-terms";
import type { PublicBook, PublicCampaign } from "@/lib/catalog/queries";
import type { WaitView } from "@/lib/claims/waiting/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { waitWords } from "@/lib/core/i18n/messages/wait-pages";
import { momentText } from "@/lib/core/i18n/moment";
import { linkToken } from "@/lib/identity/links";
import { claimAction, leaveAction, resendAction, verifyAction } from "../actions";

type StageProps = {
  locale: Locale;
  token: string;
  wait: WaitView;
  campaign: PublicCampaign;
  book: PublicBook | undefined;
};

export function Unverified({ locale, token, wait }: StageProps) {
  const t = waitWords(locale);
  return (
    <Card raised gap={4}>
      <h2>{t("verify.title")}</h2>
      <p>{t("verify.text", { email: wait.personEmail ?? "" })}</p>
      <InboxHint locale={locale} />
      <Form action={verifyAction.bind(null, locale, token)}>
        <FormField
          name="code"
          label={t("verify.code")}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          data-code
        />
        <SubmitButton size="large" wide>
          {t("verify.submit")}
        </SubmitButton>
      </Form>
      <Form action={resendAction.bind(null, locale, token)}>
        <FormDisclosure summary={t("verify.noLetter")} plain>
          <div>
            <SubmitButton kind="quiet" size="small">
              {t("verify.resend")}
            </SubmitButton>
          </div>
        </FormDisclosure>
      </Form>
    </Card>
  );
}

export function Waiting(props: StageProps) {
  const { locale, wait, campaign } = props;
  const t = waitWords(locale);
  return (
    <>
      <Card raised gap={3}>
        <h2>{t("waiting.title", { ahead: wait.ahead })}</h2>
        <p>{t("waiting.text", { email: wait.personEmail ?? "", hours: wait.offerHours })}</p>
        <div>
          <ButtonLink kind="quiet" href={`/${locale}${booksPath(campaign, { available: true })}`}>
            {t("waiting.meanwhile")}
          </ButtonLink>
        </div>
      </Card>
      <Leave {...props} />
    </>
  );
}

/** Nobody else can have the book meanwhile: what it takes to reserve it is an amount. */
export function Offered(props: StageProps) {
  const { locale, token, wait, campaign, book } = props;
  const t = waitWords(locale);
  return (
    <>
      <Card raised gap={4}>
        <h2>{t("offered.title")}</h2>
        <OfferEnds locale={locale} wait={wait} />
        {book && (
          <Form action={claimAction.bind(null, locale, token)} gap={3}>
            <AmountChoice locale={locale} book={book} />
            <MethodChoice locale={locale} campaign={campaign} />
            <SubmitButton size="large" wide>
              {t("offered.submit")}
            </SubmitButton>
          </Form>
        )}
      </Card>
      <Leave {...props} />
    </>
  );
}

export function Taken({ locale, wait }: StageProps) {
  const t = waitWords(locale);
  return (
    <Card raised gap={3}>
      <h2>{t("taken.title")}</h2>
      <p>{t("taken.text")}</p>
      {wait.claimId && (
        <div>
          <ButtonLink href={`/${locale}/claims/${linkToken("claim", wait.communityId, wait.claimId)}`}>
            {t("taken.open")}
          </ButtonLink>
        </div>
      )}
    </Card>
  );
}

/** Their time has passed, they have left, or the book has gone. */
export function Ended({ locale, wait, campaign, book }: StageProps) {
  const t = waitWords(locale);
  const isGone = !book || book.state === "handed_over";
  const isOver = campaign.status === "closed";
  const why = isGone ? "closed" : isOver ? "over" : wait.status === "lapsed" ? "lapsed" : "left";
  return (
    <Card raised gap={3}>
      <h2>{t(`${why}.title`)}</h2>
      <p>{t(`${why}.text`)}</p>
      <div className="row">
        {!isGone && <ButtonLink href={`/${locale}${bookPath(campaign, wait.bookCode)}`}>{t("toBook")}</ButtonLink>}
        {!isOver && (
          <ButtonLink kind="quiet" href={`/${locale}${booksPath(campaign, { available: true })}`}>
            {t("toBooks")}
          </ButtonLink>
        )}
      </div>
    </Card>
  );
}

function OfferEnds({ locale, wait }: Pick<StageProps, "locale" | "wait">) {
  if (!wait.offerEndsAt) return null;
  const t = waitWords(locale);
  const site = siteWords(locale);
  const until = momentText(wait.offerEndsAt, wait.timeZone, locale);
  return (
    <div className="deadline">
      <p>{t("offered.until", { until })}</p>
      <p className="deadline-left">
        <span className="muted small">{t("offered.left")}</span>
        <Countdown
          until={wait.offerEndsAt.toISOString()}
          fallback={t("offered.untilShort", { until })}
          words={{
            days: site("time.days"),
            hours: site("time.hours"),
            minutes: site("time.minutes"),
            seconds: site("time.seconds"),
            over: site("time.over"),
          }}
        />
      </p>
    </div>
  );
}

/** Asks once more by being folded: no dialog, no JavaScript. */
function Leave({ locale, token }: StageProps) {
  const t = waitWords(locale);
  return (
    <Form action={leaveAction.bind(null, locale, token)}>
      <FormDisclosure summary={t("leave.summary")} plain>
        <p>{t("leave.text")}</p>
        <div>
          <SubmitButton kind="danger">{t("leave.submit")}</SubmitButton>
        </div>
      </FormDisclosure>
    </Form>
  );
}

import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Badge, type Tone } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, type FormAction, FormDisclosure, FormField } from "@/app/_web/form";
import type { ClaimStatus } from "@/db/schema";
import type { listClaimsOfBook } from "@/lib/claims/desk";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import { ExtendForm, ReassignForm } from "../../_acting/forms";
import { OneTap } from "../../_parts/one-tap";
import type { Desk } from "../../_parts/open";
import { deskHref, type Place } from "../../_parts/place";
import { receive, release } from "../../hand-over/actions";

export const CLAIM_TONE: Record<ClaimStatus, Tone> = {
  held: "wait",
  reported: "wait",
  confirmed: "good",
  fulfilled: "good",
  expired: "plain",
  cancelled: "plain",
  rejected: "bad",
  refunded: "plain",
};

type BookClaimsProps = { desk: Desk; place: Place; claims: Awaited<ReturnType<typeof listClaimsOfBook>> };

/** Who has reserved a book, the last one first, and what can be done about the one that stands. */
export function BookClaims({ desk: { locale, community, now }, place, claims }: BookClaimsProps) {
  const t = deskBookWords(locale);
  return (
    <section className="stack" aria-labelledby="claims">
      <h2 id="claims">{t("claims.title")}</h2>
      {claims.length === 0 && <p className="muted">{t("claims.none")}</p>}
      {claims.map((claim) => {
        const isOver = claim.status === "held" && claim.expiresAt !== null && claim.expiresAt <= now;
        const status = isOver ? "expired" : claim.status;
        return (
          <Card key={claim.id} gap={2}>
            <div className="row" data-ends>
              <span className="code">{claim.code}</span>
              <Badge tone={CLAIM_TONE[status]}>{deskWords(locale)(`claim.${status}`)}</Badge>
            </div>
            <p className="small">
              {nameOf(locale, claim.claimantName)} · {formatMoney(claim.pledgeMinor, claim.currency, locale)} ·{" "}
              {claim.expiresAt && !isOver
                ? t("claims.until", { time: momentText(claim.expiresAt, community.timeZone, locale, now) })
                : momentText(claim.createdAt, community.timeZone, locale, now)}
            </p>
            <div className="bulk">
              {status === "confirmed" && (
                <OneTap action={receive.bind(null, place)} fields={{ code: claim.code }}>
                  {t("claims.received")}
                </OneTap>
              )}
              <ButtonLink kind="plain" size="small" href={deskHref(place, "money", { q: claim.code })}>
                {t("claims.money")}
                <span className="hidden-text"> {claim.code}</span>
              </ButtonLink>
            </div>
            {status === "held" && <ExtendForm locale={locale} place={place} code={claim.code} />}
            {status === "held" && <ReassignForm locale={locale} place={place} code={claim.code} />}
            {(status === "held" || status === "reported") && (
              <ReleaseForm locale={locale} action={release.bind(null, place)} code={claim.code} />
            )}
          </Card>
        );
      })}
    </section>
  );
}

type ReleaseFormProps = { locale: Locale; action: FormAction; code: string };

/** Frees a book, behind a line, with a reason its holder reads. */
export function ReleaseForm({ locale, action, code }: ReleaseFormProps) {
  const t = deskBookWords(locale);
  return (
    <Form action={action} gap={2} checkFields={deskWords(locale)("checkFields")}>
      <input type="hidden" name="code" value={code} />
      <FormDisclosure
        plain
        gap={2}
        summary={
          <>
            {t("claims.open")}
            <span className="hidden-text"> {code}</span>
          </>
        }
      >
        <FormField
          label={deskWords(locale)("reason")}
          hint={t("claims.releaseHint")}
          name="reason"
          required
          maxLength={500}
        />
        <div>
          <SubmitButton kind="danger" size="small">
            {t("claims.release")}
            <span className="hidden-text"> {code}</span>
          </SubmitButton>
        </div>
      </FormDisclosure>
    </Form>
  );
}

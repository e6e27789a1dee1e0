import { Card } from "@/app/_ui/blocks";
import { CopyButton } from "@/app/_ui/copy-button";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import { env } from "@/lib/core/env";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { placementWords } from "@/lib/core/i18n/messages/placements";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { momentText } from "@/lib/core/i18n/moment";
import { REVIEW_DAYS } from "@/lib/promos/placements/input";
import type { listReviewLinks } from "@/lib/promos/placements/reviews";
import { OneTap } from "../../../../_parts/one-tap";
import type { Place } from "../../../../_parts/place";
import { makeLink, revokeLink } from "../actions";

type ReviewLinksProps = {
  locale: Locale;
  place: Place;
  promoId: string;
  timeZone: string;
  links: Awaited<ReturnType<typeof listReviewLinks>>;
};

/** The addresses by which people without an account review what is in review, and a new one. */
export function ReviewLinks({ locale, place, promoId, timeZone, links }: ReviewLinksProps) {
  const t = placementWords(locale);
  const site = siteWords(locale);
  return (
    <section id="review-links" className="stack" aria-labelledby="review-links-title" data-gap="3">
      <h2 id="review-links-title">{t("links.title")}</h2>
      <p className="muted">{t("links.lead")}</p>
      {links.length === 0 && <p className="muted small">{t("links.none")}</p>}
      {links.map(({ id, label, token, expiresAt, answers }) => {
        const url = new URL(`/${locale}/reviews/${token}`, env.APP_URL).href;
        return (
          <Card key={id}>
            <h3 className="task-title">{label || t("links.noLabel")}</h3>
            <div className="copyable">
              <span className="value">{url}</span>
              <CopyButton text={url} label={site("copy")} done={site("copied")} />
            </div>
            {expiresAt && (
              <p className="small muted">
                {t("links.until", { date: momentText(expiresAt, timeZone, locale), count: answers })}
              </p>
            )}
            <OneTap
              action={revokeLink.bind(null, place, promoId)}
              fields={{ share: id }}
              kind="plain"
              about={label || t("links.noLabel")}
            >
              {t("links.revoke")}
            </OneTap>
          </Card>
        );
      })}
      <Form action={makeLink.bind(null, place, promoId)} checkFields={deskWords(locale)("checkFields")} gap={3}>
        <div className="fields-two">
          <FormField
            label={t("links.label")}
            hint={t("links.labelHint")}
            optional={site("optional")}
            name="label"
            maxLength={100}
          />
          <FormField
            label={t("links.days")}
            name="days"
            inputMode="numeric"
            defaultValue={String(REVIEW_DAYS)}
            required
          />
        </div>
        <div>
          <SubmitButton kind="quiet">{t("links.make")}</SubmitButton>
        </div>
      </Form>
    </section>
  );
}

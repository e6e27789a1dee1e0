import { ButtonLink } from "@/app/_ui/button";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { deskHref, type Place } from "../../_parts/place";

/** The form that the boxes beside the codes belong to. */
export const SEVERAL = "several";

type SeveralBarProps = { locale: Locale; place: Place; canChoose: boolean };

/** Leads on with the ticked codes, to share one transfer out among them. */
export function SeveralBar({ locale, place, canChoose }: SeveralBarProps) {
  const t = deskMoneyWords(locale);
  return (
    <section className="card" data-gap="2" aria-labelledby="several-title">
      <h2 id="several-title" className="task-title">
        {t("several.title")}
      </h2>
      <p className="muted small">{t("several.hint")}</p>
      {canChoose ? (
        <form id={SEVERAL} action={deskHref({ ...place, campaign: undefined }, "money/transfer")}>
          {place.campaign && <input type="hidden" name="campaign" value={place.campaign} />}
          <SubmitButton kind="quiet" size="small">
            {t("several.open")}
          </SubmitButton>
        </form>
      ) : (
        <div>
          <ButtonLink kind="quiet" size="small" href={deskHref(place, "money/transfer")}>
            {t("several.open")}
          </ButtonLink>
        </div>
      )}
    </section>
  );
}

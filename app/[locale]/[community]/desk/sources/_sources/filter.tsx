import { Button, ButtonLink } from "@/app/_ui/button";
import { Choices } from "@/app/_ui/choices";
import { Field } from "@/app/_ui/field";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskSourceWords } from "@/lib/core/i18n/messages/desk-sources";
import type { SourceQuery } from "@/lib/reports/sources";
import { deskHref, type Place } from "../../_parts/place";

/** Which touch is credited, and which days are shown. */
export function SourceFilter({ locale, place, chosen }: { locale: Locale; place: Place; chosen: SourceQuery }) {
  const t = deskSourceWords(locale);
  const { touch, from, to } = chosen;
  return (
    <form className="source-filter" action={deskHref({ ...place, campaign: undefined }, "sources")}>
      {place.campaign && <input type="hidden" name="campaign" value={place.campaign} />}
      <Choices
        legend={t("touch.label")}
        name="touch"
        chosen={touch}
        options={(["first", "last"] as const).map((value) => ({ value, label: t(`touch.${value}`) }))}
      />
      <Field label={t("from")} name="from" type="date" defaultValue={from} />
      <Field label={t("to")} name="to" type="date" defaultValue={to} />
      <div className="row" data-gap="2">
        <Button type="submit" kind="quiet" size="small">
          {t("show")}
        </Button>
        {(from || to) && (
          <ButtonLink kind="plain" size="small" href={deskHref(place, "sources", { touch })}>
            {t("wholeTime")}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}

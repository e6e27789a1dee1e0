import { Field } from "@/app/_ui/field";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { deskHref, type Place } from "../../_parts/place";

type MoneySearchProps = { locale: Locale; place: Place; query: string | undefined };

/** By code, name or reference: a plain form whose answer is an address. */
export function MoneySearch({ locale, place, query }: MoneySearchProps) {
  const t = deskMoneyWords(locale);
  return (
    <search>
      <form action={deskHref({ ...place, campaign: undefined }, "money")} className="desk-filters" data-fields="1">
        {place.campaign && <input type="hidden" name="campaign" value={place.campaign} />}
        <Field
          label={t("search")}
          hint={t("searchHint")}
          name="q"
          type="search"
          defaultValue={query}
          maxLength={200}
          autoComplete="off"
        />
        <SubmitButton kind="quiet" size="small">
          {deskWords(locale)("search")}
        </SubmitButton>
      </form>
    </search>
  );
}

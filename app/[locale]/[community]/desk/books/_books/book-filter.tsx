import { Field, Select } from "@/app/_ui/field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { DESK_STATES, type DeskBooksInput } from "@/lib/catalog/desk";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskBookWords } from "@/lib/core/i18n/messages/desk-books";
import { deskHref, type Place } from "../../_parts/place";

type BookFilterProps = { locale: Locale; place: Place; input: DeskBooksInput };

/** Search and state: a plain form whose answer is an address. */
export function BookFilter({ locale, place, input }: BookFilterProps) {
  const t = deskBookWords(locale);
  const states = DESK_STATES.map((value) => ({ value, label: t(`states.${value}`) }));
  return (
    <search>
      <form action={deskHref({ ...place, campaign: undefined }, "books")} className="desk-filters">
        {place.campaign && <input type="hidden" name="campaign" value={place.campaign} />}
        <Field label={t("searchLabel")} name="q" type="search" defaultValue={input.q} maxLength={200} />
        <Select
          label={t("stateLabel")}
          name="state"
          defaultValue={input.state}
          options={[{ value: "", label: t("states.all") }, ...states]}
        />
        <SubmitButton kind="quiet" size="small">
          {deskWords(locale)("search")}
        </SubmitButton>
      </form>
    </search>
  );
}

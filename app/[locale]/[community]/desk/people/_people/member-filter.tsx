import { Field, Select } from "@/app/_ui/field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { role } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskPeopleWords } from "@/lib/core/i18n/messages/desk-people";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import type { MemberList } from "@/lib/identity/input";
import { deskHref, type Place } from "../../_parts/place";

/** Name or address, and role: a plain form whose answer is an address. */
export function MemberFilter({ locale, place, input }: { locale: Locale; place: Place; input: MemberList }) {
  const t = deskPeopleWords(locale);
  const options = role.enumValues.map((value) => ({ value, label: deskSettingsWords(locale)(`role.${value}`) }));
  return (
    <search>
      <form action={deskHref(place, "people")} className="desk-filters">
        <Field label={t("search")} name="q" type="search" defaultValue={input.q} maxLength={200} />
        <Select
          label={t("role")}
          name="role"
          defaultValue={input.role ?? ""}
          options={[{ value: "", label: t("anyRole") }, ...options]}
        />
        <SubmitButton kind="quiet" size="small">
          {deskWords(locale)("search")}
        </SubmitButton>
      </form>
    </search>
  );
}

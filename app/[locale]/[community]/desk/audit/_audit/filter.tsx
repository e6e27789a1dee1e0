import { Select } from "@/app/_ui/field";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskAuditWords } from "@/lib/core/i18n/messages/desk-audit";
import { AUDIT_KINDS, type AuditQuery } from "@/lib/reports/audit";
import { deskHref, type Place } from "../../_parts/place";

type FilterProps = {
  locale: Locale;
  place: Place;
  asked: AuditQuery;
  people: readonly { personId: string; name: string }[];
};

/** What was done, and by whom: a plain form whose answer is an address. */
export function AuditFilter({ locale, place, asked, people }: FilterProps) {
  const t = deskAuditWords(locale);
  const kinds = AUDIT_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }));
  const names = people.map(({ personId, name }) => ({ value: personId, label: name }));
  return (
    <search>
      <form action={deskHref(place, "audit")} className="desk-filters">
        <Select
          label={t("kind")}
          name="kind"
          defaultValue={asked.kind ?? ""}
          options={[{ value: "", label: t("anyKind") }, ...kinds]}
        />
        <Select
          label={t("by")}
          name="by"
          defaultValue={asked.by ?? ""}
          options={[{ value: "", label: t("anybody") }, ...names]}
        />
        <SubmitButton kind="quiet" size="small">
          {deskWords(locale)("search")}
        </SubmitButton>
      </form>
    </search>
  );
}

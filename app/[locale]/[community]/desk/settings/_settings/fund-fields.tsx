import { FormField } from "@/app/_web/form";
import type { Fund } from "@/lib/catalog/input";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskRequisitesWords } from "@/lib/core/i18n/messages/desk-requisites";
import { siteWords } from "@/lib/core/i18n/messages/site";

/** Where the money goes: the fields of a new campaign, and of a change. `prefix` is the group they are sent in. */
export function FundFields({ locale, fund, prefix = "" }: { locale: Locale; fund: Fund; prefix?: string }) {
  const t = deskRequisitesWords(locale);
  return (
    <>
      <FormField label={t("name")} name={`${prefix}name`} defaultValue={fund.name} required />
      <div className="fields-two">
        <FormField label={t("jarUrl")} name={`${prefix}jarUrl`} type="url" defaultValue={fund.jarUrl ?? ""} />
        <FormField label={t("iban")} name={`${prefix}iban`} defaultValue={fund.iban ?? ""} spellCheck={false} />
        <FormField
          label={t("edrpou")}
          name={`${prefix}edrpou`}
          inputMode="numeric"
          defaultValue={fund.edrpou ?? ""}
          optional={siteWords(locale)("optional")}
        />
      </div>
    </>
  );
}

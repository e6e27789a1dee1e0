import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormField } from "@/app/_web/form";
import type { PublicCampaign } from "@/lib/catalog/queries";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { siteWords } from "@/lib/core/i18n/messages/site";
import type { Desk } from "../../_parts/open";
import { enterCash } from "../actions";
import { unitOf } from "./confirm-form";

/** Cash that an organizer took, where the campaign allows that. */
export function CashForm({ desk: { locale, place }, campaign }: { desk: Desk; campaign: PublicCampaign }) {
  const t = deskMoneyWords(locale);
  return (
    <Form action={enterCash.bind(null, { ...place, back: "money" })} checkFields={deskWords(locale)("checkFields")}>
      <FormDisclosure summary={t("cash.title")}>
        <p className="muted small">{t("cash.hint")}</p>
        <div className="fields-two">
          <FormField label={t("cash.code")} name="code" autoComplete="off" required />
          <FormField
            label={t("cash.amount")}
            name="amountMinor"
            inputMode="decimal"
            autoComplete="off"
            suffix={unitOf(campaign.currency)}
            required
          />
          <FormField label={t("cash.note")} name="note" optional={siteWords(locale)("optional")} maxLength={500} />
        </div>
        <div>
          <SubmitButton size="small">{t("cash.submit")}</SubmitButton>
        </div>
      </FormDisclosure>
    </Form>
  );
}

import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormField } from "@/app/_web/form";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { plainAmount } from "@/lib/core/money";
import type { DeskDonation } from "@/lib/donations/desk-rows";
import type { Place } from "../../_parts/place";
import { refund } from "../actions";
import { unitOf } from "./confirm-form";

/** Gives money back, behind a line: a card's by its provider, any other is recorded. It says what the page showed as left. */
export function RefundForm({ locale, place, row }: { locale: Locale; place: Place; row: DeskDonation }) {
  const t = deskMoneyWords(locale);
  const account = row.confirmation?.account;
  const by = account === "stripe" || account === "mono" ? account : "other";
  return (
    <Form action={refund.bind(null, place)} gap={2} checkFields={deskWords(locale)("checkFields")}>
      <input type="hidden" name="code" value={row.code} />
      <input type="hidden" name="seenMinor" value={row.refundableMinor} />
      <FormDisclosure
        plain
        gap={2}
        summary={
          <>
            {t("refund.open")}
            <span className="hidden-text"> {row.code}</span>
          </>
        }
      >
        <div className="fields-two">
          <FormField
            label={t("refund.amount")}
            name="amountMinor"
            inputMode="decimal"
            autoComplete="off"
            suffix={unitOf(row.currency)}
            defaultValue={plainAmount(row.refundableMinor)}
            required
          />
          <FormField label={deskWords(locale)("reason")} name="reason" maxLength={500} required />
        </div>
        <p className="hint">
          {t(`refund.hint.${by}`)} {row.book && t("refund.whole")}
        </p>
        <div>
          <SubmitButton kind="danger" size="small">
            {t(by === "other" ? "refund.submit.other" : "refund.submit.card")}
            <span className="hidden-text"> {row.code}</span>
          </SubmitButton>
        </div>
      </FormDisclosure>
    </Form>
  );
}

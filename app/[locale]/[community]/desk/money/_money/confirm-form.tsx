import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { plainAmount } from "@/lib/core/money";
import type { DeskDonation } from "@/lib/donations/desk-rows";
import type { Place } from "../../_parts/place";
import { confirm } from "../actions";

type ConfirmFormProps = { locale: Locale; place: Place; row: DeskDonation; isNext: boolean };

/** What came, and by which operation of the bank. */
export function ConfirmForm({ locale, place, row, isNext }: ConfirmFormProps) {
  const t = deskMoneyWords(locale);
  return (
    <Form action={confirm.bind(null, place)} gap={2}>
      <input type="hidden" name="code" value={row.code} />
      <div className="line-form">
        <FormField
          label={t("confirm.amount")}
          name="amountMinor"
          inputMode="decimal"
          autoComplete="off"
          suffix={unitOf(row.currency)}
          defaultValue={plainAmount(row.pledgedMinor)}
          required
        />
        <div data-next={isNext || undefined}>
          <FormField label={t("confirm.reference")} name="reference" autoComplete="off" maxLength={200} required />
        </div>
        <SubmitButton size="small">
          {t("confirm.submit")}
          <span className="hidden-text"> {row.code}</span>
        </SubmitButton>
      </div>
    </Form>
  );
}

export const unitOf = (currency: string) => (currency === "UAH" ? "₴" : currency);

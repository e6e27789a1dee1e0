import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskMoneyWords } from "@/lib/core/i18n/messages/desk-money";
import { formatMoney, plainAmount } from "@/lib/core/money";
import type { DeskDonation } from "@/lib/donations/desk-rows";
import type { Place } from "../../_parts/place";
import { confirmSeveral } from "../actions";
import { unitOf } from "./confirm-form";
import { SumLine } from "./sum-line";
import { bookTitle, donorName } from "./whose";

type SeveralFormProps = { locale: Locale; place: Place; rows: (DeskDonation & { isSettled: boolean })[] };

/** One reference, and a share of the transfer for each code. What was confirmed before is said, and stays out. */
export function SeveralForm({ locale, place, rows }: SeveralFormProps) {
  const t = deskMoneyWords(locale);
  const open = rows.filter(({ isSettled }) => !isSettled);
  const currency = rows[0]?.currency ?? "UAH";
  const sum = open.reduce((total, { pledgedMinor }) => total + pledgedMinor, 0);
  return (
    <Form action={confirmSeveral.bind(null, place)} checkFields={deskWords(locale)("checkFields")}>
      <p className="muted">{t("several.lead")}</p>
      <div className="fields-two">
        <FormField
          label={t("several.amount")}
          name="amountMinor"
          inputMode="decimal"
          autoComplete="off"
          suffix={unitOf(currency)}
          defaultValue={plainAmount(sum)}
          required
        />
        <FormField label={t("several.reference")} name="reference" autoComplete="off" maxLength={200} required />
      </div>
      <div>
        {rows
          .filter(({ isSettled }) => isSettled)
          .map((row) => (
            <div key={row.code} className="part">
              <p>
                <span className="code">{row.code}</span> · {donorName(locale, row)}
              </p>
              <p className="muted small">{t("several.settled")}</p>
            </div>
          ))}
        {open.map((row, nth) => (
          <div key={row.code} className="part">
            <div>
              <p>
                <span className="code">{row.code}</span> · {donorName(locale, row)}
              </p>
              <p className="muted small">
                {bookTitle(locale, row)} ·{" "}
                {t("promisedAmount", { amount: formatMoney(row.pledgedMinor, currency, locale) })}
              </p>
              <input type="hidden" name={`parts.${nth}.code`} value={row.code} />
            </div>
            <FormField
              label={t("several.part", { code: row.code })}
              name={`parts.${nth}.amountMinor`}
              inputMode="decimal"
              autoComplete="off"
              defaultValue={plainAmount(row.pledgedMinor)}
              required
            />
          </div>
        ))}
        <SumLine label={t("several.sum")} unit={unitOf(currency)} tag={FORMAT_TAG[locale]} startMinor={sum} />
      </div>
      <div>
        <SubmitButton>{t("several.submit")}</SubmitButton>
      </div>
    </Form>
  );
}

import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormDisclosure, FormField, FormFile } from "@/app/_web/form";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { numberWords } from "@/lib/core/i18n/messages/promo-numbers";
import { siteWords } from "@/lib/core/i18n/messages/site";
import type { Desk } from "../../../../_parts/open";
import type { Place } from "../../../../_parts/place";
import { localText } from "../../../../_parts/times";
import { numbersAction } from "../actions";

type NumbersFormProps = {
  desk: Desk;
  place: Place;
  of: { placement: string; network: string; format: string } | { promo: string };
  names: readonly string[];
  /** The line it is folded behind. */
  summary: string;
  open?: boolean;
};

/** One moment's numbers: any of them, with where they were read and a picture of the screen. */
export function NumbersForm({ desk, place, of, names, summary, open }: NumbersFormProps) {
  const { locale, community, now } = desk;
  const t = numberWords(locale);
  const optional = siteWords(locale)("optional");
  return (
    <Form action={numbersAction.bind(null, place, of)} checkFields={deskWords(locale)("checkFields")}>
      <FormDisclosure summary={summary} open={open} plain gap={4}>
        <div className="number-fields">
          {names.map((name) => {
            const word = `name.${name}`;
            return (
              <FormField
                key={name}
                label={numberWords.has(word) ? t(word) : name}
                name={name}
                inputMode="numeric"
                autoComplete="off"
                maxLength={13}
              />
            );
          })}
        </div>
        <div className="fields-two">
          <FormField
            label={t("at")}
            hint={t("atHint", { zone: community.timeZone })}
            name="at"
            type="datetime-local"
            defaultValue={localText(now, community.timeZone)}
          />
          <FormField label={t("source")} hint={t("sourceHint")} optional={optional} name="source" maxLength={200} />
          <FormField label={t("note")} optional={optional} name="note" maxLength={500} />
          <FormFile
            label={t("screenshot")}
            hint={t("screenshotHint")}
            optional={optional}
            name="screenshot"
            accept="image/jpeg,image/png,image/webp"
          />
        </div>
        <div>
          <SubmitButton size="small">{t("save")}</SubmitButton>
        </div>
      </FormDisclosure>
    </Form>
  );
}

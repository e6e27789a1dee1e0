import { Card } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormSelect } from "@/app/_web/form";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskStatementWords } from "@/lib/core/i18n/messages/desk-statement";
import type { LookAt } from "@/lib/donations/statements/import";
import type { Place } from "../../../_parts/place";
import { readByColumns } from "../actions";
import type { Say } from "./line-what";

const FIELDS = ["at", "amount", "debit", "comment", "counterparty", "reference"] as const;

type ColumnsProps = { say: Say; place: Place; look: LookAt; file: string; name: string };

/** Which column means what, asked once for each header. */
export function Columns({ say, place, look, file, name }: ColumnsProps) {
  const t = deskStatementWords(say.locale);
  const options = look.header.map((header, nth) => ({
    value: String(nth),
    label: header === String(nth + 1) ? header : t("mapping.column", { nth: nth + 1, name: header }),
  }));
  return (
    <Card gap={4}>
      <h2>{t("mapping.title")}</h2>
      <p className="muted">{t("mapping.lead")}</p>
      <section
        className="sample"
        aria-label={t("mapping.sample")} // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        tabIndex={0}
      >
        <table>
          <caption className="small muted">{t("mapping.sample")}</caption>
          <thead>
            <tr>
              {look.header.map((header, nth) => (
                <th key={options[nth]?.value} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {look.sample.map((cells) => (
              <tr key={cells.join("|")}>
                {options.map(({ value }, nth) => (
                  <td key={value}>{cells[nth]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Form action={readByColumns.bind(null, place)} checkFields={deskWords(say.locale)("checkFields")}>
        <input type="hidden" name="file" value={file} />
        <input type="hidden" name="name" value={name} />
        <div className="fields-two">
          {FIELDS.map((field) => (
            <FormSelect
              key={field}
              label={t(`mapping.${field}`)}
              name={field}
              defaultValue={
                look.guess[field] === null || look.guess[field] === undefined ? "" : String(look.guess[field])
              }
              options={[{ value: "", label: t("mapping.none") }, ...options]}
            />
          ))}
        </div>
        <div>
          <SubmitButton>{t("mapping.submit")}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}

import { Card, Facts } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Table } from "@/app/_ui/table";
import { Form, FormDisclosure, FormField, FormSelect } from "@/app/_web/form";
import type { Link } from "@/db/schema";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskWords } from "@/lib/core/i18n/messages/desk";
import { deskSourceWords } from "@/lib/core/i18n/messages/desk-sources";
import { nameOf } from "@/lib/core/i18n/messages/erased";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { momentText } from "@/lib/core/i18n/moment";
import { formatPercent } from "@/lib/core/money";
import type { EnteredReading } from "@/lib/promos/numbers/readings";
import { METRICS } from "@/lib/referrals/input";
import { numberText } from "../../_parts/links";
import type { Desk } from "../../_parts/open";
import { localText } from "../../_parts/times";
import { linkName, placementName } from "../../links/_links/names";
import { addReading } from "../actions";
import { metricName } from "./notes";

type Reading = EnteredReading;
type ReadingsProps = { desk: Desk; links: readonly Link[]; readings: readonly Reading[] };

/** Numbers that happened elsewhere: the form, who entered what, and how much they grew. */
export function Readings({ desk, links, readings }: ReadingsProps) {
  const { locale, community, now } = desk;
  const place = { ...desk.place, back: "sources" };
  const t = deskSourceWords(locale);
  const optional = siteWords(locale)("optional");
  return (
    <section className="stack" aria-labelledby="readings">
      <div className="stack" data-gap="1">
        <h2 id="readings">{t("readings.title")}</h2>
        <p className="muted">{t("readings.lead")}</p>
      </div>
      <Growth locale={locale} readings={readings} />
      {readings.length === 0 && <p>{t("readings.none")}</p>}
      {readings.length > 0 && (
        <Table
          caption={t("readings.caption")}
          rows={readings}
          rowKey={({ id }) => id}
          columns={[
            {
              name: t("readings.column.metric"),
              cell: ({ metric, content }) => (
                <>
                  <p className="table-name">{metricName(metric, locale)}</p>
                  {content && <p className="muted">{placementName(content, locale)}</p>}
                </>
              ),
            },
            { name: t("readings.column.value"), align: "end", cell: ({ value }) => numberText(value, locale) },
            {
              name: t("readings.column.at"),
              cell: ({ at }) => momentText(at, community.timeZone, locale, now),
            },
            {
              name: t("readings.column.source"),
              cell: ({ source, note }) => [source, note].filter(Boolean).join(". "),
            },
            {
              name: t("readings.column.by"),
              cell: ({ authorName, createdAt }) => (
                <>
                  {authorName !== null && <p>{nameOf(locale, authorName)}</p>}
                  <p className="muted">{momentText(createdAt, community.timeZone, locale, now)}</p>
                </>
              ),
            },
          ]}
        />
      )}
      <Card>
        <Form action={addReading.bind(null, place)} checkFields={deskWords(locale)("checkFields")}>
          <FormDisclosure plain summary={t("readings.add")} gap={4}>
            <div className="fields-two">
              <FormSelect
                label={t("readings.metric")}
                name="metric"
                options={[...new Set<string>([...METRICS, ...readings.map(({ metric }) => metric)])].map((value) => ({
                  value,
                  label: metricName(value, locale),
                }))}
              />
              <FormField
                label={t("readings.value")}
                name="value"
                inputMode="numeric"
                autoComplete="off"
                maxLength={13}
                required
              />
              <FormField
                label={t("readings.at")}
                hint={t("readings.atHint", { zone: community.timeZone })}
                name="at"
                type="datetime-local"
                defaultValue={localText(now, community.timeZone)}
                required
              />
              <FormSelect
                label={t("readings.link")}
                name="linkId"
                options={[
                  { value: "", label: t("readings.noLink") },
                  ...links.map((link) => ({ value: link.id, label: `${linkName(link, locale)} (/r/${link.code})` })),
                ]}
              />
              <FormField
                label={t("readings.source")}
                hint={t("readings.sourceHint")}
                optional={optional}
                name="source"
                maxLength={200}
              />
              <FormField label={t("readings.note")} optional={optional} name="note" maxLength={500} />
            </div>
            <div>
              <SubmitButton size="small">{t("readings.submit")}</SubmitButton>
            </div>
          </FormDisclosure>
        </Form>
      </Card>
    </section>
  );
}

/** From the first to the last number of a kind. */
function Growth({ locale, readings }: { locale: Locale; readings: readonly Reading[] }) {
  const t = deskSourceWords(locale);
  const kinds = new Map<string, Reading[]>();
  for (const reading of readings) {
    if (reading.linkId) continue;
    kinds.set(reading.metric, [...(kinds.get(reading.metric) ?? []), reading]);
  }
  const items = [...kinds].flatMap(([metric, [before, ...later]]) => {
    const after = later.at(-1);
    if (!before || !after || before.value === 0) return [];
    const values = {
      metric: metricName(metric, locale),
      before: numberText(before.value, locale),
      after: numberText(after.value, locale),
    };
    return [
      {
        name: t("readings.growth", values),
        value: formatPercent((after.value - before.value) / before.value, locale, { signed: true }),
      },
    ];
  });
  return items.length > 0 ? <Facts items={items} /> : null;
}

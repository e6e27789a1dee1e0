import { Anchor } from "@/app/_ui/link";
import { Table } from "@/app/_ui/table";
import type { Locale } from "@/lib/core/i18n/locale";
import { promoReportWords } from "@/lib/core/i18n/messages/promo-report";
import { formatMoney, formatPercent } from "@/lib/core/money";
import { metricName, metricText } from "@/lib/promos/metrics";
import type { ComparedPromo } from "@/lib/reports/promos/comparing";
import { numberText } from "../../../../_parts/links";
import type { Desk } from "../../../../_parts/open";
import { deskHref } from "../../../../_parts/place";

type CompareProps = { locale: Locale; desk: Desk; others: ComparedPromo[]; here: string };

/** This promo beside others of its kind. */
export function Compare({ locale, desk, others, here }: CompareProps) {
  const t = promoReportWords(locale);
  return (
    <section className="stack report-tools" data-gap="3" aria-labelledby="report-compare">
      <h2 id="report-compare">{t("compare.title")}</h2>
      {others.length < 2 ? (
        <p className="muted">{t("compare.one")}</p>
      ) : (
        <Table
          caption={t("compare.caption")}
          rows={others}
          rowKey={({ id }) => id}
          columns={[
            {
              name: t("compare.name"),
              cell: ({ id, name }) =>
                id === here ? (
                  <strong>{name}</strong>
                ) : (
                  <Anchor href={deskHref(desk.place, `promos/${id}/report`)}>{name}</Anchor>
                ),
            },
            {
              name: t("compare.goal"),
              cell: ({ goal, currency }) =>
                goal
                  ? `${metricName(goal.metric, locale)}: ${goal.value === null ? "—" : metricText(goal.metric, goal.value, currency, locale)}`
                  : "—",
            },
            {
              name: t("compare.attainment"),
              align: "end",
              cell: ({ goal }) => (goal?.attainment == null ? "—" : formatPercent(goal.attainment, locale)),
            },
            { name: t("compare.clicks"), align: "end", cell: ({ clicks }) => numberText(clicks, locale) },
            { name: t("compare.leads"), align: "end", cell: ({ leads }) => numberText(leads, locale) },
            {
              name: t("compare.spend"),
              align: "end",
              cell: ({ spendMinor, currency }) => formatMoney(spendMinor, currency, locale),
            },
          ]}
        />
      )}
    </section>
  );
}

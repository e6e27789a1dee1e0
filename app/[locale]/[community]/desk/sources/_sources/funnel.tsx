import { Card } from "@/app/_ui/blocks";
import { Chart, INK } from "@/app/_ui/chart";
import { Table } from "@/app/_ui/table";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskSourceWords } from "@/lib/core/i18n/messages/desk-sources";
import { formatPercent } from "@/lib/core/money";
import type { SourceFunnel } from "@/lib/reports/source-days";
import { numberText } from "../../_parts/links";

const STEPS = ["reach", "clicks", "leads", "claims", "confirmed"] as const;

/** How many got how far: a picture and the same as a table. */
export function Funnel({ locale, funnel }: { locale: Locale; funnel: SourceFunnel }) {
  const t = deskSourceWords(locale);
  const steps = STEPS.map((name) => ({ name, value: funnel[name] }));
  const drawn = steps.flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));
  const text = drawn.map(({ name, value }) => `${t(`funnel.${name}`)} ${numberText(value, locale)}`).join(", ");
  const nothing = (name: (typeof STEPS)[number]) => t(name === "reach" ? "funnel.noReach" : "hidden");
  return (
    <Card>
      <h2 className="task-title">{t("funnel.title")}</h2>
      <p className="muted small">{t("funnel.lead")}</p>
      {drawn.some(({ value }) => value > 0) && (
        <Chart
          label={t("funnel.alt", { steps: text })}
          height={40 + drawn.length * 44}
          option={() => ({
            series: [
              {
                type: "funnel",
                sort: "none",
                silent: true,
                funnelAlign: "center",
                left: 8,
                right: 8,
                top: 8,
                bottom: 8,
                gap: 4,
                minSize: "2%",
                emphasis: { disabled: true },
                label: {
                  position: "inside",
                  color: INK.text,
                  fontSize: 14,
                  fontWeight: 600,
                  textBorderColor: INK.paper,
                  textBorderWidth: 4,
                },
                labelLine: { show: false },
                data: drawn.map(({ name, value }) => ({
                  name: t(`funnel.${name}`),
                  value,
                  label: { formatter: `${t(`funnel.${name}`)}: ${numberText(value, locale)}` },
                  itemStyle: { color: INK.soft, borderColor: INK.first, borderWidth: 1.5 },
                })),
              },
            ],
          })}
        />
      )}
      <Table
        caption={t("funnel.caption")}
        rows={steps}
        rowKey={({ name }) => name}
        columns={[
          { name: t("funnel.step"), cell: ({ name }) => t(`funnel.${name}`) },
          {
            name: t("funnel.count"),
            align: "end",
            cell: ({ name, value }) =>
              value === null ? <span className="muted">{nothing(name)}</span> : numberText(value, locale),
          },
          {
            name: t("funnel.share"),
            align: "end",
            cell: ({ name, value }) => {
              const before = steps[STEPS.indexOf(name) - 1]?.value;
              return value === null || !before ? "—" : formatPercent(value / before, locale);
            },
          },
        ]}
      />
    </Card>
  );
}

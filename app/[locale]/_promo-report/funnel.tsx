import { Chart, INK } from "@/app/_ui/chart";
import { Table } from "@/app/_ui/table";
import { numberText } from "@/app/[locale]/[community]/desk/_parts/links";
import type { Locale } from "@/lib/core/i18n/locale";
import { promoReportWords } from "@/lib/core/i18n/messages/promo-report";
import type { PromoReport } from "@/lib/reports/promos/report";

const STEPS = {
  initiative: ["reach", "clicks", "leads", "claims", "exchanged"],
  event: ["reach", "clicks", "registrations", "attended"],
  achievement: ["views", "reach", "engagement", "clicks"],
} as const;
type Step = (typeof STEPS)[keyof typeof STEPS][number];

/** How many people came to each step of a promo's way: a picture, and the same as a table. Steps nobody counted are left out. */
export function Funnel({ locale, report }: { locale: Locale; report: PromoReport }) {
  const t = promoReportWords(locale);
  const steps = STEPS[report.promo.kind].flatMap((name) => {
    const value = valueOfStep(name, report);
    return value === null ? [] : [{ name, value }];
  });
  if (steps.filter(({ value }) => value > 0).length < 2) return null;
  const label = `${t("funnel.title")}. ${steps.map(({ name, value }) => `${t(`funnel.${name}`)}: ${numberText(value, locale)}`).join(", ")}`;
  return (
    <section className="stack" data-gap="3" aria-labelledby="report-funnel">
      <h2 id="report-funnel">{t("funnel.title")}</h2>
      <Chart
        label={label}
        height={24 + steps.length * 34}
        option={({ width }) => ({
          grid: { left: width < 400 ? 100 : 140, right: 64, top: 4, bottom: 4 },
          xAxis: { type: "value", show: false, max: Math.max(...steps.map(({ value }) => value)) },
          yAxis: {
            type: "category",
            inverse: true,
            data: steps.map(({ name }) => t(`funnel.${name}`)),
            axisLine: { show: false },
            axisTick: { show: false },
            axisLabel: { color: INK.text, fontSize: 14 },
          },
          series: [
            {
              type: "bar",
              silent: true,
              barWidth: 20,
              data: steps.map(({ value }) => value),
              itemStyle: { color: INK.soft, borderColor: INK.first, borderWidth: 1.5 },
              label: {
                show: true,
                position: "right",
                color: INK.text,
                fontSize: 14,
                fontWeight: 600,
                formatter: ({ value }: { value: number }) => numberText(value, locale),
              },
            },
          ],
        })}
      />
      <div className="hidden-text">
        <Table
          caption={t("funnel.caption")}
          rows={steps}
          rowKey={({ name }) => name}
          columns={[
            { name: t("funnel.step"), cell: ({ name }) => t(`funnel.${name}`) },
            { name: t("funnel.value"), align: "end", cell: ({ value }) => numberText(value, locale) },
          ]}
        />
      </div>
    </section>
  );
}

function valueOfStep(step: Step, { figures }: PromoReport): number | null {
  const { campaign, entered, placed } = figures;
  switch (step) {
    case "clicks":
    case "leads":
      return figures[step];
    case "engagement":
      return figures.engagement;
    case "claims":
    case "exchanged":
      return campaign?.[step] ?? null;
    default:
      return entered[step]?.latest ?? placed[step] ?? null;
  }
}

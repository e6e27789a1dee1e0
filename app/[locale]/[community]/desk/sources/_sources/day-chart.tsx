import { Card, Disclosure } from "@/app/_ui/blocks";
import { Chart, INK } from "@/app/_ui/chart";
import { Table } from "@/app/_ui/table";
import { FORMAT_TAG, type Locale } from "@/lib/core/i18n/locale";
import { deskSourceWords } from "@/lib/core/i18n/messages/desk-sources";
import { formatMoney } from "@/lib/core/money";
import type { SourceDays } from "@/lib/reports/source-days";
import { numberText } from "../../_parts/links";
import { type MarkedDay, markedDays } from "./notes";
import { type Period, type PeriodKind, periodKind, periodsOf, startOf } from "./periods";

/** Clicks and leads by day with what happened marked, and the same numbers as a table. */
export function DayChart({ locale, found }: { locale: Locale; found: SourceDays }) {
  const t = deskSourceWords(locale);
  const { days, currency } = found;
  const [first, last] = [days[0], days.at(-1)];
  const marks = markedDays(found, locale);
  if (!first || !last) return null;
  const marked = marks.filter(({ day }) => days.some((each) => each.day === day));
  const kind = periodKind(days.length);
  const hasYears = first.day.slice(0, 4) !== last.day.slice(0, 4);
  const told = days.filter(
    ({ day, clicks, leads, claims, raisedMinor }) =>
      clicks + leads > 0 || (claims ?? 0) !== 0 || (raisedMinor ?? 0) !== 0 || marked.some((mark) => mark.day === day),
  );
  return (
    <Card>
      <div>
        <h2 className="task-title">{t("days.title")}</h2>
        <p className="muted small">
          {spanName(first.day, last.day, locale)}
          {kind !== "day" && ` · ${t(`days.${kind}`)}`}
        </p>
      </div>
      <Chart
        label={t("days.alt", { from: dayName(first.day, locale), to: dayName(last.day, locale) })}
        height={280}
        option={({ width }) => dayOption(periodsOf(days, kind), kind, marked, locale, width)}
      />
      {marked.length > MARKS_SHOWN ? (
        <Disclosure summary={t("days.notesTitle")} plain>
          <Notes locale={locale} marked={marked} hasYears={hasYears} />
        </Disclosure>
      ) : (
        <Notes locale={locale} marked={marked} hasYears={hasYears} />
      )}
      <Disclosure summary={t("days.numbers")} plain>
        {days.some(({ claims }) => claims === null) && <p className="muted small">{t("days.hiddenNote")}</p>}
        {told.length < days.length && <p className="muted small">{t("days.leftOut")}</p>}
        <Table
          caption={t("days.caption")}
          rows={told}
          rowKey={({ day }) => day}
          columns={[
            {
              name: t("days.day"),
              cell: ({ day }) => <span className="nowrap">{dayName(day, locale, hasYears)}</span>,
            },
            { name: t("days.clicks"), align: "end", cell: ({ clicks }) => numberText(clicks, locale) },
            { name: t("days.leads"), align: "end", cell: ({ leads }) => numberText(leads, locale) },
            {
              name: t("days.claims"),
              align: "end",
              cell: ({ claims }) => (claims === null ? t("hidden") : numberText(claims, locale)),
            },
            {
              name: t("days.raised"),
              align: "end",
              cell: ({ raisedMinor }) => (
                <span className="nowrap">
                  {raisedMinor === null ? t("hidden") : formatMoney(raisedMinor, currency, locale)}
                </span>
              ),
            },
            {
              name: t("days.notes"),
              cell: ({ day }) => marked.find((mark) => mark.day === day)?.texts.join("; "),
            },
          ]}
        />
      </Disclosure>
    </Card>
  );
}

const MARKS_SHOWN = 10;

/** What the numbers over the chart stand for. */
function Notes({ locale, marked, hasYears }: { locale: Locale; marked: MarkedDay[]; hasYears: boolean }) {
  if (marked.length === 0) return null;
  return (
    <ol className="day-notes" aria-label={deskSourceWords(locale)("days.notesTitle")}>
      {marked.map(({ day, texts }) => (
        <li key={day}>
          <b>{dayName(day, locale, hasYears)}</b>
          <ul>
            {texts.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

/** Bars with slanted lines and a line with dots: told apart without colour. */
function dayOption(periods: Period[], kind: PeriodKind, marked: MarkedDay[], locale: Locale, width: number) {
  const t = deskSourceWords(locale);
  const axis = { axisLine: { lineStyle: { color: INK.line } }, axisTick: { show: false } };
  return {
    grid: { left: 40, right: 12, top: 64, bottom: 32 },
    legend: {
      top: 0,
      left: 0,
      itemGap: 20,
      itemWidth: 26,
      selectedMode: false,
      textStyle: { color: INK.text, fontSize: 13 },
    },
    xAxis: {
      ...axis,
      type: "category",
      data: periods.map(({ starts }) => shortDay(starts, kind, locale)),
      axisLabel: { color: INK.muted, hideOverlap: true, fontSize: width < 400 ? 11 : 12 },
    },
    yAxis: {
      type: "value",
      minInterval: 1,
      axisLabel: { color: INK.muted },
      splitLine: { lineStyle: { color: INK.line } },
    },
    series: [
      {
        type: "bar",
        name: t("days.clicks"),
        silent: true,
        barMaxWidth: 34,
        emphasis: { disabled: true },
        itemStyle: {
          color: INK.first,
          decal: { symbol: "rect", color: INK.paper, dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: -Math.PI / 4 },
        },
        data: periods.map(({ clicks }) => clicks),
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: INK.muted, type: "dashed", width: 1 },
          label: { color: INK.text, fontSize: 12, fontWeight: 600, textBorderWidth: 0 },
          data: periods.flatMap(({ starts }, xAxis) => {
            const numbers = marked.flatMap(({ day }, nth) => (startOf(day, kind) === starts ? [nth + 1] : []));
            return numbers.length > 0 ? [{ xAxis, label: { formatter: spanOf(numbers) } }] : [];
          }),
        },
      },
      {
        type: "line",
        name: t("days.leads"),
        silent: true,
        emphasis: { disabled: true },
        symbol: "circle", // in the legend; days without any have none
        symbolSize: 8,
        lineStyle: { color: INK.second, width: 2.5 },
        itemStyle: { color: INK.paper, borderColor: INK.second, borderWidth: 2.5 },
        data: periods.map(({ leads: value }) => ({ value, symbol: value > 0 ? "circle" : "none" })),
      },
    ],
  };
}

const spanName = (first: string, last: string, locale: Locale) =>
  new Intl.DateTimeFormat(FORMAT_TAG[locale], { dateStyle: "long", timeZone: "UTC" }).formatRange(
    new Date(first),
    new Date(last),
  );

const dayName = (day: string, locale: Locale, hasYear = true) =>
  new Intl.DateTimeFormat(FORMAT_TAG[locale], {
    day: "numeric",
    month: "long",
    year: hasYear ? "numeric" : undefined,
    timeZone: "UTC",
  })
    .format(new Date(day))
    .replaceAll(" ", "\u00A0");

function shortDay(day: string, kind: PeriodKind, locale: Locale): string {
  const shown = kind === "month" ? ({ month: "2-digit", year: "numeric" } as const) : SHORT;
  return new Intl.DateTimeFormat(FORMAT_TAG[locale], { ...shown, timeZone: "UTC" }).format(new Date(day));
}

const SHORT = { day: "numeric", month: "numeric" } as const;

const spanOf = (numbers: number[]) => [...new Set([numbers[0], numbers.at(-1)])].join("–");

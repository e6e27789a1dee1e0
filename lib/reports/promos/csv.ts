import { toCsv } from "@/lib/catalog/export";
import { isMetric, unitOfMetric } from "@/lib/promos/metrics";
import type { PromoReport } from "./report";

const HEADER = ["part", "name", "figure", "value", "unit"] as const;
type Line = [part: string, name: string, figure: string, value: string | number | null, unit: string];

/** A promo's report as CSV, one figure a line, so that any of them can be found and added up. What is hidden in the report is empty. */
export function reportCsv(report: PromoReport): string {
  return toCsv(HEADER, [...goalLines(report), ...figureLines(report), ...placementLines(report), ...planLines(report)]);
}

function goalLines({ goal, promo, figures }: PromoReport): Line[] {
  if (!goal) return [];
  const unit = unitOfMetric(goal.metric) === "money" ? figures.currency : unitOfMetric(goal.metric);
  return [
    ["goal", promo.name, `${goal.metric}_target`, goal.target, unit],
    ["goal", promo.name, goal.metric, goal.value, unit],
    ["goal", promo.name, "attainment", goal.attainment && Number(goal.attainment.toFixed(4)), "share"],
  ];
}

function figureLines({ figures, group, attendance, perRegistrationMinor, promo }: PromoReport): Line[] {
  const { campaign, currency } = figures;
  const line = (figure: string, value: number | null, unit = "count"): Line => [
    "result",
    promo.name,
    figure,
    value,
    unit,
  ];
  const share = (value: number) => Number(value.toFixed(4));
  return [
    line("clicks", figures.clicks),
    line("bot_clicks", figures.botClicks),
    line("visitors", figures.visitors),
    line("leads_tracked", figures.leadsTracked),
    line("leads_entered", figures.leadsEntered),
    line("leads", figures.leads),
    ...(campaign
      ? [
          line("outside_participants", campaign.outsideParticipants),
          line("books_before", campaign.booksBefore),
          line("books_listed", campaign.booksListed),
          line("books_exchanged", campaign.booksExchanged),
          line("sell_through", share(campaign.sellThrough), "share"),
          line("raised", campaign.raisedMinor / 100, currency),
          line("average", campaign.averageMinor / 100, currency),
          line("raised_by_promo", campaign.creditedMinor === null ? null : campaign.creditedMinor / 100, currency),
        ]
      : []),
    ...(group
      ? [
          line("group_before", group.before),
          line("group_after", group.after),
          line("group_growth", share(group.growth), "share"),
        ]
      : []),
    ...Object.entries(figures.entered)
      .filter(([metric]) => metric !== "group-members")
      .map(([metric, { latest }]) => line(metric, latest, unitOf(metric, currency))),
    ...Object.entries(figures.placed).map(([metric, value]) => line(metric, value)),
    ...(attendance === null ? [] : [line("attendance", share(attendance), "share")]),
    ...(perRegistrationMinor === null ? [] : [line("cost_per_registration", perRegistrationMinor / 100, currency)]),
    line("spend", figures.spendMinor / 100, currency),
  ].filter(([, , figure], nth, all) => all.findIndex((other) => other[2] === figure) === nth);
}

function placementLines({ placements, figures }: PromoReport): Line[] {
  return placements.flatMap((placement): Line[] => {
    const name = `${placement.network}/${placement.content}`;
    const line = (figure: string, value: number | null, unit = "count"): Line => [
      "placement",
      name,
      figure,
      value,
      unit,
    ];
    return [
      line("clicks", placement.clicks),
      line("visitors", placement.visitors),
      line("leads", placement.leads),
      line("claims", placement.claims),
      line("exchanged", placement.exchanged),
      line("raised", placement.raisedMinor === null ? null : placement.raisedMinor / 100, figures.currency),
      ...Object.entries(placement.numbers).map(([metric, value]) => line(metric, value)),
    ];
  });
}

function planLines({ contingencies }: PromoReport): Line[] {
  return contingencies.map((line, nth) => [
    "contingency",
    `${nth + 1}. ${line.metric} < ${line.threshold}`,
    line.status,
    line.value,
    "count",
  ]);
}

function unitOf(metric: string, currency: string): string {
  if (metric === "spend") return currency;
  return isMetric(metric) ? unitOfMetric(metric) : "count";
}

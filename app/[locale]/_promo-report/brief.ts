import { numberText } from "@/app/[locale]/[community]/desk/_parts/links";
import type { Locale } from "@/lib/core/i18n/locale";
import { promoReportWords } from "@/lib/core/i18n/messages/promo-report";
import { formatMoney, formatPercent } from "@/lib/core/money";
import type { PromoReport } from "@/lib/reports/promos/report";

/** "44 ліди · 5 учасників ззовні · …": a report in one line, of what its kind of promo is for. */
export function inBrief(report: PromoReport, locale: Locale): string {
  const { promo } = report;
  const said =
    promo.kind === "event"
      ? ofEvent(report, locale)
      : promo.kind === "achievement"
        ? ofAchievement(report, locale)
        : ofInitiative(report, locale);
  return said.join("\u00A0· "); // no line begins with a dot
}

function ofInitiative({ figures, group }: PromoReport, locale: Locale): string[] {
  const t = promoReportWords(locale);
  const { campaign, currency } = figures;
  const n = (n: number) => ({ n, count: numberText(n, locale) });
  return [
    t("leads", n(figures.leads)),
    ...(campaign
      ? [
          t("outsiders", n(campaign.outsideParticipants)),
          t("catalog", {
            ...n(campaign.booksListed),
            before: numberText(campaign.booksBefore, locale),
            after: numberText(campaign.booksListed, locale),
          }),
          t("exchanged", {
            count: numberText(campaign.booksExchanged, locale),
            share: formatPercent(campaign.sellThrough, locale),
          }),
          formatMoney(campaign.raisedMinor, currency, locale),
          t("average", { amount: formatMoney(campaign.averageMinor, currency, locale) }),
        ]
      : []),
    ...(group ? [t("group", { growth: growthText(group.growth, locale) })] : []),
  ];
}

function ofEvent({ figures, attendance, perRegistrationMinor, group }: PromoReport, locale: Locale): string[] {
  const t = promoReportWords(locale);
  const { registrations, attended } = figures.entered;
  return [
    t("visitors", { n: figures.visitors, count: numberText(figures.visitors, locale) }),
    ...(registrations
      ? [t("registered", { n: registrations.latest, count: numberText(registrations.latest, locale) })]
      : []),
    ...(attended && attendance !== null
      ? [t("attended", { count: numberText(attended.latest, locale), share: formatPercent(attendance, locale) })]
      : []),
    ...(perRegistrationMinor
      ? [t("perRegistration", { amount: formatMoney(perRegistrationMinor, figures.currency, locale) })]
      : []),
    ...(group ? [t("group", { growth: growthText(group.growth, locale) })] : []),
  ];
}

function ofAchievement({ figures, goal }: PromoReport, locale: Locale): string[] {
  const t = promoReportWords(locale);
  const reach = figures.entered.reach?.latest ?? figures.placed.reach;
  const engagement = goal?.metric === "engagement" ? goal.value : (figures.engagement ?? null);
  return [
    ...(reach === undefined ? [] : [t("reach", { count: numberText(reach, locale) })]),
    ...(engagement === null ? [] : [t("engagement", { count: numberText(engagement, locale) })]),
    t("visitors", { n: figures.visitors, count: numberText(figures.visitors, locale) }),
  ];
}

/** "+13,5 %", "−2 %". */
export function growthText(growth: number, locale: Locale): string {
  return `${growth < 0 ? "−" : "+"}${formatPercent(Math.abs(growth), locale)}`;
}

import { Facts } from "@/app/_ui/blocks";
import { numberText } from "@/app/[locale]/[community]/desk/_parts/links";
import type { Locale } from "@/lib/core/i18n/locale";
import { promoReportWords } from "@/lib/core/i18n/messages/promo-report";
import { formatMoney, formatPercent } from "@/lib/core/money";
import type { PromoReport } from "@/lib/reports/promos/report";
import { growthText } from "./brief";

type Fact = { name: string; value: React.ReactNode };

/** The big numbers of a report. What belongs to another kind of promo is left out. */
export function Figures({ locale, report }: { locale: Locale; report: PromoReport }) {
  const t = promoReportWords(locale);
  const { figures, promo } = report;
  const own =
    promo.kind === "event"
      ? ofEvent(report, locale)
      : promo.kind === "achievement"
        ? ofAchievement(report, locale)
        : ofInitiative(report, locale);
  const shared: Fact[] = [
    { name: t("figures.clicks"), value: numberText(figures.clicks, locale) },
    { name: t("figures.visitors"), value: numberText(figures.visitors, locale) },
    ...group(report, locale),
    { name: t("figures.spend"), value: formatMoney(figures.spendMinor, figures.currency, locale) },
  ];
  return (
    <section className="stack" data-gap="3" aria-labelledby="report-figures">
      <h2 id="report-figures">{t("figures.title")}</h2>
      <Facts items={[...own, ...shared]} />
      <p className="small muted">{t("figures.robots", { count: numberText(figures.botClicks, locale) })}</p>
    </section>
  );
}

function ofInitiative({ figures }: PromoReport, locale: Locale): Fact[] {
  const t = promoReportWords(locale);
  const { campaign, leads, currency } = figures;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const tracked = numberText(figures.leadsTracked, locale);
  const entered = numberText(figures.leadsEntered, locale);
  return [
    {
      name: t("figures.leads"),
      value: withNote(numberText(leads, locale), t("leadsParts", { tracked, entered })),
    },
    ...(campaign
      ? [
          {
            name: t("figures.outsiders"),
            value: numberText(campaign.outsideParticipants, locale),
          },
          {
            name: t("figures.conversion"),
            value: leads === 0 ? "—" : formatPercent(campaign.outsideParticipants / leads, locale),
          },
          {
            name: t("figures.catalog"),
            value: withNote(
              numberText(campaign.booksListed, locale),
              t("figures.catalogGrowth", {
                before: numberText(campaign.booksBefore, locale),
                after: numberText(campaign.booksListed, locale),
              }),
            ),
          },
          {
            name: t("figures.exchanged"),
            value: withNote(numberText(campaign.booksExchanged, locale), formatPercent(campaign.sellThrough, locale)),
          },
          { name: t("figures.raised"), value: money(campaign.raisedMinor) },
          { name: t("figures.average"), value: money(campaign.averageMinor) },
          {
            name: t("figures.credited"),
            value:
              campaign.creditedMinor === null ? <small>{t("figures.hidden")}</small> : money(campaign.creditedMinor),
          },
        ]
      : []),
  ];
}

function ofEvent({ figures, attendance, perRegistrationMinor }: PromoReport, locale: Locale): Fact[] {
  const t = promoReportWords(locale);
  const { registrations, attended } = figures.entered;
  return [
    { name: t("figures.registrations"), value: registrations ? numberText(registrations.latest, locale) : "—" },
    {
      name: t("figures.attended"),
      value: attended
        ? withNote(numberText(attended.latest, locale), attendance === null ? "" : formatPercent(attendance, locale))
        : "—",
    },
    {
      name: t("figures.perRegistration"),
      value: perRegistrationMinor === null ? "—" : formatMoney(perRegistrationMinor, figures.currency, locale),
    },
  ];
}

function ofAchievement({ figures }: PromoReport, locale: Locale): Fact[] {
  const t = promoReportWords(locale);
  const number = (value: number | null | undefined) => (value == null ? "—" : numberText(value, locale));
  const { entered, placed, engagement } = figures;
  const time = entered["time-on-page"];
  return [
    { name: t("figures.reach"), value: number(entered.reach?.latest ?? placed.reach) },
    { name: t("figures.views"), value: number(entered.views?.latest ?? placed.views) },
    { name: t("figures.engagement"), value: number(engagement) },
    ...(time ? [{ name: t("figures.timeOnPage"), value: t("figures.seconds", { count: number(time.latest) }) }] : []),
  ];
}

function group({ group }: PromoReport, locale: Locale): Fact[] {
  if (!group) return [];
  const t = promoReportWords(locale);
  const [before, after] = [numberText(group.before, locale), numberText(group.after, locale)];
  return [
    {
      name: t("figures.group"),
      value: withNote(growthText(group.growth, locale), t("figures.groupGrowth", { before, after })),
    },
  ];
}

const withNote = (value: string, note: string) => (
  <>
    {value} {note && <small className="muted">{note}</small>}
  </>
);

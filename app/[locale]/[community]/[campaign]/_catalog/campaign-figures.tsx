import { Facts } from "@/app/_ui/blocks";
import { Progress } from "@/app/_ui/progress";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { formatMoney } from "@/lib/core/money";
import type { CampaignTotals } from "@/lib/reports/totals";

type CampaignProgressProps = { locale: Locale; goalMinor: number; totals: CampaignTotals };

/** The two-segment bar towards the goal. */
export function CampaignProgress({ locale, goalMinor, totals }: CampaignProgressProps) {
  const t = catalogWords(locale);
  const money = (minor: number) => formatMoney(minor, totals.currency, locale);
  return (
    <Progress
      raisedMinor={totals.raisedMinor}
      pledgedMinor={totals.pledgedMinor}
      goalMinor={goalMinor}
      words={{
        label: t("campaign.progress"),
        raised: t("campaign.raised"),
        promised: t("campaign.promised"),
        goal: t("campaign.goal"),
      }}
      amounts={{ raised: money(totals.raisedMinor), promised: money(totals.pledgedMinor), goal: money(goalMinor) }}
    />
  );
}

/** The campaign in numbers; those that are still zero are left out, but for the books. */
export function CampaignFacts({ locale, totals }: { locale: Locale; totals: CampaignTotals }) {
  const t = catalogWords(locale);
  const number = new Intl.NumberFormat(locale);
  const counted = (
    [
      ["listed", totals.booksListed],
      ["available", totals.booksAvailable],
      ["exchanged", totals.booksExchanged],
      ["donors", totals.donors],
    ] as const
  )
    .filter(([name, count]) => name === "listed" || count > 0)
    .map(([name, count]) => ({ name: t(`campaign.${name}`, { count }), value: number.format(count) }));
  const average =
    totals.averageMinor > 0
      ? [{ name: t("campaign.average"), value: formatMoney(totals.averageMinor, totals.currency, locale) }]
      : [];
  return <Facts items={[...counted, ...average]} />;
}

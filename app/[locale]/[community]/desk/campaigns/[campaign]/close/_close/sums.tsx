import { Card } from "@/app/_ui/blocks";
import { Table } from "@/app/_ui/table";
import { CampaignFacts, CampaignProgress } from "@/app/[locale]/[community]/[campaign]/_catalog/campaign-figures";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskClosingWords } from "@/lib/core/i18n/messages/desk-closing";
import { formatMoney } from "@/lib/core/money";
import type { CampaignTotals } from "@/lib/reports/totals";
import { numberText } from "../../../../_parts/links";
import type { CloseProps } from "./parts";

/** The sums as they were kept, and today's beside them when they have moved: late money is never hidden. */
export function Sums({ desk: { locale }, campaign, closing }: CloseProps) {
  const t = deskClosingWords(locale);
  const { kept, totals, haveMoved } = closing;
  const shown = kept ?? totals;
  return (
    <Card gap={4}>
      <h2>{t(kept ? "sums.title" : "sums.live")}</h2>
      {!kept && <p className="muted">{t("sums.liveText")}</p>}
      <div className="desk-figures">
        <CampaignProgress locale={locale} goalMinor={campaign.goalMinor} totals={shown} />
        <CampaignFacts locale={locale} totals={shown} />
      </div>
      {kept && haveMoved && <Moved locale={locale} kept={kept} totals={totals} />}
    </Card>
  );
}

const FIGURES = {
  raised: "raisedMinor",
  exchanged: "booksExchanged",
  listed: "booksListed",
  available: "booksAvailable",
  donations: "donations",
  donors: "donors",
} as const;

/** The figures that are others now. */
function Moved({ locale, kept, totals }: { locale: Locale; kept: CampaignTotals; totals: CampaignTotals }) {
  const t = deskClosingWords(locale);
  const names = Object.keys(FIGURES) as (keyof typeof FIGURES)[];
  const text = (name: keyof typeof FIGURES, sums: CampaignTotals) =>
    name === "raised" ? formatMoney(sums.raisedMinor, sums.currency, locale) : numberText(sums[FIGURES[name]], locale);
  const rows = names
    .map((name) => ({ name, before: text(name, kept), today: text(name, totals) }))
    .filter(({ before, today }) => before !== today);
  return (
    <section className="stack" data-gap="2" aria-labelledby="moved">
      <h3 id="moved">{t("sums.moved")}</h3>
      <p className="muted small">{t("sums.movedText")}</p>
      <Table
        caption={t("sums.moved")}
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          { name: t("sums.name"), cell: ({ name }) => t(`sums.${name}`) },
          { name: t("sums.atClosing"), align: "end", cell: ({ before }) => <span className="nums">{before}</span> },
          {
            name: t("sums.today"),
            align: "end",
            cell: ({ today }) => <b className="nums">{today}</b>,
          },
        ]}
      />
    </section>
  );
}

import type { ReactNode } from "react";
import { Disclosure } from "@/app/_ui/blocks";
import { Anchor } from "@/app/_ui/link";
import { type Column, Table } from "@/app/_ui/table";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskSourceWords } from "@/lib/core/i18n/messages/desk-sources";
import { formatMoney } from "@/lib/core/money";
import { type CampaignSources, FEWEST_DONORS, type SourceFigures, type SourceRow } from "@/lib/reports/sources";
import { numberText } from "../../_parts/links";
import { deskHref, type Place } from "../../_parts/place";
import { networkName, placementName } from "../../links/_links/names";

type Shown = SourceFigures & { source: SourceRow | null };
type SourceTableProps = { locale: Locale; place: Place; sources: CampaignSources };

/** Network, placement, link; the direct row last, and the totals the rows add up to. */
export function SourceTable({ locale, place, sources }: SourceTableProps) {
  const t = deskSourceWords(locale);
  const { rows, totals, currency, orphanClicks } = sources;
  const shown: Shown[] = [...rows.map((row) => ({ ...row, source: row })), { ...totals, source: null }];
  const isHidden = shown.some(({ raisedMinor }) => raisedMinor === null);
  const hiddenNote = sources.from || sources.to ? t("hiddenDates") : t("hiddenNote", { few: FEWEST_DONORS });
  return (
    <section className="stack" aria-labelledby="source-table">
      <h2 id="source-table">{t("table.title")}</h2>
      <div className="source-table">
        <Table
          caption={t("table.caption")}
          rows={shown}
          rowKey={({ source }) => (source ? `${source.kind} ${source.network} ${source.link}` : "total")}
          columns={columnsOf(locale, place, currency, totals.costMinor > 0)}
        />
      </div>
      {isHidden && <p className="muted small">{hiddenNote}</p>}
      {orphanClicks > 0 && <p className="muted small">{t("orphans", { count: orphanClicks })}</p>}
      <Definitions locale={locale} />
    </section>
  );
}

function columnsOf(locale: Locale, place: Place, currency: string, hasCosts: boolean): Column<Shown>[] {
  const t = deskSourceWords(locale);
  const count = (value: number) => numberText(value, locale);
  const orHidden = (value: number | null, show: (known: number) => string) =>
    value === null ? <span className="muted">{t("hidden")}</span> : <span className="nowrap">{show(value)}</span>;
  const figure = (name: string, cell: (row: Shown) => ReactNode): Column<Shown> => ({
    name,
    align: "end",
    cell: (row) => (row.source ? cell(row) : <b>{cell(row)}</b>),
  });
  return [
    {
      name: t("table.source"),
      cell: ({ source }) => (source ? <Source {...{ locale, place, source }} /> : <b>{t("table.total")}</b>),
    },
    figure(t("table.clicks"), ({ clicks, botClicks, qrClicks }) => (
      <>
        {count(clicks)}
        {qrClicks > 0 && <span className="figure-part">{t("qr", { count: count(qrClicks) })}</span>}
        {botClicks > 0 && <span className="figure-part">{t("bots", { count: count(botClicks) })}</span>}
      </>
    )),
    figure(t("table.visitors"), ({ visitors }) => count(visitors)),
    figure(t("table.leads"), ({ leadsTracked, leadsEntered }) => (
      <>
        {count(leadsTracked + leadsEntered)}
        {leadsTracked + leadsEntered > 0 && (
          <span className="figure-part">
            {t("entered", { tracked: count(leadsTracked), entered: count(leadsEntered) })}
          </span>
        )}
      </>
    )),
    figure(t("table.claims"), ({ claims }) => orHidden(claims, count)),
    figure(t("table.exchanged"), ({ exchanged }) => orHidden(exchanged, count)),
    figure(t("table.raised"), ({ raisedMinor }) =>
      orHidden(raisedMinor, (minor) => formatMoney(minor, currency, locale)),
    ),
    ...(hasCosts
      ? [
          figure(t("table.cost"), ({ costMinor }) => (
            <span className="nowrap">{formatMoney(costMinor, currency, locale)}</span>
          )),
        ]
      : []),
  ];
}

function Source({ locale, place, source }: { locale: Locale; place: Place; source: SourceRow }) {
  const t = deskSourceWords(locale);
  const { kind, network, placement, link, linkId, hopOf, title, isOn } = source;
  const where = networkName(network, locale);
  if (kind === "direct")
    return (
      <>
        <p className="table-name">{t("kind.direct")}</p>
        <p className="muted">{t("kind.directText")}</p>
      </>
    );
  if (kind !== "link" || !linkId)
    return (
      <>
        <p className="table-name">{where}</p>
        <p className="muted">{t(kind === "entered" ? "kind.entered" : "kind.shared")}</p>
      </>
    );
  return (
    <>
      <p className="table-name">
        {where}: <Anchor href={deskHref(place, `links/${linkId}`)}>{placementName(placement ?? "", locale)}</Anchor>
      </p>
      <p className="muted">
        <span className="code">/r/{link}</span>
        {!isOn && <> · {t("off")}</>}
        {title && <> · {title}</>}
      </p>
      {hopOf && <p className="muted">{t("hop", { code: hopOf })}</p>}
    </>
  );
}

const DEFINED = ["clicks", "visitors", "leads", "claims", "exchanged", "raised", "cost"] as const;
const EXPLAINED = ["touch", "direct", "hidden", "reach", "growth"] as const;

/** What each number means, beside the numbers. */
function Definitions({ locale }: { locale: Locale }) {
  const t = deskSourceWords(locale);
  return (
    <Disclosure summary={t("definitions.title")}>
      <dl className="definitions">
        {DEFINED.map((name) => (
          <div key={name}>
            <dt>{t(`table.${name}`)}</dt>
            <dd>{t(`definitions.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <ul className="definitions">
        {EXPLAINED.map((name) => (
          <li key={name}>{t(`definitions.${name}`)}</li>
        ))}
      </ul>
    </Disclosure>
  );
}

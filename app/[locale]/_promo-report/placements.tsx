import { Badge } from "@/app/_ui/notice";
import { numberText } from "@/app/[locale]/[community]/desk/_parts/links";
import { networkName } from "@/app/[locale]/[community]/desk/links/_links/names";
import type { Locale } from "@/lib/core/i18n/locale";
import { numberWords } from "@/lib/core/i18n/messages/promo-numbers";
import { promoReportWords } from "@/lib/core/i18n/messages/promo-report";
import { momentText } from "@/lib/core/i18n/moment";
import { formatMoney } from "@/lib/core/money";
import type { ReportPlacement } from "@/lib/reports/promos/placements";
import type { PromoReport } from "@/lib/reports/promos/report";

type PlacementsProps = { locale: Locale; report: PromoReport; picturePath: (mediaId: string) => string };

/** Each placement with its picture, what came by it, and what its network said. */
export function Placements({ locale, report, picturePath }: PlacementsProps) {
  const t = promoReportWords(locale);
  const { placements, promo } = report;
  return (
    <section className="stack" data-gap="3" aria-labelledby="report-placements">
      <h2 id="report-placements">{t("placements.title")}</h2>
      {placements.length === 0 && <p className="muted">{t("placements.none")}</p>}
      <ul className="report-placements">
        {placements.map((placement) => (
          <li key={placement.id} className="card">
            {placement.mediaId && (
              // biome-ignore lint/performance/noImgElement: a private picture of any size, shown small
              <img
                src={picturePath(placement.mediaId)}
                alt={t("placements.picture", { name: nameOf(placement) })}
                loading="lazy"
                width={72}
                height={96}
              />
            )}
            <Told locale={locale} report={report} placement={placement} />
          </li>
        ))}
      </ul>
      {promo.kind === "initiative" && placements.length > 0 && (
        <p className="small muted">{t("placements.lastTouch")}</p>
      )}
    </section>
  );
}

function Told({ locale, report, placement }: { locale: Locale; report: PromoReport; placement: ReportPlacement }) {
  const t = promoReportWords(locale);
  const names = numberWords(locale);
  const { promo, figures, community } = report;
  const count = (value: number) => numberText(value, locale);
  const brought = [
    ...(placement.link ? [[count(placement.clicks), t("placements.clicks")]] : []),
    ...(promo.kind === "initiative" && placement.link
      ? [
          [count(placement.leads), t("placements.leads")],
          ...(placement.exchanged === null ? [] : [[count(placement.exchanged), t("placements.exchanged")]]),
          ...(placement.raisedMinor === null
            ? []
            : [[formatMoney(placement.raisedMinor, figures.currency, locale), t("placements.raised")]]),
        ]
      : []),
  ];
  const entered = Object.entries(placement.numbers).map(([metric, value]) => {
    const name = `name.${metric}`;
    return [numberWords.has(name) ? names(name) : metric, count(value)] as const;
  });
  return (
    <div className="stack" data-gap="1">
      <h3>
        {networkName(placement.network, locale)}: {nameOf(placement)}{" "}
        {placement.isSpare && <Badge>{t("placements.spare")}</Badge>}
      </h3>
      <p className="small muted">
        {placement.publishedAt
          ? momentText(new Date(placement.publishedAt), community.timeZone, locale)
          : t("placements.notOut")}
        {placement.publishedUrl && (
          <>
            {" · "}
            <a href={placement.publishedUrl} rel="noopener noreferrer nofollow">
              {t("placements.link")}
            </a>
          </>
        )}
      </p>
      {brought.length > 0 && (
        <p>
          <span className="muted">{t("placements.brought")}: </span>
          {brought.map(([value, what]) => `${value} ${what}`).join(", ")}
        </p>
      )}
      {entered.length > 0 && (
        <dl className="report-numbers small">
          {entered.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

const nameOf = ({ title, content }: ReportPlacement) => title || content;

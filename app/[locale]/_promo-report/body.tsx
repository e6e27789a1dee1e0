import { Card, Pairs } from "@/app/_ui/blocks";
import { Badge } from "@/app/_ui/notice";
import { numberText } from "@/app/[locale]/[community]/desk/_parts/links";
import type { Locale } from "@/lib/core/i18n/locale";
import { planWords } from "@/lib/core/i18n/messages/promo-plan";
import { promoReportWords } from "@/lib/core/i18n/messages/promo-report";
import { dateText, momentText } from "@/lib/core/i18n/moment";
import { formatPercent } from "@/lib/core/money";
import { isMetric, metricMeaning, metricName, metricText } from "@/lib/promos/metrics";
import type { PromoReport } from "@/lib/reports/promos/report";
import { inBrief } from "./brief";
import { Figures } from "./figures";
import { Funnel } from "./funnel";
import { Placements } from "./placements";

type BodyProps = {
  locale: Locale;
  report: PromoReport;
  /** Where the picture of a placement is read from, for whoever reads. */
  picturePath: (mediaId: string) => string;
};

/** All that a report says, for whoever reads it: the same on the desk and by its private address. */
export function ReportBody({ locale, report, picturePath }: BodyProps) {
  const t = promoReportWords(locale);
  return (
    <div className="promo-report stack" data-gap="6">
      <p className="report-brief">{inBrief(report, locale)}</p>
      <Goal locale={locale} report={report} />
      <Figures locale={locale} report={report} />
      <Funnel locale={locale} report={report} />
      <Placements locale={locale} report={report} picturePath={picturePath} />
      <Plan locale={locale} report={report} />
      <section className="stack" data-gap="2" aria-labelledby="report-learned">
        <h2 id="report-learned">{t("learned.title")}</h2>
        {report.learned ? <p className="typed">{report.learned}</p> : <p className="muted">{t("learned.none")}</p>}
      </section>
      <Definitions locale={locale} report={report} />
    </div>
  );
}

/** When the figures were counted. */
export function ReportTime({ locale, report }: { locale: Locale; report: PromoReport }) {
  const t = promoReportWords(locale);
  const { timeZone } = report.community;
  const word = report.frozenAt ? "frozen" : "asOf";
  const at = new Date(report.frozenAt ?? report.countedAt);
  return <p className="small muted">{t(word, { moment: momentText(at, timeZone, locale) })}</p>;
}

function Goal({ locale, report }: { locale: Locale; report: PromoReport }) {
  const t = promoReportWords(locale);
  const { goal, promo, figures, community } = report;
  const inWords = (value: number) => (goal ? metricText(goal.metric, value, figures.currency, locale) : "");
  const share = goal?.attainment == null ? null : formatPercent(goal.attainment, locale);
  const target = goal && inWords(goal.target);
  const isKnown = goal !== null && goal.value !== null && share !== null;
  const isHidden = goal?.metric === "raised" && figures.campaign?.creditedMinor === null;
  return (
    <section className="stack" data-gap="3" aria-labelledby="report-goal">
      <h2 id="report-goal">{t("goal.title")}</h2>
      <Pairs
        items={[
          { name: t("goal.task"), value: promo.task },
          { name: t("goal.audience"), value: promo.audience },
          { name: t("goal.keyMessage"), value: promo.keyMessage },
          {
            name: t("goal.metric"),
            value: goal ? (
              <>
                {metricName(goal.metric, locale)}.{" "}
                <span className="small muted">{metricMeaning(goal.metric, locale)}</span>
              </>
            ) : (
              t("goal.none")
            ),
          },
          {
            name: t("goal.target"),
            value:
              target &&
              (goal.by
                ? t("goal.by", { target, date: dateText(new Date(goal.by), community.timeZone, locale) })
                : target),
          },
          {
            name: t("goal.result"),
            value:
              goal &&
              (isKnown
                ? t("goal.attained", { result: inWords(goal.value ?? 0), share })
                : t(isHidden ? "figures.hidden" : "goal.unknown")),
          },
        ]}
      />
      {isKnown && (
        <div
          className="progress-bar"
          role="progressbar"
          aria-label={t("goal.bar", { share })}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.min(100, Math.round((goal.attainment ?? 0) * 100))}
        >
          <i className="confirmed" style={{ width: `${Math.min(100, (goal.attainment ?? 0) * 100)}%` }} />
        </div>
      )}
    </section>
  );
}

function Plan({ locale, report }: { locale: Locale; report: PromoReport }) {
  const t = promoReportWords(locale);
  const plan = planWords(locale);
  const { contingencies, community, figures } = report;
  return (
    <section className="stack" data-gap="3" aria-labelledby="report-plan">
      <h2 id="report-plan">{t("plan.title")}</h2>
      {contingencies.length === 0 && <p className="muted">{t("plan.none")}</p>}
      {contingencies.map((line) => {
        const metric = isMetric(line.metric) ? line.metric : null;
        const amount = (value: number) =>
          metric ? metricText(metric, value, figures.currency, locale) : numberText(value, locale);
        const name = metric ? metricName(metric, locale) : line.metric;
        const stage = `atStage.${line.stage}`;
        const when = line.checkAt
          ? plan("at", { moment: momentText(new Date(line.checkAt), community.timeZone, locale) })
          : planWords.has(stage) && plan(stage);
        return (
          <Card key={`${line.metric} ${line.threshold} ${line.checkAt} ${line.stage} ${line.action} ${line.what}`}>
            <p className="row" data-gap="2">
              <Badge tone={line.status === "fired" ? "wait" : line.status === "not_needed" ? "good" : "plain"}>
                {plan(`status.${line.status}`)}
              </Badge>
              <strong>{plan("if", { metric: name, threshold: amount(line.threshold) })}</strong> {when}
            </p>
            <p className="typed">
              {plan("doThen", { action: plan(`action.${line.action}`) })}
              {line.what && `: ${line.what}`}
            </p>
            {line.value !== null && <p className="small muted">{plan("wasThen", { value: amount(line.value) })}</p>}
            {line.outcome && <p className="typed">{t("plan.outcome", { outcome: line.outcome })}</p>}
          </Card>
        );
      })}
    </section>
  );
}

function Definitions({ locale, report }: { locale: Locale; report: PromoReport }) {
  const t = promoReportWords(locale);
  const words =
    report.promo.kind === "initiative"
      ? (["leads", "outsiders", "conversion", "raised", "average", "clicks", "entered"] as const)
      : (["clicks", "entered"] as const);
  return (
    <section className="stack small muted" data-gap="1" aria-labelledby="report-definitions">
      <h2 id="report-definitions" className="task-title">
        {t("definitions.title")}
      </h2>
      {words.map((word) => (
        <p key={word}>{t(`definitions.${word}`)}</p>
      ))}
    </section>
  );
}

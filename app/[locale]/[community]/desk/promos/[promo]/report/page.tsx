import type { Metadata } from "next";
import { Card } from "@/app/_ui/blocks";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormTextArea } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { ReportBody, ReportTime } from "@/app/[locale]/_promo-report/body";
import { inBrief } from "@/app/[locale]/_promo-report/brief";
import { promoReportWords } from "@/lib/core/i18n/messages/promo-report";
import { promoWords } from "@/lib/core/i18n/messages/promos";
import { listReportShares } from "@/lib/promos/report-shares";
import { next } from "@/lib/promos/rules";
import { compareReports } from "@/lib/reports/promos/comparing";
import { driftOf } from "@/lib/reports/promos/freezing";
import { promoReport } from "@/lib/reports/promos/report";
import { PromoFrame } from "../../_promos/frame";
import { openPromo } from "../../_promos/open";
import { takeStep } from "../../actions";
import { Compare } from "./_report/compare";
import { Shares } from "./_report/shares";
import { freezeAction, learnedAction, thawAction } from "./actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/promos/[promo]/report">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: promoReportWords(await localeOf(params))("title"), robots: { index: false } };
}

/** A promo's report on the desk: as it is passed on, and what can be done with it. */
export default async function Page(request: Props) {
  const { desk, promo } = await openPromo(request, "report");
  const { locale, actor, community, now } = desk;
  const t = promoReportWords(locale);
  const place = { ...desk.place, back: `promos/${promo.id}/report` };
  const [report, shares, others] = await Promise.all([
    promoReport(actor, promo.id, now),
    listReportShares(actor, promo.id, now),
    compareReports(actor, promo.id, now),
  ]);
  const drift = report.frozenAt ? await driftOf(actor, report, now) : undefined;
  const mediaPath = (id: string) => `/api/desk/${community.slug}/placement-media/${id}`;
  return (
    <PromoFrame
      desk={desk}
      promo={promo}
      tab="report"
      actions={
        <a
          className="button"
          data-kind="quiet"
          data-size="small"
          href={`/api/desk/${community.slug}/promos/${promo.id}/report`}
          download
        >
          {t("desk.csv")}
        </a>
      }
    >
      <ReportTime locale={locale} report={report} />
      {drift && (
        <Notice tone="wait">
          <p>{t("desk.drift", { brief: inBrief(drift, locale) })}</p>
        </Notice>
      )}
      <ReportBody locale={locale} report={report} picturePath={mediaPath} />
      <Compare locale={locale} desk={desk} others={others} here={promo.id} />
      <div className="report-tools stack" data-gap="4">
        <Card>
          <Form action={learnedAction.bind(null, place, promo.id)}>
            <FormTextArea
              label={t("desk.learned")}
              hint={t("desk.learnedHint")}
              name="learned"
              rows={4}
              maxLength={4_000}
              defaultValue={report.learned}
            />
            <div>
              <SubmitButton size="small">{t("desk.saveLearned")}</SubmitButton>
            </div>
          </Form>
        </Card>
        {next(promo.status, "report", promo.missing) && (
          <Card raised>
            <Form action={takeStep.bind(null, desk.place, promo.id)}>
              <p>{t("desk.readyText")}</p>
              <div>
                <SubmitButton name="step" value="report">
                  {promoWords(locale)("overview.report")}
                </SubmitButton>
              </div>
            </Form>
          </Card>
        )}
        <Shares desk={desk} place={place} promoId={promo.id} shares={shares} />
        <Card>
          {report.frozenAt ? (
            <Form action={thawAction.bind(null, place, promo.id)}>
              <SubmitButton kind="quiet" size="small">
                {t("desk.thaw")}
              </SubmitButton>
            </Form>
          ) : (
            <Form action={freezeAction.bind(null, place, promo.id)}>
              <p>{t("desk.freezeText")}</p>
              <div>
                <SubmitButton kind="quiet" size="small">
                  {t("desk.freeze")}
                </SubmitButton>
              </div>
            </Form>
          )}
        </Card>
        <p className="small muted">{t("desk.print")}</p>
      </div>
    </PromoFrame>
  );
}

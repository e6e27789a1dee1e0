import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Body, Shell } from "@/app/_ui/shell";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import { localeOf } from "@/app/_web/language";
import { ReportBody, ReportTime } from "@/app/[locale]/_promo-report/body";
import { promoReportWords } from "@/lib/core/i18n/messages/promo-report";
import { findReportShare, opensWith } from "@/lib/promos/report-shares";
import { reportOf } from "@/lib/reports/promos/report";
import { unlockAction } from "./actions";
import { passCookie } from "./pass";

export const instant = false;

type Props = PageProps<"/[locale]/reports/[token]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = promoReportWords(await localeOf(params));
  return { title: t("title"), robots: { index: false, follow: false }, referrer: "no-referrer" };
}

/** A promo's report by its private address, for whoever was sent it. */
export default async function Page({ params }: Props) {
  await connection();
  const locale = await localeOf(params);
  const { token } = await params;
  const share = await findReportShare(token);
  if (!share) notFound();
  const t = promoReportWords(locale);
  if (!opensWith(share, (await cookies()).get(passCookie(share.id))?.value))
    return (
      <Shell locale={locale} path={`/reports/${token}`}>
        <Body width="text">
          <h1>{t("password.title")}</h1>
          <Form action={unlockAction.bind(null, locale, token)}>
            <FormField
              label={t("password.label")}
              name="password"
              type="password"
              autoComplete="off"
              maxLength={100}
              required
            />
            <div>
              <SubmitButton>{t("password.submit")}</SubmitButton>
            </div>
          </Form>
        </Body>
      </Shell>
    );

  const report = await reportOf(share.communityId, share.promoId, new Date());
  return (
    <Shell locale={locale} path={`/reports/${token}`} community={report.community.slug}>
      <Body gap={5}>
        <header className="stack" data-gap="1">
          <p className="small muted">
            {[t(`kind.${report.promo.kind}`), report.community.name, report.campaign?.name].filter(Boolean).join(" · ")}
          </p>
          <h1>{report.promo.name}</h1>
          <ReportTime locale={locale} report={report} />
        </header>
        <ReportBody locale={locale} report={report} picturePath={(id) => `/${locale}/reports/${token}/media/${id}`} />
      </Body>
    </Shell>
  );
}

import { Card } from "@/app/_ui/blocks";
import { CopyButton } from "@/app/_ui/copy-button";
import { Anchor } from "@/app/_ui/link";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormField } from "@/app/_web/form";
import { env } from "@/lib/core/env";
import { promoReportWords } from "@/lib/core/i18n/messages/promo-report";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { dateText } from "@/lib/core/i18n/moment";
import type { listReportShares } from "@/lib/promos/report-shares";
import { OneTap } from "../../../../_parts/one-tap";
import type { Desk } from "../../../../_parts/open";
import type { Place } from "../../../../_parts/place";
import { endShareAction, shareAction } from "../actions";

type SharesProps = {
  desk: Desk;
  place: Place;
  promoId: string;
  shares: Awaited<ReturnType<typeof listReportShares>>;
};

/** The report's private addresses, and one more. */
export function Shares({ desk, place, promoId, shares }: SharesProps) {
  const { locale, community } = desk;
  const t = promoReportWords(locale);
  const optional = siteWords(locale)("optional");
  return (
    <Card>
      <h2 className="task-title">{t("desk.shares")}</h2>
      <p className="small muted">{t("desk.sharesText")}</p>
      {shares.map(({ id, label, token, hasPassword, createdAt }) => {
        const address = `${env.APP_URL}/${locale}/reports/${token}`;
        const name = label || t("desk.noLabel");
        return (
          <div key={id} className="stack" data-gap="2">
            <p>
              <strong>{name}</strong>
              <span className="small muted">
                {" "}
                {[dateText(createdAt, community.timeZone, locale), hasPassword && t("desk.withPassword")]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </p>
            <p className="small break-anywhere">
              <Anchor href={`/${locale}/reports/${token}`}>{address}</Anchor>
            </p>
            <div className="row" data-gap="2">
              <CopyButton text={address} label={t("desk.copy")} done={t("desk.copied")} />
              <OneTap action={endShareAction.bind(null, place)} fields={{ share: id }} kind="plain" about={name}>
                {t("desk.end")}
              </OneTap>
            </div>
          </div>
        );
      })}
      <Form action={shareAction.bind(null, place, promoId)}>
        <div className="fields-two">
          <FormField label={t("desk.shareLabel")} optional={optional} name="label" maxLength={100} />
          <FormField
            label={t("desk.sharePassword")}
            hint={t("desk.sharePasswordHint")}
            optional={optional}
            name="password"
            autoComplete="off"
            maxLength={100}
          />
        </div>
        <div>
          <SubmitButton size="small">{t("desk.share")}</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}

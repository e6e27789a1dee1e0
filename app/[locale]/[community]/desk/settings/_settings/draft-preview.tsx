import { Card } from "@/app/_ui/blocks";
import { Badge } from "@/app/_ui/notice";
import { CampaignProgress } from "@/app/[locale]/[community]/[campaign]/_catalog/campaign-figures";
import { dayText } from "@/app/[locale]/[community]/[campaign]/_catalog/names";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import type { CampaignTotals } from "@/lib/reports/totals";
import { OneTap } from "../../_parts/one-tap";
import type { Place } from "../../_parts/place";
import { publish } from "../actions";

type DraftPreviewProps = { locale: Locale; place: Place; campaign: PublicCampaign; totals: CampaignTotals };

/** The head of the campaign's page as everyone will see it, and the button that makes it so. */
export function DraftPreview({ locale, place, campaign, totals }: DraftPreviewProps) {
  const t = deskSettingsWords(locale);
  const day = (date: Date) => dayText(date, campaign.timeZone, locale);
  return (
    <section className="stack" aria-labelledby="preview">
      <div className="row" data-ends>
        <h2 id="preview">{t("preview.title")}</h2>
        <Badge tone="wait">{t("preview.lead")}</Badge>
      </div>
      <div className="on-cloth draft-preview">
        <div className="stack" data-gap="3">
          <p className="draft-name">{campaign.name}</p>
          <p>{catalogWords(locale)("campaign.fund", { fund: campaign.fund.name })}</p>
          <p className="muted">{t("preview.until", { from: day(campaign.opensAt), to: day(campaign.closesAt) })}</p>
          {campaign.description && <p>{campaign.description}</p>}
          <CampaignProgress locale={locale} goalMinor={campaign.goalMinor} totals={totals} />
        </div>
      </div>
      <Card>
        <OneTap action={publish.bind(null, place)} fields={{}} kind="main">
          {t("preview.publish")}
        </OneTap>
      </Card>
    </section>
  );
}

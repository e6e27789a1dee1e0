import type { Metadata } from "next";
import { ButtonLink } from "@/app/_ui/button";
import { localeOf } from "@/app/_web/language";
import { campaignPath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import { findWaitingChange } from "@/lib/catalog/requisites";
import { deskClosingWords } from "@/lib/core/i18n/messages/desk-closing";
import { deskSettingsWords } from "@/lib/core/i18n/messages/desk-settings";
import { deskWebhookWords } from "@/lib/core/i18n/messages/desk-webhooks";
import { campaignTotals } from "@/lib/reports/totals";
import { DeskFrame } from "../_parts/frame";
import { openCampaignDesk } from "../_parts/open";
import { closeHref, deskHref } from "../_parts/place";
import { CampaignForm } from "./_settings/campaign-form";
import { DraftPreview } from "./_settings/draft-preview";
import { Keeping } from "./_settings/keeping";
import { Requisites } from "./_settings/requisites";
import { saveCampaign } from "./actions";

export const instant = false;

type Props = PageProps<"/[locale]/[community]/desk/settings">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: deskSettingsWords(await localeOf(params))("title"), robots: { index: false } };
}

/** What a campaign is, to be changed; a draft also shows what it will look like. */
export default async function Page(request: Props) {
  const desk = await openCampaignDesk(request, "campaigns.manage", "settings");
  const { locale, campaign, place, now } = desk;
  const t = deskSettingsWords(locale);
  const closing = deskClosingWords(locale);
  const isDraft = campaign?.status === "draft";
  return (
    <DeskFrame
      desk={desk}
      section="settings"
      title={t("title")}
      choosesCampaign
      actions={
        <>
          {campaign && !isDraft && (
            <>
              <ButtonLink kind="quiet" size="small" href={`/${locale}${campaignPath(campaign)}`}>
                {t("public")}
              </ButtonLink>
              <ButtonLink kind="quiet" size="small" href={closeHref(place, campaign.slug)}>
                {closing(campaign.status === "closed" ? "linkClosed" : "link")}
              </ButtonLink>
            </>
          )}
          <ButtonLink kind="quiet" size="small" href={deskHref({ ...place, campaign: undefined }, "webhooks")}>
            {deskWebhookWords(locale)("open")}
          </ButtonLink>
          <ButtonLink kind="quiet" size="small" href={deskHref({ ...place, campaign: undefined }, "campaigns/new")}>
            {t("new")}
          </ButtonLink>
        </>
      }
    >
      {campaign && (
        <>
          {isDraft && (
            <DraftPreview
              locale={locale}
              place={place}
              campaign={campaign}
              totals={await campaignTotals(campaign.communityId, campaign.id, now)}
            />
          )}
          <Requisites desk={desk} campaign={campaign} waiting={await findWaitingChange(desk.actor, campaign.id, now)} />
          <CampaignForm
            key={campaign.id}
            locale={locale}
            action={saveCampaign.bind(null, place)}
            campaign={campaign}
            submit={t("save")}
          />
        </>
      )}
      <Keeping desk={desk} />
    </DeskFrame>
  );
}

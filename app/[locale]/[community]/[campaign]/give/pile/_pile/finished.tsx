import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import { Notice } from "@/app/_ui/notice";
import { booksPath, pilePath } from "@/app/[locale]/[community]/[campaign]/_catalog/paths";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { pileWords } from "@/lib/core/i18n/messages/pile";

type FinishedProps = { locale: Locale; campaign: PublicCampaign; added: number };

/** Nothing of the pile is left to do. */
export function Finished({ locale, campaign, added }: FinishedProps) {
  const t = pileWords(locale);
  return (
    <>
      <h1>{t("finished.title")}</h1>
      <Notice tone="good">{doneText(locale, added)}</Notice>
      <Card raised gap={4}>
        <p>{t("finished.text")}</p>
        <div className="row">
          <ButtonLink href={`/${locale}${booksPath(campaign, { sort: "newest" })}`}>{t("finished.catalog")}</ButtonLink>
          <ButtonLink kind="quiet" href={`/${locale}/${campaign.communitySlug}/me`}>
            {t("finished.mine")}
          </ButtonLink>
          <ButtonLink kind="plain" href={`/${locale}${pilePath(campaign)}`}>
            {t("finished.another")}
          </ButtonLink>
        </div>
      </Card>
    </>
  );
}

export function doneText(locale: Locale, added: number): string {
  const t = pileWords(locale);
  return Number.isInteger(added) && added > 0 ? t("done", { count: added }) : t("doneNone");
}

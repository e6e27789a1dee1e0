import { Card } from "@/app/_ui/blocks";
import { ButtonLink } from "@/app/_ui/button";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { deskClosingWords } from "@/lib/core/i18n/messages/desk-closing";
import { closeHref, type Place } from "../_parts/place";

type ToCloseProps = { locale: Locale; place: Place; campaign: PublicCampaign };

/** A campaign whose last day has passed, and which nobody has closed. */
export function ToClose({ locale, place, campaign }: ToCloseProps) {
  const t = deskClosingWords(locale);
  return (
    <Card gap={3}>
      <h3>{t("due.title")}</h3>
      <p className="muted">{t("due.text")}</p>
      <div>
        <ButtonLink href={closeHref(place, campaign.slug)}>
          {t("due.button")}
          <span className="hidden-text"> {campaign.name}</span>
        </ButtonLink>
      </div>
    </Card>
  );
}

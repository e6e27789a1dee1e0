import { Card } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form } from "@/app/_web/form";
import type { PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { shareWords } from "@/lib/core/i18n/messages/share";
import { shareAction } from "./actions";
import { SHARED_IN } from "./networks";

type ShareFormProps = { locale: Locale; campaign: PublicCampaign; book?: string | undefined };

/** A button for each place people share in; it makes the link. */
export function ShareForm({ locale, campaign, book }: ShareFormProps) {
  const t = shareWords(locale);
  return (
    <Form action={shareAction.bind(null, locale, campaign.communitySlug, campaign.slug, book)}>
      <fieldset>
        <legend className="hidden-text">{t("where")}</legend>
        <div className="row" data-gap="2">
          {SHARED_IN.map((network) => (
            <SubmitButton key={network} kind="quiet" name="network" value={network}>
              {t(`network.${network}`)}
            </SubmitButton>
          ))}
        </div>
      </fieldset>
    </Form>
  );
}

/** After a donation: others may like to know. */
export function ShareCard(props: ShareFormProps) {
  const t = shareWords(props.locale);
  return (
    <Card gap={4}>
      <div className="stack" data-gap="2">
        <h2>{t("thanksTitle")}</h2>
        <p>{t("thanksLead")}</p>
      </div>
      <ShareForm {...props} />
    </Card>
  );
}

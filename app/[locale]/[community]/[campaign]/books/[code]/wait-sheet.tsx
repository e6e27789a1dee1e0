import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormCheck, FormField } from "@/app/_web/form";
import { PrivacyLink } from "@/app/[locale]/[community]/_privacy-link";
import type { PublicBook, PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { waitWords } from "@/lib/core/i18n/messages/wait-pages";
import { joinLineAction } from "./actions";
import { GuestOnly } from "./claim-parts";

type WaitSheetProps = { locale: Locale; campaign: PublicCampaign; book: PublicBook; waiting: number };

/** In case a reserved book comes free: name, e-mail, consent; one tap for somebody signed in. */
export function WaitSheet({ locale, campaign, book, waiting }: WaitSheetProps) {
  const t = waitWords(locale);
  const c = catalogWords(locale);
  return (
    <section className="card claim" data-raised aria-label={t("join.title")}>
      <h2>{t("join.title")}</h2>
      <p className="small muted">{t("join.lead", { hours: campaign.offerHours })}</p>
      <p>
        <b>{t("join.waiting", { count: waiting })}</b>
      </p>
      <Form action={joinLineAction} checkFields={c("claim.again")} gap={3}>
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="community" value={campaign.communitySlug} />
        <input type="hidden" name="campaign" value={campaign.slug} />
        <input type="hidden" name="book" value={book.code} />
        <GuestOnly community={campaign.communitySlug} as={t("join.as", { name: "{name}" })}>
          <FormField label={c("claim.name")} name="name" autoComplete="name" required maxLength={120} />
          <FormField
            label={c("claim.email")}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="off"
            required
            placeholder="name@example.org"
          />
          <FormCheck name="consent" required>
            {t("join.consent")}
          </FormCheck>
          <PrivacyLink locale={locale} community={campaign.communitySlug} />
        </GuestOnly>
        <SubmitButton wide size="large">
          {t("join.submit")}
        </SubmitButton>
      </Form>
    </section>
  );
}

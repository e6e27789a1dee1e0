import { Disclosure } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormCheck, FormField } from "@/app/_web/form";
import { PrivacyLink } from "@/app/[locale]/[community]/_privacy-link";
import type { PublicBook, PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { waitWords } from "@/lib/core/i18n/messages/wait-pages";
import { claimBookAction } from "./actions";
import { GuestOnly, TakenHelp } from "./claim-parts";
import { AmountChoice, MethodChoice } from "./claim-terms";

type ClaimSheetProps = { locale: Locale; campaign: PublicCampaign; book: PublicBook };

/** Name, e-mail, amount, consent: one screen of a phone. Somebody signed in is asked for the amount alone. */
export function ClaimSheet({ locale, campaign, book }: ClaimSheetProps) {
  const t = catalogWords(locale);
  const optional = siteWords(locale)("optional");
  return (
    <section className="card claim" data-raised aria-label={t("claim.title")}>
      <h2>{t("claim.title")}</h2>
      <p className="small muted">{t("claim.lead")}</p>
      <Form action={claimBookAction} checkFields={t("claim.again")} gap={3}>
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="community" value={campaign.communitySlug} />
        <input type="hidden" name="campaign" value={campaign.slug} />
        <input type="hidden" name="book" value={book.code} />
        <TakenHelp
          href={`#similar-${book.code}`}
          line={{ text: waitWords(locale)("join.afterRace"), submit: waitWords(locale)("join.submit") }}
        >
          {t("claim.similar")}
        </TakenHelp>
        <AmountChoice locale={locale} book={book} />
        <GuestOnly community={campaign.communitySlug} as={t("claim.as", { name: "{name}" })}>
          <FormField label={t("claim.name")} name="name" autoComplete="name" required maxLength={120} />
          <FormField
            label={t("claim.email")}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="off"
            required
            placeholder="name@example.org"
          />
          <Disclosure summary={t("claim.more")} plain>
            <div className="stack" data-gap="3">
              <FormField label={t("claim.phone")} optional={optional} name="phone" type="tel" autoComplete="tel" />
              <FormField
                label={t("claim.telegram")}
                optional={optional}
                name="telegram"
                autoCapitalize="off"
                placeholder="@name"
              />
              <FormField label={t("claim.heardFrom")} optional={optional} name="heardFrom" maxLength={200} />
            </div>
          </Disclosure>
        </GuestOnly>
        <MethodChoice locale={locale} campaign={campaign} />
        <GuestOnly community={campaign.communitySlug}>
          <FormCheck name="consent" required>
            {t("claim.consent")}
          </FormCheck>
          <PrivacyLink locale={locale} community={campaign.communitySlug} />
        </GuestOnly>
        <SubmitButton wide size="large">
          {t("claim.submit")}
        </SubmitButton>
      </Form>
    </section>
  );
}

import { Disclosure } from "@/app/_ui/blocks";
import { SubmitButton } from "@/app/_ui/submit-button";
import { Form, FormCheck, FormChoices, FormField } from "@/app/_web/form";
import type { PublicBook, PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { siteWords } from "@/lib/core/i18n/messages/site";
import { formatMoney, plainAmount } from "@/lib/core/money";
import { cardsOf } from "@/lib/donations/card/providers";
import { claimBookAction } from "./actions";
import { AmountField, GuestOnly, TakenHelp } from "./claim-parts";

type ClaimSheetProps = { locale: Locale; campaign: PublicCampaign; book: PublicBook };

/** Name, e-mail, amount, consent: one screen of a phone. Somebody signed in is asked for the amount alone. */
export function ClaimSheet({ locale, campaign, book }: ClaimSheetProps) {
  const t = catalogWords(locale);
  const optional = siteWords(locale)("optional");
  const methods = [
    "transfer" as const,
    ...(cardsOf(campaign) ? (["card"] as const) : []),
    ...(campaign.allowsCash ? (["cash"] as const) : []),
  ];
  return (
    <section className="card claim" data-raised aria-label={t("claim.title")}>
      <h2>{t("claim.title")}</h2>
      <p className="small muted">{t("claim.lead")}</p>
      <Form action={claimBookAction} checkFields={t("claim.again")} gap={3}>
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="community" value={campaign.communitySlug} />
        <input type="hidden" name="campaign" value={campaign.slug} />
        <input type="hidden" name="book" value={book.code} />
        <TakenHelp href={`#similar-${book.code}`}>{t("claim.similar")}</TakenHelp>
        <AmountField
          legend={t("claim.amount")}
          options={[
            ...suggestions(book).map((minor) => ({
              value: plainAmount(minor),
              label: formatMoney(minor, book.currency, locale),
            })),
            { value: "own", label: t("claim.own") },
          ]}
          own={{ label: t("claim.ownAmount", { currency: book.currency }) }}
        />
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
        {methods.length > 1 && (
          <FormChoices
            legend={t("claim.method")}
            name="method"
            chosen="transfer"
            options={methods.map((method) => ({ value: method, label: t(`claim.${method}`) }))}
          />
        )}
        <GuestOnly community={campaign.communitySlug}>
          <FormCheck name="consent" required>
            {t("claim.consent")}
          </FormCheck>
        </GuestOnly>
        <SubmitButton wide size="large">
          {t("claim.submit")}
        </SubmitButton>
      </Form>
    </section>
  );
}

/** The minimum, and a little more twice. */
function suggestions({ minimumMinor, currency }: PublicBook): number[] {
  const step = currency === "UAH" ? 10_000 : 500;
  return [minimumMinor, minimumMinor + step, minimumMinor + 2 * step];
}

import { FormChoices } from "@/app/_web/form";
import type { PublicBook, PublicCampaign } from "@/lib/catalog/queries";
import type { Locale } from "@/lib/core/i18n/locale";
import { catalogWords } from "@/lib/core/i18n/messages/catalog-pages";
import { formatMoney, plainAmount } from "@/lib/core/money";
import { cardsOf } from "@/lib/donations/card/providers";
import { AmountField } from "./claim-parts";

/** How much somebody gives for a book. */
export function AmountChoice({ locale, book }: { locale: Locale; book: PublicBook }) {
  const t = catalogWords(locale);
  return (
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
  );
}

/** And how, where the campaign takes more than transfers. */
export function MethodChoice({ locale, campaign }: { locale: Locale; campaign: PublicCampaign }) {
  const t = catalogWords(locale);
  const methods = [
    "transfer" as const,
    ...(cardsOf(campaign) ? (["card"] as const) : []),
    ...(campaign.allowsCash ? (["cash"] as const) : []),
  ];
  if (methods.length < 2) return null;
  return (
    <FormChoices
      legend={t("claim.method")}
      name="method"
      chosen="transfer"
      options={methods.map((method) => ({ value: method, label: t(`claim.${method}`) }))}
    />
  );
}

/** The minimum, and a little more twice. */
function suggestions({ minimumMinor, currency }: PublicBook): number[] {
  const step = currency === "UAH" ? 10_000 : 500;
  return [minimumMinor, minimumMinor + step, minimumMinor + 2 * step];
}
